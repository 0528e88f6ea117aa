namespace SpanLqr.Games;

/// <summary>How the mean fields of all populations together move: z̄⁺ = Fz̄ + c.</summary>
/// <param name="F">F, L·m squared.</param>
/// <param name="C">c, L·m.</param>
public sealed record MeanFieldLaw(double[,] F, double[] C);
