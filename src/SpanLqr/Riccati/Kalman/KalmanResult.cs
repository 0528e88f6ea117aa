namespace SpanLqr.Riccati;

/// <summary>What <see cref="Kalman.Solve"/> did.</summary>
/// <param name="Status">
/// Ok; NotDetectable where (A, C) is not: a mode on or outside the unit circle that no output shows; NotStabilisable where (A, W) is
/// not: a mode on the unit circle that no noise drives; InputWeightNotPositiveDefinite where V is not positive definite;
/// StateWeightNotPositiveSemidefinite where [[W, S], [S', V]] is not semidefinite; and what else <see cref="Dare"/> may report.
/// </param>
/// <param name="Iterations">Doubling steps taken.</param>
/// <param name="Residual">The residual of the Riccati equation, relative to 1 + ‖Σ‖_F.</param>
/// <param name="SpectralRadius">ρ(A − KC), K the gain of the predictor: how fast the error forgets its start.</param>
public readonly record struct KalmanResult(SolveStatus Status, int Iterations, double Residual, double SpectralRadius)
{
    /// <summary>Whether <see cref="Status"/> is <see cref="SolveStatus.Ok"/>.</summary>
    public bool IsOk => Status == SolveStatus.Ok;

    /// <summary>What a status other than Ok rests on.</summary>
    public StatusEvidence Evidence { get; init; } = StatusEvidence.None;
}
