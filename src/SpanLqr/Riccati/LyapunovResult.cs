namespace SpanLqr.Riccati;

/// <summary>What <see cref="Lyapunov"/> did.</summary>
/// <param name="Status">
/// <see cref="SolveStatus.Ok"/>; <see cref="SolveStatus.Unstable"/> where ρ(A) ≥ 1 and the series diverges;
/// <see cref="SolveStatus.Singular"/> where ρ(A) ≥ 1 and the series still converges: X is then one solution of many. From
/// <see cref="Lyapunov.SolveDirect"/> also Singular where two eigenvalues of A have the product 1, without an X.
/// </param>
/// <param name="Iterations">Doublings taken.</param>
/// <param name="Residual">‖Q + AXA' − X‖_F / (1 + ‖X‖_F).</param>
public readonly record struct LyapunovResult(SolveStatus Status, int Iterations, double Residual)
{
    /// <summary>Whether <see cref="Status"/> is <see cref="SolveStatus.Ok"/>.</summary>
    public bool IsOk => Status == SolveStatus.Ok;
}
