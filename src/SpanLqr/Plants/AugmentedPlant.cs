using SpanLqr.Lqr;

namespace SpanLqr.Plants;

/// <summary>
/// A plant as one discrete problem on s = (x, u_{t−1}, …, u_{t−k}, ξ), with its delay, weights of the rate and integrators written out:
/// what a learner or a simulation runs, and what answers are checked against; with a long delay no way to solve it.
/// </summary>
/// <param name="Status">Whether the plant could be sampled.</param>
/// <param name="Problem">A, B, Q, R, S and W on s; null where it could not.</param>
/// <param name="Drift">c on s.</param>
/// <param name="Constant">What the noise within a step costs.</param>
/// <param name="PerCost">What the cost of a step is to be multiplied by, to be per unit of time.</param>
public sealed record AugmentedPlant(SamplingStatus Status, LqrProblem? Problem, double[] Drift, double Constant, double PerCost);
