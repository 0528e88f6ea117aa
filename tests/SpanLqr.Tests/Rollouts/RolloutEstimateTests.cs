using System;
using System.Threading;
using SpanLqr.Rollouts;
using Xunit;

namespace SpanLqr.Tests.RolloutFacts;

public class RolloutEstimateTests
{
    private static readonly RolloutEngine<double> Engine = new(
        RolloutPlan<double>.Of(new ClosedLoop(new double[,] { { 0.9, 0.1 }, { 0, 0.8 } }, new double[,] { { 1, 0 }, { 0, 2 } }, new double[,] { { 1, 0 }, { 0, 1 } })),
        new RolloutOptions(40) { Seed = 5 });

    [Fact]
    public void The_number_of_threads_changes_no_bit()
    {
        RolloutStatistics one = Engine.Estimate(5000, threads: 1);

        Assert.Equal(one, Engine.Estimate(5000, threads: 2));
        Assert.Equal(one, Engine.Estimate(5000, threads: 7));
    }

    [Fact]
    public void Statistics_are_those_of_all_costs_together()
    {
        const int Count = 1300;
        double[] costs = new double[Count];
        Engine.Run(0, costs, Engine.CreateWorkspace());
        double mean = 0, squares = 0;
        foreach (double cost in costs)
        {
            mean += cost / Count;
        }

        foreach (double cost in costs)
        {
            squares += (cost - mean) * (cost - mean);
        }

        RolloutStatistics statistics = Engine.Estimate(Count);

        Assert.Equal(Count, statistics.Count);
        Assert.Equal(mean, statistics.Mean, 1e-10);
        Assert.Equal(squares / (Count - 1), statistics.Variance, 1e-8);
        Assert.Equal(Math.Sqrt(statistics.Variance / Count), statistics.StandardError);
    }

    [Fact]
    public void Progress_ends_with_all_and_a_cancelled_run_stops()
    {
        long last = 0;
        Engine.Estimate(1500, progress: done => last = done);
        Assert.Equal(1500, last);

        using var source = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => Engine.Estimate(1L << 33, progress: _ => source.Cancel(), cancellation: source.Token));
    }

    [Fact]
    public void Costs_without_a_common_mean_are_refused()
    {
        ClosedLoop loop = new(new double[1, 1], new double[1, 1]);
        var engine = new RolloutEngine<double>(RolloutPlan<double>.OfVariants([loop, loop]), new RolloutOptions(1));

        Assert.Contains("2 variants", Assert.Throws<ArgumentException>("engine", () => engine.Estimate(1)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(static () => Engine.Estimate(0));
        Assert.Throws<ArgumentOutOfRangeException>(static () => Engine.Estimate(1, threads: -1));
    }
}
