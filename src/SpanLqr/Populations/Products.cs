namespace SpanLqr.Populations;

/// <summary>Products of matrices of any size, for setting loops up; never inside a step.</summary>
internal static class Products
{
    /// <summary>XY.</summary>
    public static double[,] Product(double[,] x, double[,] y)
    {
        double[,] result = new double[x.GetLength(0), y.GetLength(1)];
        for (int i = 0; i < x.GetLength(0); i++)
        {
            for (int k = 0; k < x.GetLength(1); k++)
            {
                for (int j = 0; j < y.GetLength(1); j++)
                {
                    result[i, j] += x[i, k] * y[k, j];
                }
            }
        }

        return result;
    }

    /// <summary>XY'.</summary>
    public static double[,] ProductTransposed(double[,] x, double[,] y)
    {
        double[,] result = new double[x.GetLength(0), y.GetLength(0)];
        for (int i = 0; i < x.GetLength(0); i++)
        {
            for (int j = 0; j < y.GetLength(0); j++)
            {
                for (int k = 0; k < x.GetLength(1); k++)
                {
                    result[i, j] += x[i, k] * y[j, k];
                }
            }
        }

        return result;
    }

    /// <summary>Q + c·K'RK.</summary>
    public static double[,] AddCongruence(double[,] q, double factor, double[,] r, double[,] k)
    {
        double[,] result = (double[,])q.Clone(), rk = Product(r, k);
        for (int i = 0; i < k.GetLength(1); i++)
        {
            for (int j = 0; j < k.GetLength(1); j++)
            {
                for (int row = 0; row < k.GetLength(0); row++)
                {
                    result[i, j] += factor * k[row, i] * rk[row, j];
                }
            }
        }

        return result;
    }

    /// <summary>A + s·BK.</summary>
    public static double[,] AddProduct(double[,] a, double sign, double[,] b, double[,] k)
    {
        double[,] result = (double[,])a.Clone(), product = Product(b, k);
        for (int i = 0; i < a.GetLength(0); i++)
        {
            for (int j = 0; j < a.GetLength(1); j++)
            {
                result[i, j] += sign * product[i, j];
            }
        }

        return result;
    }

    /// <summary>A block into a larger matrix.</summary>
    public static void Place(double[,] block, double[,] destination, int row, int column)
    {
        for (int i = 0; i < block.GetLength(0); i++)
        {
            for (int j = 0; j < block.GetLength(1); j++)
            {
                destination[row + i, column + j] = block[i, j];
            }
        }
    }
}
