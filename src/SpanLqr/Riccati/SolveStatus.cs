namespace SpanLqr.Riccati;

/// <summary>How a solve ended. Everything but <see cref="Ok"/> names the hypothesis that failed.</summary>
public enum SolveStatus
{
    /// <summary>The answer passed every check that was asked for.</summary>
    Ok = 0,

    /// <summary>An input holds a NaN or an infinity, or the numbers overflowed on the way.</summary>
    NonFinite,

    /// <summary>R is not positive definite, and the problem was not declared indefinite.</summary>
    InputWeightNotPositiveDefinite,

    /// <summary>[[Q, S], [S', R]] is not positive semidefinite, and the problem was not declared indefinite.</summary>
    StateWeightNotPositiveSemidefinite,

    /// <summary>R + B'PB is singular where it must be inverted.</summary>
    InputWeightSingular,

    /// <summary>R + B'PB is not positive definite at some stage of a recursion: the stage has no minimum.</summary>
    StageNotConvex,

    /// <summary>
    /// (A, B) is not stabilisable: a mode on or outside the unit circle, or so near that rounding cannot tell, that no input reaches.
    /// </summary>
    NotStabilisable,

    /// <summary>(A, Q) is not detectable: a mode on the unit circle that the cost does not see.</summary>
    NotDetectable,

    /// <summary>The best closed loop keeps an eigenvalue on the unit circle; the answer is the limit, not a stabilising one.</summary>
    UnitCircleEigenvalue,

    /// <summary>No stabilising solution was found, though (A, B) is stabilisable.</summary>
    NoStabilisingSolution,

    /// <summary>A gain or matrix that must be stable is not: a spectral radius of 1 or more.</summary>
    Unstable,

    /// <summary>The equation is singular: it has no solution, or more than one.</summary>
    Singular,

    /// <summary>The iteration budget ran out.</summary>
    NotConverged,

    /// <summary>γ²I − D'MD is not positive definite: the adversary's gain has no bound, and the game no saddle point.</summary>
    NoSaddlePoint,

    /// <summary>
    /// Double precision has too few digits for the problem: no iterate passed every check, and no hypothesis was shown to fail.
    /// </summary>
    IllConditioned,

    /// <summary>
    /// The stationary game has a stabilising M with a positive margin, but M has a negative eigenvalue, and the problem was not declared
    /// indefinite.
    /// </summary>
    CostToGoNotPositiveSemidefinite,
}
