using SpanLqr.Riccati;

namespace SpanLqr.Lqr;

/// <summary>The answer to a <see cref="KalmanProblem"/>.</summary>
/// <param name="Status">Whether the rest can be used, in the words of the filter.</param>
/// <param name="PredictedCovariance">Σ, n×n: before the measurement.</param>
/// <param name="FilteredCovariance">After the measurement, n×n.</param>
/// <param name="PredictorGain">K, n×m, of x̂⁻⁺ = Ax̂⁻ + K(y − Cx̂⁻).</param>
/// <param name="FilterGain">L, n×m, of x̂ = x̂⁻ + L(y − Cx̂⁻).</param>
/// <param name="SpectralRadius">ρ(A − KC).</param>
/// <param name="Residual">The residual of the Riccati equation, relative to 1 + ‖Σ‖_F.</param>
public sealed record KalmanSolution(
    SolveStatus Status,
    double[,] PredictedCovariance,
    double[,] FilteredCovariance,
    double[,] PredictorGain,
    double[,] FilterGain,
    double SpectralRadius,
    double Residual)
{
    /// <summary>Whether <see cref="Status"/> is <see cref="SolveStatus.Ok"/>.</summary>
    public bool IsOk => Status == SolveStatus.Ok;

    /// <summary>What a status other than Ok rests on.</summary>
    public StatusEvidence Evidence { get; init; } = StatusEvidence.None;
}
