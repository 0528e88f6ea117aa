namespace SpanLqr.Plants;

/// <summary>The stationary filter of a <see cref="PlantProblem"/>.</summary>
/// <param name="FilterGain">L, n×p.</param>
/// <param name="PredictorGain">L_p, n×p.</param>
/// <param name="InnovationGain">G, m×p: what the input makes of e = y − Cx̂⁻ at once; zero for a predictor.</param>
/// <param name="PredictionCovariance">Σ, n×n, before the measurement.</param>
/// <param name="FilteredCovariance">Σ_f, n×n, after it.</param>
/// <param name="SpectralRadius">ρ(A − L_pC).</param>
/// <param name="Residual">Of its Riccati equation, relative to 1 + ‖Σ‖_F.</param>
public sealed record PlantFilter(
    double[,] FilterGain,
    double[,] PredictorGain,
    double[,] InnovationGain,
    double[,] PredictionCovariance,
    double[,] FilteredCovariance,
    double SpectralRadius,
    double Residual);
