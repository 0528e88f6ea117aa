using System;
using System.Collections.Generic;
using System.Linq;
using SpanLqr.Games;
using SpanLqr.Learning.Games;
using SpanLqr.Populations;
using SpanLqr.Reference;
using Xunit;

namespace SpanLqr.Tests.Games;

public sealed class FiniteGameTests
{
    /// <summary>The moment recursion of the finite game knows nothing of the formula; over so many steps it has forgotten the start.</summary>
    [Fact]
    public void The_cost_of_one_agent_is_what_the_populations_come_to_in_the_long_run()
    {
        GameProblem problem = new RandomGames(41).Ring(2, symmetric: false, 1, 2, 1);
        GameSolution solution = GameSolver.Solve(problem);

        IReadOnlyList<double> expected = ExpectedCost.OfAgents(GameLoop.Of(problem, solution), 100_000_000)!;

        Assert.All(solution.Populations.Zip(expected), pair => Assert.Equal(pair.Second, pair.First.FiniteCost!.Value, 1e-6 * (1 + pair.Second)));
        Assert.All(solution.Populations, p => Assert.True(p.FiniteCost > p.Cost, "Fluctuations cost nothing."));
    }

    [Fact]
    public void The_costs_of_the_agents_add_up_to_that_of_all()
    {
        GameProblem problem = new RandomGames(42).Ring(2, symmetric: true, 1, 2, 1);
        MeanFieldLoop loop = GameLoop.Of(problem, GameSolver.Solve(problem));
        int[] sizes = problem.Populations.Select(p => p.Size!.Value).ToArray();
        foreach (PopulationMode mode in Enum.GetValues<PopulationMode>())
        {
            PopulationEstimate estimate = new PopulationSimulation(loop, new PopulationOptions(200) { Mode = mode, Seed = 3 }).Estimate(20);
            double sum = estimate.AgentCosts!.Zip(sizes, (cost, size) => cost * size).Sum();
            Assert.Equal(estimate.Costs.Mean, sum, 1e-10 * sum);
        }

        double expected = ExpectedCost.OfAgents(loop, 200)!.Zip(sizes, (cost, size) => cost * size).Sum();
        Assert.Equal(ExpectedCost.Of(loop, 200), expected, 1e-10 * expected);
    }

    [Fact]
    public void A_population_without_a_size_is_one_without_end()
    {
        GameProblem problem = new RandomGames(43).Ring(2, symmetric: false, 1, 1, 1);
        int?[] sizes = [7, null, 12];
        GameProblem mixed = problem with { Populations = problem.Populations.Select((p, l) => p with { Size = sizes[l] }).ToArray() };
        GameProblem large = problem with { Populations = problem.Populations.Select((p, l) => p with { Size = sizes[l] ?? int.MaxValue }).ToArray() };

        GameSolution some = GameSolver.Solve(mixed), all = GameSolver.Solve(large);

        Assert.All(some.Populations.Zip(all.Populations), pair => Assert.Equal(pair.Second.Epsilon!.Value, pair.First.Epsilon!.Value, 1e-8));
        Assert.Null(some.Populations[1].FiniteCost);
        Assert.Equal(all.Populations[0].FiniteCost!.Value, some.Populations[0].FiniteCost!.Value, 1e-8);
        Assert.Equal(all.Populations[2].FiniteCost!.Value, some.Populations[2].FiniteCost!.Value, 1e-8);
    }

    [Fact]
    public void Nobody_can_exploit_an_equilibrium_by_more_than_epsilon()
    {
        GameProblem problem = new RandomGames(44).Ring(2, symmetric: false, 1, 2);
        GameSolution solution = GameSolver.Solve(problem);
        AffinePolicy[] policies = solution.Populations.Select(p => p.Policy).ToArray();
        GameProblem infinite = problem with { Populations = problem.Populations.Select(p => p with { Size = null }).ToArray() };

        IReadOnlyList<double> gains = GameExploitability.Of(problem, policies)!, without = GameExploitability.Of(infinite, policies)!;

        Assert.All(solution.Populations.Zip(gains), pair => Assert.Equal(pair.First.Epsilon!.Value, pair.Second, 1e-12));
        Assert.All(without, gain => Assert.Equal(0, gain, 1e-12));
    }

