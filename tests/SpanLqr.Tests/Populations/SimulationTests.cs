using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using SpanLqr.Lqr;
using SpanLqr.Populations;
using SpanLqr.Robust;
using SpanLqr.Teams;
using SpanLqr.Tests.Games;
using SpanLqr.Tests.Robust;
using SpanLqr.Tests.Support;
using SpanLqr.Tests.Teams;
using Xunit;

namespace SpanLqr.Tests.Populations;

public class SimulationTests
{
    private const double Errors = 5;

    [Fact]
    public void Simulated_and_predicted_costs_agree_on_the_reference_plants()
    {
        foreach (string name in new[] { "lqr-2x1", "lqr-4x2-cross", "lqr-12x4", "lqr-20x5", "lqr-3x3-unstable" })
        {
            LqrProblem problem = CaseProblems.Lqr($"reference/{name}");
            RequireAgreement(name, PlantLoop.Of(problem, LqrSolver.Solve(problem).Gain), PopulationMode.Collapsed, 400, 60);
        }

        FiniteHorizonProblem horizon = CaseProblems.FiniteHorizon("reference/lqr-5x2-horizon");
        RequireAgreement("horizon", PlantLoop.Of(horizon, LqrSolver.Solve(horizon).Gains), PopulationMode.Collapsed, 4000, horizon.Horizon);
    }

    [Fact]
    public void Simulated_and_predicted_costs_agree_on_the_reference_teams()
    {
        foreach (string name in ReferenceFiles.Names)
        {
            TeamProblem problem = ReferenceFiles.Problem(name);
            MeanFieldLoop loop = TeamLoop.Of(problem, TeamSolver.Solve(problem));
            RequireAgreement(name, loop, PopulationMode.Collapsed, 400, 60);
            if (loop.Agents < 1000)
            {
                RequireAgreement(name, loop, PopulationMode.Agents, 400, 60);
            }
        }
    }

    [Fact]
    public void Simulated_and_predicted_costs_agree_on_the_reference_games()
    {
        foreach (string name in GameFiles.Names)
        {
            RequireAgreement(name, Loops.Game(name, 30, 7), PopulationMode.Collapsed, 400, 60);
            RequireAgreement(name, Loops.Game(name, 30, 7), PopulationMode.Agents, 400, 60);
        }
    }

    [Fact]
    public void Simulated_and_predicted_payoffs_agree_on_the_reference_robust_problems()
    {
        foreach (string name in RobustFiles.Names.Where(n => n != "robust-unsolvable"))
        {
            RequireAgreement(name, Loops.Robust(name, 50), PopulationMode.Collapsed, 2000, 40);
            RequireAgreement(name, Loops.Robust(name, 50), PopulationMode.Agents, 2000, 40);
        }
    }

    [Fact]
    public void The_noise_to_output_ratio_of_a_viable_level_is_at_most_its_square()
    {
        RobustProblem problem = RobustFiles.Problem("robust-agents");
        double least = RobustSolver.LeastViable(problem).MeanField;
        foreach (double gamma in new[] { 1.02 * least, 2 * least })
        {
            RobustSolution solution = RobustSolver.Solve(problem, gamma);
            PopulationEstimate estimate = Loops.Estimate(RobustLoop.Of(problem, solution, 10_000), PopulationMode.Collapsed, 20_000);
            double adversary = (estimate.Performance - estimate.Costs.Mean) / (gamma * gamma);
            double expectedEnergy = problem.Horizon!.Value * (Trace(problem.Sigma) + Trace(problem.SigmaBar));
            Assert.Equal(expectedEnergy, estimate.NoiseEnergy, 0.03 * expectedEnergy);
            Assert.True(adversary > 0);
            Assert.True(estimate.Performance / (adversary + estimate.NoiseEnergy) < gamma * gamma);
        }
    }

