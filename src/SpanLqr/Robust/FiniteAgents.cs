namespace SpanLqr.Robust;

/// <summary>The game of N agents, exactly: the same gains, other covariances.</summary>
/// <remarks>
/// The deviations have (1 − 1/N)Σ and (1 − 1/N)Σ0, the mean gains Σ/N and Σ0/N. The paper has only a sufficient condition with a constant C,
/// viability of the limit by a margin of CT/N; <see cref="PaperMargin"/> ≤ 0 is that condition, always stricter than the truth beside it.
/// </remarks>
/// <param name="Agents">N.</param>
/// <param name="Value">The value of the game of N agents.</param>
/// <param name="ViabilityMargin">Its value less γ² times the energy of the noise: viable iff ≤ 0.</param>
/// <param name="PaperConstant">
/// C = (‖Ψ'(Q + K'RK)Ψ‖_F + ‖Ψ̄'(Q̄ + K̄'R̄K̄)Ψ̄‖_F)·‖Σ‖_F of the paper's Theorem 3, Ψ the map from noise to states at the saddle point;
/// null for the stationary game, over whose infinite horizon it grows without bound.
/// </param>
/// <param name="PaperMargin">The viability margin of the limit plus CT/N; null where C is.</param>
public sealed record FiniteAgents(int Agents, double Value, double ViabilityMargin, double? PaperConstant, double? PaperMargin)
{
    /// <summary>Whether γ is viable for N agents.</summary>
    public bool IsViable => ViabilityMargin <= 0;
}
