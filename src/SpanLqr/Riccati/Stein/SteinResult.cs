namespace SpanLqr.Riccati;

/// <summary>What <see cref="Stein"/> did.</summary>
/// <param name="Status">
/// Ok; Singular where some λ_i(H)·λ_j(F) = 1 to rounding, so that there is no solution or more than one; NotConverged where the
/// QR iteration of the direct solver ran out of its budget, which has not been seen; NonFinite.
/// </param>
/// <param name="Iterations">Doublings taken, 0 where only the direct solver ran.</param>
/// <param name="IsDirect">Whether X comes from the direct solver.</param>
/// <param name="Residual">‖C + HXF − X‖_F / (1 + ‖X‖_F); NaN where there is no X.</param>
public readonly record struct SteinResult(SolveStatus Status, int Iterations, bool IsDirect, double Residual)
{
    /// <summary>Whether <see cref="Status"/> is <see cref="SolveStatus.Ok"/>.</summary>
    public bool IsOk => Status == SolveStatus.Ok;
}
