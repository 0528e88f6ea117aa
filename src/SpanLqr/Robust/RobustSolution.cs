using System;
using System.Collections.Generic;
using SpanLqr.Riccati;

namespace SpanLqr.Robust;

/// <summary>The saddle point at one level γ: u = −K¹(x − x̄) − L¹x̄ against v = K²(x − x̄) + L²x̄; or why there is none.</summary>
public sealed record RobustSolution
{
    /// <summary>Ok, or what failed: NoSaddlePoint where γ is too small.</summary>
    public required SolveStatus Status { get; init; }

    /// <summary>What a status other than Ok rests on.</summary>
    public StatusEvidence Evidence { get; init; } = StatusEvidence.None;

    /// <summary>γ.</summary>
    public required double Gamma { get; init; }

    /// <summary>
    /// "deviations" or "mean field", whichever failed (later in time, if both did); null where none did. With an Ok status it is the
    /// deviations, which the problem's one agent does not have: their gains and costs to go are zero, the margins those of the mean field,
    /// and <see cref="Value"/> and <see cref="ViabilityMargin"/>, which are for infinitely many agents, are NaN.
    /// </summary>
    public string? FailedPart { get; init; }

    /// <summary>The t of the stage that failed, the first from the end; −1 where none did, or for the stationary game.</summary>
    public int FailedStage { get; init; } = -1;

    /// <summary>
    /// The least eigenvalue of γ²I − D'M_{t+1}D for each t, the smaller of the two parts; one number for the stationary game. NaN for
    /// stages before the one that failed.
    /// </summary>
    public IReadOnlyList<double> Margins { get; init; } = [];

    /// <summary>The gains of y = x − x̄; null unless <see cref="Status"/> is Ok.</summary>
    public RobustPolicyPart? Deviations { get; init; }

    /// <summary>The gains of z = x̄; null unless <see cref="Status"/> is Ok.</summary>
    public RobustPolicyPart? MeanField { get; init; }

    /// <summary>tr(M_0Σ0) + tr(M̄_0Σ̄0) + Σ_{t=1..T} [tr(M_tΣ) + tr(M̄_tΣ̄)]; tr(MΣ) + tr(M̄Σ̄), per step, for the stationary game.</summary>
    public double Value { get; init; } = double.NaN;

    /// <summary>
    /// The value less γ² times the energy of the noise, T·tr(Σ + Σ̄) (or tr(Σ + Σ̄) a step): γ is viable iff it is ≤ 0. So it is an excess, the left
    /// side of the viability inequality, in spite of its name: a positive number is by how much γ is not viable.
    /// </summary>
    public double ViabilityMargin { get; init; } = double.NaN;

    /// <summary>Value and viability for N agents; null where the problem gives no N. One agent has no deviations: only the mean field counts.</summary>
    public FiniteAgents? Finite { get; init; }

    /// <summary>Whether there is a saddle point.</summary>
    public bool IsOk => Status == SolveStatus.Ok;

    /// <summary>Whether γ is viable for infinitely many agents.</summary>
    public bool IsViable => IsOk && ViabilityMargin <= 0;

    /// <summary>Where the numbers overflowed none of them is given.</summary>
    internal RobustSolution WithoutOverflow() => Status != SolveStatus.NonFinite ? this
        : this with { Deviations = null, MeanField = null, Value = double.NaN, ViabilityMargin = double.NaN, Finite = null };

    /// <summary>The solution itself where there is a saddle point.</summary>
    /// <exception cref="InvalidOperationException">The status is not Ok; the message says which part failed, and at which stage.</exception>
    public RobustSolution ThrowIfFailed()
    {
        if (IsOk)
        {
            return this;
        }

        string where = FailedStage < 0 ? FailedPart ?? "the problem" : $"{FailedPart} at t = {FailedStage}";
        throw new InvalidOperationException($"The game has no solution at γ = {Gamma:r}: {Status}, in the {where}.");
    }
}
