namespace SpanLqr.Riccati;

/// <summary>What <see cref="GameDare"/> did.</summary>
/// <param name="Status">
/// Ok only for a stabilising M ⪰ 0, or any M on request, with γ²I − D'MD ≻ 0. NoSaddlePoint: there is a stabilising solution, but its
/// margin is not positive, so γ is too small. CostToGoNotPositiveSemidefinite: its margin is positive, but M ⪰ 0 was asked for. NoStabilisingSolution, UnitCircleEigenvalue: γ is too small,
/// or (A, Q) has a mode on the unit circle that the cost does not see. NotStabilisable: no γ would do.
/// </param>
/// <param name="Iterations">Doubling steps taken, over all attempts.</param>
/// <param name="Refinements">Newton–Kleinman steps taken.</param>
/// <param name="Residual">‖Q + A'MΛ⁻¹A − M‖_F / (1 + ‖M‖_F).</param>
/// <param name="SpectralRadius">ρ(Λ⁻¹A) = ρ(A − BK¹ + DK²), the loop under the worst case.</param>
/// <param name="Margin">The least eigenvalue of γ²I − D'MD; NaN where no stabilising M was found.</param>
public readonly record struct GameDareResult(
    SolveStatus Status,
    int Iterations,
    int Refinements,
    double Residual,
    double SpectralRadius,
    double Margin)
{
    /// <summary>Whether <see cref="Status"/> is <see cref="SolveStatus.Ok"/>.</summary>
    public bool IsOk => Status == SolveStatus.Ok;

    /// <summary>What a status other than Ok rests on.</summary>
    public StatusEvidence Evidence { get; init; } = StatusEvidence.None;
}
