using System;
using System.Linq;
using System.Threading;
using SpanLqr.Populations;
using Xunit;

namespace SpanLqr.Tests.Populations;

/// <summary>Plants in lanes against closed forms of one state.</summary>
public class PlantSimulationTests
{
    // Beyond five standard errors lies one mean in 2 million.
    private const double MostErrors = 5;

    /// <summary>x⁺ = x/2 + 1 + w, w ~ N(0, 1), which rests at N(2, 4/3), with cost x² + 6x + 5: 16/3 + 12 + 5 on average.</summary>
    private static readonly MeanFieldLoop Affine = Plant([0.5]) with
    {
        Offsets = [[1]],
        InitialMean = [2],
        CommonInitial = new double[,] { { 4.0 / 3 } },
        Costs = [new PopulationCost([new double[1, 1]], new double[,] { { 1 } }, [3], 5)],
    };

    /// <summary>x⁺ = F_t x + w from 0 over three steps with cost x² and 10x² at the end.</summary>
    private static readonly MeanFieldLoop ThreeSteps = Plant([0.3, 0.5, 2]) with
    {
        Costs = [new PopulationCost([new double[1, 1]], new double[,] { { 1 } })],
        FinalCost = new PopulationCost([new double[1, 1]], new double[,] { { 10 } }),
        Horizon = 3,
    };

    [Fact]
    public void An_affine_plant_at_rest_costs_what_its_law_says()
    {
        const double Expected = (16.0 / 3) + 12 + 5;
        PlantEstimate estimate = Simulate(Affine, 50, 20_000);
        Assert.InRange(Math.Abs(estimate.Costs.Mean - Expected) / estimate.StandardError, 0, MostErrors);
        Assert.InRange(estimate.StandardError, 0.005 * Expected / 10, 0.005 * Expected);
        Assert.Equal(2, estimate.FinalMean[0], 5 * Math.Sqrt(4.0 / 3 / 20_000));
        Assert.Equal(16.0 / 3, estimate.FinalSecondMoment[0, 0], 0.15);
    }

    [Fact]
    public void Over_a_horizon_every_stage_has_its_own_loop_and_the_last_state_counts()
    {
        // E x_1² = 1, E x_2² = 1 + 1/4, E x_3² = 1 + 4·5/4.
        const double Expected = 1 + 1.25 + (10 * 6);
        PlantEstimate estimate = Simulate(ThreeSteps, 3, 100_000);
        Assert.InRange(Math.Abs(estimate.Costs.Mean - Expected) / estimate.StandardError, 0, MostErrors);
        Assert.InRange(estimate.StandardError, 0, 0.01 * Expected);
        Assert.Equal(Expected, ExpectedCost.Of(ThreeSteps, 3), 1e-12);
    }

    [Fact]
    public void Threads_change_no_bit()
    {
        foreach ((MeanFieldLoop loop, int steps) in new[] { (Affine, 700), (ThreeSteps, 3) })
        {
            foreach (int rollouts in new[] { 1, 17, 1500 })
            {
                PlantEstimate one = Simulate(loop, steps, rollouts);
                foreach (int threads in new[] { 2, 3, 8 })
                {
                    PlantEstimate several = Simulate(loop, steps, rollouts, threads);
                    Assert.Equal(one.Costs, several.Costs);
                    Assert.Equal(one.FinalMean, several.FinalMean);
                    Assert.Equal(one.FinalSecondMoment.Cast<double>(), several.FinalSecondMoment.Cast<double>());
                }
            }
        }
    }

    [Fact]
    public void Another_seed_gives_other_numbers()
    {
        double[] costs = [.. Enumerable.Range(0, 4).Select(seed => Simulate(Affine, 20, 3, seed: (ulong)seed).Costs.Mean)];
        Assert.Equal(4, costs.Distinct().Count());
    }

