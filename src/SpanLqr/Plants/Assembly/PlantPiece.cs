namespace SpanLqr.Plants;

/// <summary>What a plant does while one input is held: x⁺ = Ax + Bu + c + w, at the cost of (x, u, 1)'N(x, u, 1) and that of the noise within.</summary>
/// <param name="A">n×n.</param>
/// <param name="B">n×m.</param>
/// <param name="Drift">c, n×1.</param>
/// <param name="Weight">N, (n+m+1)×(n+m+1).</param>
/// <param name="Noise">The covariance of w, n×n.</param>
/// <param name="NoiseCost">What the noise costs within the piece.</param>
/// <param name="Discount">What a cost after the piece is worth before it.</param>
internal sealed record PlantPiece(Matrix A, Matrix B, Matrix Drift, Matrix Weight, Matrix Noise, double NoiseCost, double Discount)
{
    /// <summary>The same without a drift.</summary>
    public PlantPiece WithoutDrift()
    {
        int last = Weight.Rows - 1;
        Matrix weight = Weight;
        return this with
        {
            Drift = Matrix.Zero(A.Rows, 1),
            Weight = Matrix.Create(last + 1, last + 1, (i, j) => i == last || j == last ? 0 : weight[i, j]),
        };
    }

    /// <summary>(x, u, 1)'N(x, u, 1) of the plain weights Q, S, R.</summary>
    public static Matrix Plain(double[,] q, double[,]? s, double[,] r)
    {
        int n = q.GetLength(0), m = r.GetLength(0);
        return Matrix.Create(n + m + 1, n + m + 1, (i, j) =>
            i == n + m || j == n + m ? 0
            : i < n && j < n ? q[i, j]
            : i >= n && j >= n ? r[i - n, j - n]
            : s is null ? 0
            : i < n ? s[i, j - n] : s[j, i - n]).Symmetric();
    }
}
