using System.Collections.Generic;
using SpanLqr.Riccati;

namespace SpanLqr.Lqr;

/// <summary>The answer to a <see cref="FiniteHorizonProblem"/>: u_t = −K_t x_t.</summary>
/// <param name="Status">Whether the rest can be used.</param>
/// <param name="FailedStage">The t at which the recursion stopped, or −1; −1 also where only the cost is NonFinite.</param>
/// <param name="Gains">K_0 … K_{T−1}, m×n.</param>
/// <param name="CostsToGo">P_0 … P_T, n×n.</param>
/// <param name="Cost">Σ_{t=1..T} tr(P_t W), the initial state excluded.</param>
public sealed record FiniteHorizonSolution(
    SolveStatus Status,
    int FailedStage,
    IReadOnlyList<double[,]> Gains,
    IReadOnlyList<double[,]> CostsToGo,
    double Cost)
{
    /// <summary>What a status other than Ok rests on.</summary>
    public StatusEvidence Evidence { get; init; } = StatusEvidence.None;

    /// <summary>Whether <see cref="Status"/> is <see cref="SolveStatus.Ok"/>.</summary>
    public bool IsOk => Status == SolveStatus.Ok;
}
