using System.Collections.Generic;
using SpanLqr.Riccati;

namespace SpanLqr.Lqr;

/// <summary>The answer to a <see cref="FiniteHorizonProblem"/> in factors: u_t = −K_t x_t, P_t = U_t'U_t.</summary>
/// <param name="Status">Whether the rest can be used.</param>
/// <param name="FailedStage">The t at which the recursion stopped, T for the terminal cost, or −1.</param>
/// <param name="Gains">K_0 … K_{T−1}, m×n.</param>
/// <param name="Factors">U_0 … U_T, n×n, upper triangular.</param>
public sealed record SquareRootSolution(
    SolveStatus Status,
    int FailedStage,
    IReadOnlyList<double[,]> Gains,
    IReadOnlyList<double[,]> Factors)
{
    /// <summary>Whether <see cref="Status"/> is <see cref="SolveStatus.Ok"/>.</summary>
    public bool IsOk => Status == SolveStatus.Ok;
}
