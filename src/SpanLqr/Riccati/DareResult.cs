namespace SpanLqr.Riccati;

/// <summary>What <see cref="Dare"/> did.</summary>
/// <param name="Status">Whether the answer can be used, or which hypothesis failed.</param>
/// <param name="Iterations">Doubling steps taken, over all attempts.</param>
/// <param name="Refinements">Newton–Kleinman steps taken.</param>
/// <param name="Residual">‖DARE(P) − P‖_F / (1 + ‖P‖_F).</param>
/// <param name="SpectralRadius">ρ(A − BK); NaN where it was not asked for.</param>
/// <param name="ErrorEstimate">
/// An upper estimate of ‖P − P*‖_F / ‖P*‖_F, P* the exact solution of the problem as given: ‖W‖_F/‖P‖_F with
/// W = E + (A − BK)'W(A − BK), E diagonal with the row sums of the residual and of the rounding of its terms; in the units given or in
/// balanced ones, where it is larger. Below 0.1 with Ok, but for a P that is no more than what was left when the weights cancelled: infinite
/// for P = 0 to weights that are not. NaN where there is no answer, its closed loop is not stable, or it was not asked for.
/// </param>
/// <remarks>
/// The estimate is of first order: it holds once Newton's method from P would converge at its quadratic rate. It says nothing
/// about errors in A, B, Q, R and S themselves.
/// Source: the residual and its rounding through the inverse of the linearised equation, as Ghavimi and Laub, Numer. Linear Algebra Appl. 2
/// (1995), and Higham, BIT 33 (1993), do; SLICOT's SB02SD is of the same kind.
/// </remarks>
public readonly record struct DareResult(
    SolveStatus Status,
    int Iterations,
    int Refinements,
    double Residual,
    double SpectralRadius,
    double ErrorEstimate)
{
    /// <summary>Whether <see cref="Status"/> is <see cref="SolveStatus.Ok"/>.</summary>
    public bool IsOk => Status == SolveStatus.Ok;

    /// <summary>
    /// An estimate of ‖K − K*‖_F / ‖K*‖_F, most often above it; with R far below a rounding of B'PB it has been far below. It may be 1 or more with Ok: where R is tiny and P weighs some directions of BR⁻¹B' not at all, K is
    /// not determined by doubles there, though A − BK is stable and costs what <see cref="ErrorEstimate"/> says. NaN where it was not
    /// asked for, and for every other status.
    /// </summary>
    public double GainErrorEstimate { get; init; } = double.NaN;

    /// <summary>What a status other than Ok rests on.</summary>
    public StatusEvidence Evidence { get; init; } = StatusEvidence.None;

    /// <summary>Whether P and K hold numbers: an answer, a limit on the unit circle, or the best iterate.</summary>
    internal bool HasOutputs =>
        Status is SolveStatus.Ok or SolveStatus.NotDetectable or SolveStatus.UnitCircleEigenvalue
        || (Status is SolveStatus.NotConverged or SolveStatus.IllConditioned && !double.IsNaN(Residual));
}
