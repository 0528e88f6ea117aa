namespace SpanLqr.Riccati;

/// <summary>What <see cref="Dare"/> may assume, must check and may spend.</summary>
public readonly record struct DareOptions
{
    /// <summary>R ≻ 0 and [[Q,S],[S',R]] ⪰ 0 are required; everything is checked; no bound on the iterations.</summary>
    public static DareOptions Default => default;

    /// <summary>Any symmetric Q and R, R singular or zero included; the answer is the stabilising solution if there is one.</summary>
    public bool Indefinite { get; init; }

    /// <summary>
    /// Leaves out the checks: finite input, symmetric weights, definite weights, residual, branch. Ok then only says that the iteration converged, and
    /// <see cref="DareResult.Residual"/>, <see cref="DareResult.SpectralRadius"/> and <see cref="DareResult.ErrorEstimate"/> are NaN.
    /// </summary>
    /// <remarks>
    /// For the inner loop of a controller whose problem is known to be well posed: doubling on a well-posed problem finds the
    /// stabilising solution and nothing else. What it does not find without help is searched for with all checks.
    /// </remarks>
    public bool Unchecked { get; init; }

    /// <summary>Asks for <see cref="DareResult.ErrorEstimate"/>, which is NaN otherwise.</summary>
    /// <remarks>
    /// About 5n³ flops for each of about six doublings. Without it, too, an answer that may have no digit is refused: norms tell where
    /// that cannot be, and where they do not the estimate is made.
    /// </remarks>
    public bool EstimateError { get; init; }

    /// <summary>The most doubling and Newton–Kleinman steps together, over all attempts; 0 for no bound but the solver's own.</summary>
    /// <remarks>
    /// For bounded time. A solve that is cut off ends with <see cref="SolveStatus.NotConverged"/> and the best iterate, its residual,
    /// radius and estimated error. After k steps of plain doubling P is the optimal cost over 2^k stages without terminal cost. Checks
    /// come on top, at a cost that does not depend on the bound: of each attempt, and the ordinary search has at most eight, a gain, a
    /// residual and a spectral radius or two, and now and then a Stein equation.
    /// </remarks>
    public int MaxIterations { get; init; }
}
