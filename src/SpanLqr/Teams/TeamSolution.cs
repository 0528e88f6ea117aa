using System;
using System.Collections.Generic;
using System.Linq;
using SpanLqr.Riccati;

namespace SpanLqr.Teams;

/// <summary>The optimal policy of a team: agent i of population l plays u^i = −K_l(x^i − x̄^l) − (K̄x̄)_l.</summary>
public sealed record TeamSolution
{
    /// <summary>The name of the mean-field system; no population may have it.</summary>
    public const string MeanFieldName = "mean field";

    /// <summary>Whether the rest can be used: the status of the first system that failed, or Ok.</summary>
    public required SolveStatus Status { get; init; }

    /// <summary>The name of that population, or <see cref="MeanFieldName"/>; null where nothing failed.</summary>
    public string? FailedSystem { get; init; }

    /// <summary>The deviation systems' solutions, in the order of the populations.</summary>
    public required IReadOnlyList<AuxiliarySolution> Populations { get; init; }

    /// <summary>The mean-field system's solution.</summary>
    public required AuxiliarySolution MeanField { get; init; }

    /// <summary>The optimal average cost of the whole team, tr(P̄W̄) + Σ_l (N_l − 1)·tr(P_l W_l); NaN where a system failed.</summary>
    public double Cost { get; init; } = double.NaN;

    /// <summary>Whether <see cref="Status"/> is <see cref="SolveStatus.Ok"/>.</summary>
    public bool IsOk => Status == SolveStatus.Ok;

    /// <summary>What a status other than Ok rests on.</summary>
    public StatusEvidence Evidence { get; init; } = StatusEvidence.None;

    /// <summary>The policy of any gains, system by system: Ok where every system that counts is. A lone agent's deviations do not.</summary>
    internal static TeamSolution Of(IReadOnlyList<AuxiliarySolution> populations, AuxiliarySolution meanField, double costOfFailure)
    {
        AuxiliarySolution? failed = populations.FirstOrDefault(s => !s.IsOk && s.Size > 1) ?? (meanField.IsOk ? null : meanField);
        double cost = failed is null ? populations.Sum(s => s.Cost) + meanField.Cost : costOfFailure;

        // Each system's cost is a number; their sum may still be none.
        bool overflows = failed is null && !double.IsFinite(cost);
        return new TeamSolution
        {
            Status = overflows ? SolveStatus.NonFinite : failed?.Status ?? SolveStatus.Ok,
            FailedSystem = overflows ? MeanFieldName : failed?.System.Name,
            Populations = populations,
            MeanField = meanField,
            Cost = overflows ? double.NaN : cost,
            Evidence = overflows ? StatusEvidence.None : failed?.Evidence ?? StatusEvidence.None,
        };
    }

    /// <summary>The solution itself where it can be used.</summary>
    /// <exception cref="InvalidOperationException">The status is not Ok; the message says which system failed.</exception>
    public TeamSolution ThrowIfFailed() =>
        IsOk ? this : throw new InvalidOperationException($"The team has no solution: {Status}, in the system '{FailedSystem}'.");
}
