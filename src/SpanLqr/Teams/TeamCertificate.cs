namespace SpanLqr.Teams;

/// <summary>How far a team's solution is from that of the whole system, solved without the decomposition.</summary>
public sealed record TeamCertificate
{
    /// <summary>‖K_assembled − K_monolithic‖_F / (1 + ‖K_monolithic‖_F).</summary>
    public required double MonolithicGainError { get; init; }

    /// <summary>|C − C_monolithic| / (1 + |C_monolithic|).</summary>
    public required double MonolithicCostError { get; init; }

    /// <summary>C: what the policy costs on the whole system; infinite where it does not stabilise that.</summary>
    public required double PolicyCost { get; init; }

    /// <summary>C_monolithic: the optimum of the whole system; NaN where that has none.</summary>
    public required double OptimalCost { get; init; }
}
