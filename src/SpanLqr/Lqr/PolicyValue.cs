using SpanLqr.Riccati;

namespace SpanLqr.Lqr;

/// <summary>The exact value of a linear policy, in arrays; the formulas stand at <see cref="Riccati.PolicyEvaluation"/>.</summary>
/// <param name="Status">Whether the rest can be used.</param>
/// <param name="Cost">C(K).</param>
/// <param name="SpectralRadius">ρ(A − BK).</param>
/// <param name="CostToGo">P_K, n×n.</param>
/// <param name="StateCovariance">Σ_K, n×n.</param>
/// <param name="GradientFactor">E_K, m×n.</param>
/// <param name="Gradient">∇C = 2·E_K·Σ_K, m×n.</param>
/// <param name="ActionValue">Δ_K, (n+m)×(n+m).</param>
public sealed record PolicyValue(
    SolveStatus Status,
    double Cost,
    double SpectralRadius,
    double[,] CostToGo,
    double[,] StateCovariance,
    double[,] GradientFactor,
    double[,] Gradient,
    double[,] ActionValue)
{
    /// <summary>Whether <see cref="Status"/> is <see cref="SolveStatus.Ok"/>.</summary>
    public bool IsOk => Status == SolveStatus.Ok;
}
