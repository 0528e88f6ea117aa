namespace SpanLqr.Robust;

/// <summary>The game of N agents, exactly: the same gains, other covariances.</summary>
/// <remarks>
/// The deviations have (1 − 1/N)Σ and (1 − 1/N)Σ0, the mean gains Σ/N and Σ0/N; one agent has no deviations. The paper has a condition with a
/// constant C in place of this, viability of the limit by a margin of CT/N: <see cref="PaperMargin"/> ≤ 0. It is for comparison only and proves
/// nothing: C leaves the initial states out, which make T + 1 terms, and bounds a trace by ‖Σ‖_F, so the condition can hold where γ is not
/// viable (T = 1, A = 1, B = 3, D = ½, Q = 0, Q̄ = 10, Σ = 1, Σ̄ = 0, N = 2, γ = 3: −1.889, where the margin is +1.055).
/// </remarks>
public sealed record FiniteAgents
{
    /// <summary>N.</summary>
    public required int Agents { get; init; }

    /// <summary>The value of the game of N agents.</summary>
    public required double Value { get; init; }

    /// <summary>Its value less γ² times the energy of the noise, an excess: viable iff ≤ 0.</summary>
    public required double ViabilityMargin { get; init; }

    /// <summary>
    /// C = (‖Ψ'(Q + K'RK)Ψ‖_F + ‖Ψ̄'(Q̄ + K̄'R̄K̄)Ψ̄‖_F)·‖Σ‖_F of the paper's Theorem 3, Ψ the map from noise to states at the saddle point;
    /// null for the stationary game, over whose infinite horizon it grows without bound, and for gains that are not of a saddle point.
    /// </summary>
    public double? PaperConstant { get; init; }

    /// <summary>The viability margin of the limit plus CT/N; null where C is.</summary>
    public double? PaperMargin { get; init; }

    /// <summary>Whether γ is viable for N agents.</summary>
    public bool IsViable => ViabilityMargin <= 0;
}
