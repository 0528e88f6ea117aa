namespace SpanLqr.Riccati;

/// <summary>What <see cref="AffineRecursion"/> or <see cref="AffineStationary"/> did.</summary>
/// <param name="Status">
/// Ok; InputWeightSingular where R + B'PB is singular; Singular where A − BK has the eigenvalue 1, so that K is not stabilising;
/// NonFinite.
/// </param>
/// <param name="FailedStage">The t of the stage that failed, or −1; 0 for the stationary problem.</param>
/// <param name="Constant">
/// The part of the cost that no state changes: c_0 of V_0(x) = x'P_0x + 2p_0'x + c_0, or for the stationary problem the average cost
/// per step without noise. NaN where there is none.
/// </param>
public readonly record struct AffineResult(SolveStatus Status, int FailedStage, double Constant)
{
    /// <summary>Whether <see cref="Status"/> is <see cref="SolveStatus.Ok"/>.</summary>
    public bool IsOk => Status == SolveStatus.Ok;
}
