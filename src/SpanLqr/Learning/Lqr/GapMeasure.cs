namespace SpanLqr.Learning.Lqr;

/// <summary>tr(G·D·Σ·D'), what a change D of the gain costs to second order.</summary>
internal static class GapMeasure
{
    /// <summary>The rise of the mean cost.</summary>
    /// <param name="curvature">G = R + B'PB.</param>
    /// <param name="change">D.</param>
    /// <param name="moment">Σ, the second moment of the state.</param>
    public static double Of(double[,] curvature, double[,] change, double[,] moment) =>
        MatrixAlgebra.Inner(MatrixAlgebra.Product(curvature, change), MatrixAlgebra.Product(change, moment));
}