    [Fact]
    public void The_standard_error_of_one_long_rollout_is_that_of_many()
    {
        double many = Math.Sqrt(Simulate(Affine, 4000, 2000).Costs.Variance);
        double one = Enumerable.Range(0, 20).Average(seed => Simulate(Affine, 4000, 1, seed: (ulong)seed + 50).StandardError);
        Assert.Equal(many, one, 0.2 * many);
        Assert.True(double.IsNaN(Simulate(Affine, 900, 1).StandardError));
        Assert.True(double.IsNaN(Simulate(ThreeSteps, 3, 1).StandardError));
    }

    [Fact]
    public void A_trace_goes_from_the_start_to_the_state_after_the_last_step()
    {
        MeanFieldLoop still = Plant([0.5]) with { CommonNoise = null, InitialMean = [64] };
        Assert.Equal([64, 32, 16, 8, 4], TraceOf(still, 4, 1, 5));
        Assert.Equal([64, 16, 4], TraceOf(still, 4, 2, 3));
        Assert.Equal([64, 8], TraceOf(still, 4, 3, 2));
        Assert.Equal(TraceOf(Affine, 500, 7, 40), TraceOf(Affine, 900, 7, 40));
    }

    [Fact]
    public void Steps_allocate_nothing()
    {
        // What starting a batch takes does not depend on how long its rollouts are.
        const long StartingThreads = 20_000;
        Simulate(Affine, 100, 16);
        long few = AllocatedBy(1_000), many = AllocatedBy(50_000);
        Assert.InRange(many - few, -StartingThreads, StartingThreads);
    }

    [Fact]
    public void Rollouts_that_overflow_are_counted_and_left_out()
    {
        PlantEstimate estimate = Simulate(Plant([1e9]), 60, 30);
        Assert.Equal(30, estimate.Costs.Diverged);
    }

    [Fact]
    public void Work_ends_where_it_is_cancelled_and_tells_how_far_it_is()
    {
        using var source = new CancellationTokenSource();
        var told = new Told(source);
        var simulation = new PlantSimulation(Affine, new PopulationOptions(1000));
        Assert.Throws<OperationCanceledException>(() => simulation.Estimate(10_000_000, 2, told, source.Token));
        Assert.InRange(told.Steps, 512_000, 10 * 512_000);
    }

    [Fact]
    public void A_loop_with_agents_of_its_own_is_refused()
    {
        MeanFieldLoop team = Loops.Team(6, (4, 2, 1));
        Assert.False(PlantSimulation.IsPlant(team));
        Assert.True(PlantSimulation.IsPlant(Affine));
        Assert.Throws<ArgumentException>("loop", () => new PlantSimulation(team, new PopulationOptions(5)));
        Assert.Throws<ArgumentException>("options", () => new PlantSimulation(ThreeSteps, new PopulationOptions(4)));
    }

    private static MeanFieldLoop Plant(double[] dynamics) => new()
    {
        Populations = [new AgentLoop { Name = "plant", Size = 1, Dynamics = [new double[1, 1]] }],
        MeanDynamics = dynamics.Select(f => new double[,] { { f } }).ToArray(),
        CommonNoise = new double[,] { { 1 } },
        Costs = [new PopulationCost([new double[1, 1]], new double[,] { { 1 } })],
    };

    private static PlantEstimate Simulate(MeanFieldLoop loop, int steps, int rollouts, int threads = 1, ulong seed = 3) =>
        new PlantSimulation(loop, new PopulationOptions(steps) { Seed = seed }).Estimate(rollouts, threads);

    private static long AllocatedBy(int steps)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Simulate(Affine, steps, 16);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static double[] TraceOf(MeanFieldLoop loop, int steps, int every, int rows)
    {
        double[] trace = new double[rows];
        new PlantSimulation(loop, new PopulationOptions(steps)).Estimate(2, every: every, trace: trace);
        return trace;
    }

    private sealed class Told(CancellationTokenSource source) : IProgress<long>
    {
        public long Steps { get; private set; }

        public void Report(long value)
        {
            Steps = Math.Max(Steps, value);
            source.Cancel();
        }
    }
}
