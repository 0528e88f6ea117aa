using System.Collections.Generic;
using SpanLqr.Riccati;

namespace SpanLqr.Lqr;

/// <summary>The saddle point of a <see cref="ZeroSumProblem"/> over T steps: u_t = −K¹_t x_t, v_t = K²_t x_t.</summary>
/// <param name="Status">Whether the rest can be used, as <see cref="GameRecursionResult.Status"/>.</param>
/// <param name="FailedStage">The t of the stage that failed, T for the terminal cost, or −1.</param>
/// <param name="Gains">K¹_0 … K¹_{T−1}, m×n.</param>
/// <param name="AdversaryGains">K²_0 … K²_{T−1}, p×n.</param>
/// <param name="CostsToGo">M_0 … M_T, n×n.</param>
/// <param name="Margins">The least eigenvalue of γ²I − D'M_{t+1}D for each t.</param>
public sealed record ZeroSumHorizonSolution(
    SolveStatus Status,
    int FailedStage,
    IReadOnlyList<double[,]> Gains,
    IReadOnlyList<double[,]> AdversaryGains,
    IReadOnlyList<double[,]> CostsToGo,
    IReadOnlyList<double> Margins)
{
    /// <summary>Whether <see cref="Status"/> is <see cref="SolveStatus.Ok"/>.</summary>
    public bool IsOk => Status == SolveStatus.Ok;
}