    [Fact]
    public void The_worst_case_adversary_does_more_than_any_other_tried()
    {
        RobustProblem problem = RobustFiles.Problem("robust-agents");
        RobustSolution solution = RobustSolver.Solve(problem, 1.3 * RobustSolver.LeastViable(problem).MeanField);
        double worst = ExpectedCost.Of(RobustLoop.Of(problem, solution, 20), problem.Horizon!.Value);
        foreach (double factor in new[] { 0, 0.5, 1.5 })
        {
            RobustPolicyPart Scaled(RobustPolicyPart part) => part with
            {
                AdversaryGains = part.AdversaryGains.Select(k => Map(k, e => factor * e)).ToArray(),
            };
            MeanFieldLoop loop = RobustLoop.Of(problem, solution.Gamma, Scaled(solution.Deviations!), Scaled(solution.MeanField!), 20);
            Assert.True(ExpectedCost.Of(loop, problem.Horizon.Value) < worst);
            RequireAgreement("given adversary", loop, PopulationMode.Collapsed, 1000, problem.Horizon.Value);
        }
    }

    [Fact]
    public void Threads_change_no_bit()
    {
        MeanFieldLoop loop = Loops.Team(6, (3000, 2, 1), (5, 1, 1));
        foreach (PopulationMode mode in Enum.GetValues<PopulationMode>())
        {
            // Two threads share the agents of a rollout; eight, which are more than there are blocks, share rollouts.
            PopulationEstimate one = Loops.Estimate(loop, mode, 40, threads: 1);
            foreach (int threads in new[] { 2, 3, 8 })
            {
                PopulationEstimate several = Loops.Estimate(loop, mode, 40, threads: threads);
                Assert.Equal(one.Costs, several.Costs);
                Assert.Equal(one.FinalMeans, several.FinalMeans);
                Assert.Equal(one.FinalSecondMoments.SelectMany(m => m.Cast<double>()), several.FinalSecondMoments.SelectMany(m => m.Cast<double>()));
            }
        }
    }

    [Fact]
    public void More_rollouts_and_more_steps_begin_with_the_same_numbers()
    {
        MeanFieldLoop loop = Loops.Team(6, (20, 3, 1));
        double[] Trace(int steps)
        {
            double[] trace = new double[41 * loop.MeanDim];
            new PopulationSimulation(loop, new PopulationOptions(steps)).CreateRollout().Run(3, 1, trace);
            return trace;
        }

        Assert.Equal(Trace(40), Trace(77));
        Assert.Equal(Loops.Estimate(loop, PopulationMode.Agents, 1).Costs.Mean, FirstCost(loop));
    }

    [Fact]
    public void Streams_seeds_and_rollouts_give_other_numbers()
    {
        MeanFieldLoop loop = Loops.Team(6, (20, 3, 1));
        HashSet<double> costs = [];
        foreach ((ulong seed, ulong stream, ulong rollout) in new (ulong, ulong, ulong)[] { (0, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1) })
        {
            PopulationRollout run = new PopulationSimulation(loop, new PopulationOptions(9) { Seed = seed, Stream = stream }).CreateRollout();
            run.Run(rollout);
            Assert.True(costs.Add(run.Cost));
        }
    }

