namespace SpanLqr.Games;

/// <summary>The policy u = −K¹z − K²z̄ − κ of every agent of one population.</summary>
/// <param name="OwnGain">K¹, k×m: on the agent's own state.</param>
/// <param name="MeanFieldGain">K², k×L·m: on the mean fields of all populations, stacked.</param>
/// <param name="Offset">κ, k.</param>
public sealed record AffinePolicy(double[,] OwnGain, double[,] MeanFieldGain, double[] Offset);
