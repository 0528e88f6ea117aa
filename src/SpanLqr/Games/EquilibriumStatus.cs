namespace SpanLqr.Games;

/// <summary>How the search for an equilibrium ended. Everything but <see cref="Ok"/> says why none was found.</summary>
public enum EquilibriumStatus
{
    /// <summary>An equilibrium with a stable mean field; its residual was computed.</summary>
    Ok = 0,

    /// <summary>An agent's own problem is not well posed; <see cref="GameSolution.Hypothesis"/> names the condition.</summary>
    PopulationNotSolvable,

    /// <summary>The closed form was asked for, but some C^{lk} is not the transpose of C^{kl}.</summary>
    CouplingNotSymmetric,

    /// <summary>Best response and consistency drive each other away from any fixed point, however much they are damped.</summary>
    Diverged,

    /// <summary>The iteration budget ran out before best response and consistency agreed.</summary>
    NotConverged,

    /// <summary>The only fixed point found has ρ(F) ≥ 1: the mean field does not settle, and no long-run average exists.</summary>
    MeanFieldUnstable,

    /// <summary>No offset c is consistent with itself: the pull of the offsets β on the mean field has no counterweight.</summary>
    OffsetSingular,

    /// <summary>
    /// Proven: there is no equilibrium with a stable mean field. Too few eigenvalues of the game lie inside the unit circle, or no real deflating
    /// subspace of theirs is the graph of a mean field.
    /// </summary>
    NoEquilibrium,

    /// <summary>
    /// A mean field needs an eigenvalue that is on the unit circle, to rounding: it keeps a mode that neither decays nor grows, as in a pure consensus.
    /// </summary>
    UnitCircleMode,

    /// <summary>The numbers overflow.</summary>
    NonFinite,
}
