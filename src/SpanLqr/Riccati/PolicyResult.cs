namespace SpanLqr.Riccati;

/// <summary>What <see cref="PolicyEvaluation"/> found.</summary>
/// <param name="Status">Ok; Unstable where ρ(A − BK) ≥ 1: the cost is then infinite; NonFinite.</param>
/// <param name="Cost">C(K), the average cost per step.</param>
/// <param name="SpectralRadius">ρ(A − BK).</param>
public readonly record struct PolicyResult(SolveStatus Status, double Cost, double SpectralRadius)
{
    /// <summary>Whether <see cref="Status"/> is <see cref="SolveStatus.Ok"/>.</summary>
    public bool IsOk => Status == SolveStatus.Ok;
}
