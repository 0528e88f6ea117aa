namespace SpanLqr.Games;

/// <summary>One population at an equilibrium.</summary>
/// <param name="Name">The population's name.</param>
/// <param name="Policy">u = −K¹z − K²z̄ − κ.</param>
/// <param name="CostToGo">P, m×m: the cost to go of an agent's own deviations.</param>
/// <param name="SpectralRadius">ρ(A − BK¹).</param>
/// <param name="Cost">
/// The generic agent's long-run average cost: tr((Q + Σ_kC^k + K¹'RK¹)Σ_z) for its noise and the stage cost at the stationary means.
/// </param>
/// <param name="Epsilon">
/// The most an agent of the finite game can gain by deviating; null where no population has a size, or where an agent that is alone in its
/// population has a weight on the mean of others of its kind. A population without a size is one without end.
/// </param>
/// <param name="FiniteCost">
/// J_l^{(N)}: the long-run average cost of one agent of the finite game, everybody playing the equilibrium; null where this population has no size, or
/// under the other condition of <paramref name="Epsilon"/>.
/// </param>
public sealed record PopulationEquilibrium(
    string Name,
    AffinePolicy Policy,
    double[,] CostToGo,
    double SpectralRadius,
    double Cost,
    double? Epsilon,
    double? FiniteCost);
