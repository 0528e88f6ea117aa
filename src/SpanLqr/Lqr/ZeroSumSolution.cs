using SpanLqr.Riccati;

namespace SpanLqr.Lqr;

/// <summary>The stationary saddle point of a <see cref="ZeroSumProblem"/>: u = −K¹x, v = K²x.</summary>
/// <param name="Status">Whether the rest can be used, as <see cref="GameDareResult.Status"/>.</param>
/// <param name="Gain">K¹, m×n.</param>
/// <param name="AdversaryGain">K², p×n.</param>
/// <param name="CostToGo">M, n×n.</param>
/// <param name="SpectralRadius">ρ(A − BK¹ + DK²).</param>
/// <param name="Margin">The least eigenvalue of γ²I − D'MD.</param>
/// <param name="Residual">‖Q + A'MΛ⁻¹A − M‖_F / (1 + ‖M‖_F).</param>
public sealed record ZeroSumSolution(
    SolveStatus Status,
    double[,] Gain,
    double[,] AdversaryGain,
    double[,] CostToGo,
    double SpectralRadius,
    double Margin,
    double Residual)
{
    /// <summary>Whether <see cref="Status"/> is <see cref="SolveStatus.Ok"/>.</summary>
    public bool IsOk => Status == SolveStatus.Ok;

    /// <summary>What a status other than Ok rests on.</summary>
    public StatusEvidence Evidence { get; init; } = StatusEvidence.None;
}
