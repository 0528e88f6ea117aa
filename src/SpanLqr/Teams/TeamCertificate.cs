namespace SpanLqr.Teams;

/// <summary>How far a team's solution is from that of the whole system, solved without the decomposition.</summary>
/// <param name="MonolithicGainError">‖K_assembled − K_monolithic‖_F / (1 + ‖K_monolithic‖_F).</param>
/// <param name="MonolithicCostError">|C − C_monolithic| / (1 + |C_monolithic|).</param>
public sealed record TeamCertificate(double MonolithicGainError, double MonolithicCostError)
{
    /// <summary>C: what the policy costs on the whole system; infinite where it does not stabilise that.</summary>
    public double PolicyCost { get; init; } = double.NaN;

    /// <summary>C_monolithic: the optimum of the whole system; NaN where that has none.</summary>
    public double OptimalCost { get; init; } = double.NaN;
}
