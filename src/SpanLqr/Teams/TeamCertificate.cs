namespace SpanLqr.Teams;

/// <summary>How far a team's solution is from that of the whole system, solved without the decomposition.</summary>
/// <param name="MonolithicGainError">‖K_assembled − K_monolithic‖_F / (1 + ‖K_monolithic‖_F).</param>
/// <param name="MonolithicCostError">|C − C_monolithic| / (1 + |C_monolithic|).</param>
public sealed record TeamCertificate(double MonolithicGainError, double MonolithicCostError);