    [Fact]
    public void A_run_allocates_nothing()
    {
        foreach (PopulationMode mode in Enum.GetValues<PopulationMode>())
        {
            MeanFieldLoop loop = Loops.Team(6, (600, 3, 1), (2, 1, 1));
            PopulationRollout rollout = new PopulationSimulation(loop, new PopulationOptions(100) { Mode = mode }).CreateRollout();
            rollout.Run(0);
            long before = GC.GetAllocatedBytesForCurrentThread();
            rollout.Run(1);
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }

    [Fact]
    public void The_standard_error_of_one_long_rollout_is_that_of_many()
    {
        MeanFieldLoop loop = Loops.Team(6, (40, 2, 1));
        PopulationEstimate many = Loops.Estimate(loop, PopulationMode.Collapsed, 300, steps: 4000);
        double one = Enumerable.Range(0, 20).Average(seed => Loops.Estimate(loop, PopulationMode.Collapsed, 1, 4000, (ulong)seed + 50).StandardError);
        Assert.Equal(Math.Sqrt(many.Costs.Variance), one, 0.2 * one);
        Assert.True(double.IsNaN(Loops.Estimate(loop, PopulationMode.Collapsed, 1, steps: 500).StandardError));
    }

    [Fact]
    public void What_overflows_is_counted_and_left_out()
    {
        MeanFieldLoop loop = Loops.Team(6, (40, 2, 1));
        AgentLoop unstable = loop.Populations[0] with { Dynamics = [new double[,] { { 1e9, 0 }, { 0, 1 } }] };
        PopulationEstimate estimate = Loops.Estimate(loop with { Populations = [unstable] }, PopulationMode.Collapsed, 5);
        Assert.Equal(5, estimate.Costs.Diverged);
        Assert.True(LoopStability.Radius(loop with { Populations = [unstable] }) >= 1e9);
        Assert.True(LoopStability.Radius(loop) < 1);
    }

    [Fact]
    public void Work_ends_where_it_is_cancelled_and_tells_how_far_it_is()
    {
        MeanFieldLoop loop = Loops.Team(6, (40, 2, 1));
        using var source = new CancellationTokenSource();
        var simulation = new PopulationSimulation(loop, new PopulationOptions(1000));
        var told = new Told(source, after: 5000);
        Assert.Throws<OperationCanceledException>(() => simulation.Estimate(1000, 1, told, source.Token));
        Assert.InRange(told.Last, 5000, 6000);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        MeanFieldLoop loop = Loops.Team(6, (4, 2, 1));
        Assert.Throws<ArgumentException>(() => new PopulationSimulation(loop with { Horizon = 5 }, new PopulationOptions(6)));
        Assert.Throws<ArgumentException>(() => new PopulationSimulation(loop with { Offsets = [[1]] }, new PopulationOptions(6)));
        Assert.Throws<ArgumentException>(() => new PopulationSimulation(loop with { Populations = [] }, new PopulationOptions(6)));
        Assert.Throws<ArgumentException>(() => ExpectedCost.Of(loop with { CommonNoise = new double[1, 1] }, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PopulationOptions(0));
    }

    private static double FirstCost(MeanFieldLoop loop)
    {
        PopulationRollout rollout = new PopulationSimulation(loop, new PopulationOptions(60) { Seed = 1 }).CreateRollout();
        rollout.Run(0);
        return rollout.Cost;
    }

    private static void RequireAgreement(string name, MeanFieldLoop loop, PopulationMode mode, int rollouts, int steps)
    {
        PopulationEstimate estimate = Loops.Estimate(loop, mode, rollouts, steps);
        double predicted = ExpectedCost.Of(loop, loop.Horizon ?? steps);
        double errors = (estimate.Costs.Mean - predicted) / estimate.StandardError;
        Assert.True(Math.Abs(errors) < Errors, $"{name}, {mode}: {estimate.Costs.Mean} ± {estimate.StandardError}, predicted {predicted}");
    }

    private static double Trace(double[,] matrix) => Enumerable.Range(0, matrix.GetLength(0)).Sum(i => matrix[i, i]);

    private static double[,] Map(double[,] matrix, Func<double, double> map)
    {
        double[,] result = (double[,])matrix.Clone();
        for (int i = 0; i < result.Length; i++)
        {
            result[i / result.GetLength(1), i % result.GetLength(1)] = map(matrix[i / result.GetLength(1), i % result.GetLength(1)]);
        }

        return result;
    }

    private sealed class Told(CancellationTokenSource source, long after) : IProgress<long>
    {
        public long Last { get; private set; }

        public void Report(long value)
        {
            Last = value;
            if (value >= after)
            {
                source.Cancel();
            }
        }
    }
}
