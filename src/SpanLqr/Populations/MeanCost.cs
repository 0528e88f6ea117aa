namespace SpanLqr.Populations;

/// <summary>χ'Hχ + 2g'χ + h, put together from terms.</summary>
internal sealed class MeanCost(int order)
{
    public double[,] Matrix { get; private set; } = new double[order, order];

    public double[] Linear { get; } = new double[order];

    public double Constant { get; private set; }

    /// <summary>Adds s·‖Yχ + y‖²_W.</summary>
    public void Add(double factor, double[,] weight, double[,] y, double[] offset)
    {
        double[,] symmetric = DenseMatrix.HalfSum(weight, weight);
        Matrix = Products.AddCongruence(Matrix, factor, symmetric, y);
        for (int i = 0; i < offset.Length; i++)
        {
            double pull = 0;
            for (int j = 0; j < offset.Length; j++)
            {
                pull += symmetric[i, j] * offset[j];
            }

            Constant += factor * offset[i] * pull;
            for (int k = 0; k < Linear.Length; k++)
            {
                Linear[k] += factor * y[i, k] * pull;
            }
        }
    }
}
