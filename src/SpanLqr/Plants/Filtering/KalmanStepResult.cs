using SpanLqr.Riccati;

namespace SpanLqr.Plants;

/// <summary>What one measurement did to a filter.</summary>
/// <param name="Status">Ok; Singular where CΣC' + V is not positive definite; NonFinite.</param>
/// <param name="Present">The measurements that were there; the others were NaN.</param>
/// <param name="LogLikelihood">ln N(y; Cx̂⁻, CΣC' + V) of those that were there; 0 for none.</param>
public readonly record struct KalmanStepResult(SolveStatus Status, int Present, double LogLikelihood)
{
    /// <summary>Whether <see cref="Status"/> is <see cref="SolveStatus.Ok"/>.</summary>
    public bool IsOk => Status == SolveStatus.Ok;
}
