using SpanLqr.Riccati;

namespace SpanLqr.Lqr;

/// <summary>The answer to an <see cref="AffineProblem"/>: u = −Kx − κ.</summary>
/// <param name="Status">Whether the rest can be used.</param>
/// <param name="Gain">K, m×n.</param>
/// <param name="Offset">κ, m entries.</param>
/// <param name="CostToGo">P, n×n.</param>
/// <param name="LinearCost">p, n entries, of the relative value x'Px + 2p'x.</param>
/// <param name="SpectralRadius">ρ(A − BK).</param>
/// <param name="Cost">The optimal average cost, of noise, drift and distance together.</param>
public sealed record AffineSolution(
    SolveStatus Status,
    double[,] Gain,
    double[] Offset,
    double[,] CostToGo,
    double[] LinearCost,
    double SpectralRadius,
    double Cost)
{
    /// <summary>Whether <see cref="Status"/> is <see cref="SolveStatus.Ok"/>.</summary>
    public bool IsOk => Status == SolveStatus.Ok;
}
