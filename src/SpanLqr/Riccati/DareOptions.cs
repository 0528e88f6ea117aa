namespace SpanLqr.Riccati;

/// <summary>What <see cref="Dare.Solve"/> may assume and must check.</summary>
public readonly record struct DareOptions
{
    /// <summary>R ≻ 0 and [[Q,S],[S',R]] ⪰ 0 are required; everything is checked.</summary>
    public static DareOptions Default => default;

    /// <summary>Any symmetric Q and R, R singular or zero included; the answer is the stabilising solution if there is one.</summary>
    public bool Indefinite { get; init; }

    /// <summary>
    /// Leaves out the checks: finite input, definite weights, residual, branch. Ok then only says that doubling converged, and
    /// <see cref="DareResult.Residual"/> and <see cref="DareResult.SpectralRadius"/> are NaN.
    /// </summary>
    /// <remarks>
    /// For the inner loop of a controller whose problem is known to be well posed: doubling on a well-posed problem finds the
    /// stabilising solution and nothing else. What it does not find without help is searched for with all checks.
    /// </remarks>
    public bool Unchecked { get; init; }
}