    /// <summary>
    /// Against policies that are no equilibrium: the regulator of the whole state (z, Y¹, …) for what fluctuates, and for the place to rest the least value of a
    /// parabola in the one input, from three of its points.
    /// </summary>
    [Fact]
    public void What_an_agent_gains_against_any_policies_is_what_the_whole_regulator_saves()
    {
        GameProblem problem = new RandomGames(45).Ring(2, symmetric: false, 1, 1);
        int[] sizes = problem.Populations.Select(p => p.Size!.Value).ToArray();
        AffinePolicy[] policies = GameSolver.Solve(problem).Populations
            .Select(p => new AffinePolicy(
                Shifted(p.Policy.OwnGain, 0.05), Shifted(p.Policy.MeanFieldGain, -0.04), p.Policy.Offset.Select(k => k + 0.3).ToArray()))
            .ToArray();
        Game.Policy[] others = policies.Select(p => new Game.Policy(p.OwnGain, p.MeanFieldGain, p.Offset)).ToArray();

        IReadOnlyList<double> gains = GameExploitability.Of(problem, policies)!;

        double[] means = GamePolicyValue.Of(problem, policies).Stationary;
        for (int l = 0; l < 2; l++)
        {
            GamePopulation agent = problem.Populations[l];
            double[,] toRest = Matrix.multiply(Matrix.inverse(Matrix.subtract(Matrix.identity(2), agent.A)), agent.B);
            double At(double u) => StageCost(problem, l, [toRest[0, 0] * u, toRest[1, 0] * u], u, means);
            (double below, double middle, double above) = (At(-1), At(0), At(1));
            double curvature = (below + above - (2 * middle)) / 2, slope = (above - below) / 2;
            double least = middle - (slope * slope / (4 * curvature));
            double[] own = means.Skip(2 * l).Take(2).ToArray();
            double played = -policies[l].Offset[0]
                - own.Select((z, i) => policies[l].OwnGain[0, i] * z).Sum()
                - means.Select((z, i) => policies[l].MeanFieldGain[0, i] * z).Sum();
            double expected = Game.epsilon(GameOracle.Of(problem), others, sizes, l) + StageCost(problem, l, own, played, means) - least;
            Assert.Equal(expected, gains[l], 1e-9 * (1 + expected));
            Assert.True(gains[l] > 1e-3, "The policies are an equilibrium.");
        }
    }

    private static double StageCost(GameProblem problem, int l, double[] state, double input, double[] means)
    {
        GamePopulation agent = problem.Populations[l];
        static double Form(double[,] weight, double[] x) =>
            x.Select((a, i) => a * x.Select((b, j) => weight[i, j] * b).Sum()).Sum();
        double cost = Form(agent.Q, state) + (agent.R[0, 0] * input * input);
        cost += Form(agent.Own!, [state[0] - means[2 * l], state[1] - means[(2 * l) + 1]]);
        foreach (GameCoupling link in problem.Couplings.Where(c => c.Of == l))
        {
            double[] offset = link.Offset ?? new double[2];
            cost += Form(link.Weight, [state[0] - means[2 * link.To] - offset[0], state[1] - means[(2 * link.To) + 1] - offset[1]]);
        }

        return cost;
    }

    private static double[,] Shifted(double[,] gain, double by)
    {
        double[,] shifted = (double[,])gain.Clone();
        for (int i = 0; i < gain.GetLength(0); i++)
        {
            for (int j = 0; j < gain.GetLength(1); j++)
            {
                shifted[i, j] += by;
            }
        }

        return shifted;
    }
}
