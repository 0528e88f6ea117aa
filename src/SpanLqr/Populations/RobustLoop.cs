using System;
using System.Collections.Generic;
using System.Linq;
using SpanLqr.Lqr;
using SpanLqr.Robust;

namespace SpanLqr.Populations;

/// <summary>
/// N agents under u = −K¹(x − x̄) − L¹x̄ against v = K²(x − x̄) + L²x̄: the worst case of a solution, or any adversary of that form. The cost is
/// the payoff J^γ, the mean over agents; the second cost the performance index, which leaves −γ²(‖v − v̄‖² + ‖v̄‖²) out.
/// </summary>
/// <remarks>
/// The noise index is (performance − payoff)/γ² + the energy of the noise, Σ_i(‖v^i − v̄‖² + ‖ω^i‖²)/N + ‖v̄‖² + ‖ω̄‖². Source: robust mean-field control,
/// (2) and (3).
/// </remarks>
public static class RobustLoop
{
    /// <summary>The agents and the worst-case adversary of a solution.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="solution">A solution that is Ok.</param>
    /// <param name="agents">N.</param>
    /// <returns>The loop.</returns>
    /// <exception cref="ArgumentException">The problem is malformed, or the solution is not Ok or not of it.</exception>
    public static MeanFieldLoop Of(RobustProblem problem, RobustSolution solution, int agents)
    {
        ArgumentNullException.ThrowIfNull(solution);
        if (!solution.IsOk || solution.Deviations is not { } deviations || solution.MeanField is not { } means)
        {
            throw new ArgumentException($"The solution's status is {solution.Status}, expected Ok.", nameof(solution));
        }

        return Of(problem, solution.Gamma, deviations, means, agents);
    }

    /// <summary>Any policies of that form; costs to go are not read.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="gamma">γ.</param>
    /// <param name="deviations">K¹ and K², one for all steps, or one a step.</param>
    /// <param name="meanField">L¹ and L².</param>
    /// <param name="agents">N, at least 1.</param>
    /// <returns>The loop, with the horizon of the problem.</returns>
    /// <exception cref="ArgumentException">The problem is malformed, or a gain has the wrong size.</exception>
    public static MeanFieldLoop Of(RobustProblem problem, double gamma, RobustPolicyPart deviations, RobustPolicyPart meanField, int agents)
    {
        ArgumentNullException.ThrowIfNull(deviations);
        ArgumentNullException.ThrowIfNull(meanField);
        RobustChecks.Check(problem);
        ArgumentOutOfRangeException.ThrowIfLessThan(agents, 1);
        Check(problem, deviations, nameof(deviations));
        Check(problem, meanField, nameof(meanField));
        int stages = problem.Horizon ?? 1;
        Stage[] own = Enumerable.Range(0, stages).Select(t => Stage.Deviations(problem, deviations, t)).ToArray();
        Stage[] mean = Enumerable.Range(0, stages).Select(t => Stage.MeanField(problem, meanField, t)).ToArray();
        PopulationCost[] Costs(double level) =>
            own.Zip(mean, (y, z) => new PopulationCost([Shared(y.Cost(level), agents)], z.Cost(level))).ToArray();
        PopulationCost? final = problem.Horizon is null
            ? null
            : new PopulationCost([Shared(problem.Qf ?? problem.Q[^1], agents)], problem.Qbarf ?? problem.Qbar[^1]);
        return new MeanFieldLoop
        {
            Populations =
            [
                new AgentLoop
                {
                    Name = "agents",
                    Size = agents,
                    Dynamics = own.Select(static s => s.Loop).ToArray(),
                    Noise = problem.Sigma,
                    Initial = problem.Sigma0 ?? problem.Sigma,
                },
            ],
            MeanDynamics = mean.Select(static s => s.Loop).ToArray(),
            CommonNoise = problem.SigmaBar,
            CommonInitial = problem.Sigma0Bar ?? problem.SigmaBar,
            Costs = Costs(gamma),
            FinalCost = final,
            Performance = Costs(0),
            FinalPerformance = final,
            Horizon = problem.Horizon,
        };
    }

    private static double[,] Shared(double[,] weight, int agents) => DenseMatrix.Map(weight, (_, _, entry) => entry / agents);

    private static void Check(RobustProblem problem, RobustPolicyPart part, string name)
    {
        int stages = problem.Horizon ?? 1;
        if (part.Gains.Count != stages || part.AdversaryGains.Count != stages)
        {
            throw new ArgumentException(
                $"There are {part.Gains.Count} and {part.AdversaryGains.Count} gains, expected {stages} each.", name);
        }

        for (int t = 0; t < stages; t++)
        {
            Arrays.Check(part.Gains[t], problem.InputDim, problem.StateDim, $"{name}.Gains[{t}]");
            Arrays.Check(part.AdversaryGains[t], problem.AdversaryDim, problem.StateDim, $"{name}.AdversaryGains[{t}]");
        }
    }

    /// <summary>x⁺ = (A − BK¹ + DK²)x with cost Q + K¹'RK¹ − γ²K²'K².</summary>
    private sealed record Stage(double[,] A, double[,] B, double[,] D, double[,] Q, double[,] R, double[,] Gain, double[,] AdversaryGain)
    {
        public double[,] Loop => Products.AddProduct(Products.AddProduct(A, -1, B, Gain), 1, D, AdversaryGain);

        public static Stage Deviations(RobustProblem problem, RobustPolicyPart part, int t) => new(
            At(problem.A, t),
            At(problem.B, t),
            DOf(problem, t),
            At(problem.Q, t),
            problem.R is null ? DenseMatrix.Identity(problem.InputDim) : At(problem.R, t),
            part.Gains[t],
            part.AdversaryGains[t]);

        public static Stage MeanField(RobustProblem problem, RobustPolicyPart part, int t) => new(
            Sum(At(problem.A, t), problem.Abar, t),
            Sum(At(problem.B, t), problem.Bbar, t),
            Sum(DOf(problem, t), problem.Dbar, t),
            At(problem.Qbar, t),
            (problem.Rbar ?? problem.R) is { } weight ? At(weight, t) : DenseMatrix.Identity(problem.InputDim),
            part.Gains[t],
            part.AdversaryGains[t]);

        public double[,] Cost(double gamma)
        {
            double[,] cost = Products.AddCongruence(Q, 1, R, Gain);
            return gamma == 0
                ? cost
                : Symmetric.Part(Products.AddCongruence(cost, -gamma * gamma, DenseMatrix.Identity(AdversaryGain.GetLength(0)), AdversaryGain));
        }

        private static double[,] DOf(RobustProblem problem, int t) =>
            problem.D is null ? DenseMatrix.Identity(problem.StateDim) : At(problem.D, t);

        private static double[,] Sum(double[,] own, IReadOnlyList<double[,]>? mean, int t) =>
            mean is null ? own : DenseMatrix.Map(own, (i, j, entry) => entry + At(mean, t)[i, j]);

        private static double[,] At(IReadOnlyList<double[,]> series, int t) => series.Count == 1 ? series[0] : series[t];
    }
}
