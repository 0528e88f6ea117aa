namespace SpanLqr.Teams;

/// <summary>One of the L + 1 small systems into which a team falls apart: z⁺ = Az + Bv + noise, stage cost z'Qz + v'Rv.</summary>
/// <param name="Name">The population's name, or <see cref="TeamSolution.MeanFieldName"/>.</param>
/// <param name="A">A_l = a^l − ă^{ll} for a deviation system, Ā for the mean field.</param>
/// <param name="B">B_l or B̄.</param>
/// <param name="Q">Q_l or Q̄.</param>
/// <param name="R">R_l or R̄.</param>
/// <param name="Noise">The covariance of the system's noise: (1 − 1/N_l)·W_l for one agent's deviation, W̄ for the mean field.</param>
public sealed record AuxiliarySystem(string Name, double[,] A, double[,] B, double[,] Q, double[,] R, double[,] Noise);
