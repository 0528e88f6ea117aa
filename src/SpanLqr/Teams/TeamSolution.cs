using System.Collections.Generic;
using SpanLqr.Riccati;

namespace SpanLqr.Teams;

/// <summary>The optimal policy of a team: agent i of population l plays u^i = −K_l(x^i − x̄^l) − (K̄x̄)_l.</summary>
/// <param name="Status">Whether the rest can be used: the status of the first system that failed, or Ok.</param>
/// <param name="FailedSystem">The name of that population, or <see cref="MeanFieldName"/>; null where nothing failed.</param>
/// <param name="Populations">The deviation systems' solutions, in the order of the populations.</param>
/// <param name="MeanField">The mean-field system's solution.</param>
/// <param name="Cost">The optimal average cost of the whole team, tr(P̄W̄) + Σ_l (N_l − 1)·tr(P_l W_l); NaN where a system failed.</param>
public sealed record TeamSolution(
    SolveStatus Status,
    string? FailedSystem,
    IReadOnlyList<AuxiliarySolution> Populations,
    AuxiliarySolution MeanField,
    double Cost)
{
    /// <summary>The name of the mean-field system; no population may have it.</summary>
    public const string MeanFieldName = "mean field";

    /// <summary>Whether <see cref="Status"/> is <see cref="SolveStatus.Ok"/>.</summary>
    public bool IsOk => Status == SolveStatus.Ok;

    /// <summary>What a status other than Ok rests on.</summary>
    public StatusEvidence Evidence { get; init; } = StatusEvidence.None;
}
