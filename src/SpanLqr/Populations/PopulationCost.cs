using System.Collections.Generic;

namespace SpanLqr.Populations;

/// <summary>
/// The cost of one step: Σ_l tr(Q_l S_l) + χ'Hχ + 2g'χ + h, with S_l = Σ_i x̃^i x̃^i' the scatter of population l and χ the means.
/// </summary>
/// <param name="Deviations">Q_l, d_l×d_l, symmetric, for each population.</param>
/// <param name="Mean">H, symmetric, of the order of χ.</param>
/// <param name="Linear">g, or null for zero.</param>
/// <param name="Constant">h.</param>
public sealed record PopulationCost(IReadOnlyList<double[,]> Deviations, double[,] Mean, double[]? Linear = null, double Constant = 0);
