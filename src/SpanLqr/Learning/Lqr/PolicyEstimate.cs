namespace SpanLqr.Learning.Lqr;

/// <summary>The value of a policy, from data.</summary>
/// <param name="ActionValue">M.</param>
/// <param name="Curvature">M₂₂.</param>
/// <param name="Cost">λ, the mean cost.</param>
internal sealed record PolicyEstimate(double[,] ActionValue, double[,] Curvature, double Cost);
