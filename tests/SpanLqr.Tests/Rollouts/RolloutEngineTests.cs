using System;
using System.Collections.Generic;
using System.Linq;
using SpanLqr.Lqr;
using SpanLqr.RandomNumbers;
using SpanLqr.Rollouts;
using SpanLqr.Tests.Riccati;
using Xunit;
using Matrix = SpanLqr.Reference.Matrix;

namespace SpanLqr.Tests.RolloutFacts;

[Trait("Category", "Kernels")]
public class RolloutEngineTests
{
    private static readonly int[] AllSizes = [1, 2, 3, 4, 5, 8, 9, 13];

    public static TheoryData<int> Sizes => [.. AllSizes];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void A_rollout_is_the_recursion_of_its_loop_over_its_own_normals(int n)
    {
        const int Steps = 150;
        ClosedLoop loop = Loop(n, seed: n, out double[,] f, out double[,] m, out double[,] w, out double[] c, out double[] g);
        double[,] initial = Riccati.Plants.Diagonal([.. Enumerable.Range(1, n).Select(static i => 1.0 * i)]);
        double[] mean = [.. Enumerable.Range(0, n).Select(static i => 0.5 - i)];
        var options = new RolloutOptions(Steps) { Seed = 4, Stream = 2, BurnIn = 37, InitialMean = mean, InitialCovariance = initial };
        var engine = new RolloutEngine<double>(RolloutPlan<double>.Of(loop), options);
        double[] costs = new double[21], final = new double[21 * n];
        engine.Run(6, costs, engine.CreateWorkspace(), final);

        double[,] factor = Matrix.cholesky(w);
        for (int r = 0; r < costs.Length; r++)
        {
            var stream = new NormalStream(4, 2, 6 + (ulong)r);
            double[] z = new double[(n + 1) / 2 * 2];
            stream.Fill(z);
            double[] x = [.. mean.Select((entry, i) => entry + (Math.Sqrt(i + 1) * z[i]))];
            double cost = 0;
            for (int t = 0; t < Steps; t++)
            {
                cost += t < 37 ? 0 : Quadratic(m, x) + (2 * Dot(g, x)) + 0.75;
                z = new double[n];
                stream.Fill(z);
                x = [.. Enumerable.Range(0, n).Select(i => c[i] + Row(f, i, x) + Row(factor, i, z))];
            }

            Assert.Equal(cost, costs[r], 1e-9 * Math.Abs(cost));
            Assert.All(Enumerable.Range(0, n), i => Assert.Equal(x[i], final[(r * n) + i], 1e-9));
        }
    }

    [Fact]
    public void Lane_batch_and_neighbours_change_no_bit()
    {
        foreach (int n in AllSizes)
        {
            ClosedLoop loop = Loop(n, seed: n, out _, out _, out _, out _, out _);
            RolloutOptions options = new(90) { Seed = 1, InitialCovariance = Matrix.identity(n) };
            double[] all = Run<double>(loop, options, 0, 40), some = Run<double>(loop, options, 3, 5), one = Run<double>(loop, options, 17, 1);
            var engine = new RolloutEngine<double>(RolloutPlan<double>.Of(loop), options);
            double traced = engine.Trace(17, 7, new double[5 * n], engine.CreateWorkspace());

            Assert.Equal(all[3..8], some);
            Assert.Equal(all[17], one[0]);
            Assert.Equal(all[17], traced);
            Assert.Equal(Run<float>(loop, options, 0, 40)[16..21], Run<float>(loop, options, 16, 5));
        }
    }

    [Fact]
    public void Variants_populations_and_stages_run_what_the_loop_alone_runs()
    {
        const int N = 3, Count = 19;
        ClosedLoop[] loops = [.. Enumerable.Range(0, 2 * Count).Select(static i => Loop(N, seed: 100 + i, out _, out _, out _, out _, out _))];
        RolloutOptions options = new(33) { Seed = 9, BurnIn = 4 };
        double[][] alone = [.. loops.Select(loop => Run<double>(loop, options, 0, Count))];

        double[] variants = new double[2 * Count];
        var engine = new RolloutEngine<double>(RolloutPlan<double>.OfVariants([loops[0], loops[1]]), options);
        engine.Run(0, variants, engine.CreateWorkspace());
        Assert.Equal([.. alone[0], .. alone[1]], variants);

        double[] population = new double[2 * Count];
        engine = new RolloutEngine<double>(RolloutPlan<double>.OfPopulation(loops, Count), options);
        engine.Run(0, population, engine.CreateWorkspace());
        Assert.Equal(Enumerable.Range(0, 2 * Count).Select(i => alone[i][i % Count]), population);

        ulong[] keys = [.. Enumerable.Range(0, Count).Select(static r => (ulong)((r * 7) % Count))];
        engine.Run(keys, population, engine.CreateWorkspace());
        Assert.Equal(Enumerable.Range(0, 2 * Count).Select(i => alone[i][(int)keys[i % Count]]), population);

        double[] staged = new double[Count];
        engine = new RolloutEngine<double>(RolloutPlan<double>.OfStages([.. Enumerable.Repeat(loops[0], 33)]), options);
        engine.Run(0, staged, engine.CreateWorkspace());
        Assert.All(staged.Zip(alone[0]), pair => Assert.Equal(pair.Second, pair.First, 1e-12 * Math.Abs(pair.Second)));
    }

    [Fact]
    public void The_mean_cost_is_the_one_of_the_covariance_recursion()
    {
        const int N = 4, Steps = 60, Count = 40_000;
        ClosedLoop loop = Loop(N, seed: 8, out double[,] f, out double[,] m, out double[,] w, out double[] c, out double[] g);
        double[,] sigma = new double[N, N];
        double[] mean = new double[N];
        double expected = 0;
        for (int t = 0; t < Steps; t++)
        {
            expected += Matrix.trace(Matrix.multiply(m, sigma)) + Quadratic(m, mean) + (2 * Dot(g, mean)) + 0.75;
            sigma = Matrix.add(Matrix.multiply(Matrix.multiply(f, sigma), Matrix.transpose(f)), w);
            mean = [.. Enumerable.Range(0, N).Select(i => c[i] + Row(f, i, mean))];
        }

        RolloutStatistics inDouble = RolloutStatistics.Of(Run<double>(loop, new RolloutOptions(Steps) { Seed = 3 }, 0, Count));
        RolloutStatistics inSingle = RolloutStatistics.Of(Run<float>(loop, new RolloutOptions(Steps) { Seed = 3 }, 0, Count));

        Assert.InRange(inDouble.Mean, expected - (4 * inDouble.StandardError), expected + (4 * inDouble.StandardError));
        Assert.InRange(inSingle.Mean, expected - (4 * inSingle.StandardError), expected + (4 * inSingle.StandardError));
        Assert.True(inDouble.StandardError < 0.005 * expected);
    }

    [Fact]
    public void A_blow_up_is_infinite_and_counted_and_never_a_NaN()
    {
        double[,] one = { { 1 } };
        ClosedLoop stable = new(new double[,] { { 0.5 } }, one, one), unstable = new(new double[,] { { 1e30 } }, one, one);
        double[] costs = new double[20];
        var engine = new RolloutEngine<double>(
            RolloutPlan<double>.OfPopulation([.. Enumerable.Range(0, 20).Select(r => r % 3 == 0 ? unstable : stable)], 20), new RolloutOptions(3000));
        engine.Run(0, costs, engine.CreateWorkspace());
        RolloutStatistics statistics = RolloutStatistics.Of(costs);

        Assert.All(Enumerable.Range(0, 20), r => Assert.Equal(r % 3 == 0, double.IsPositiveInfinity(costs[r])));
        Assert.Equal((13L, 7L), (statistics.Count, statistics.Diverged));
        Assert.All(Run<double>(stable, new RolloutOptions(3000) { CostLimit = 10 }, 0, 4), static cost => Assert.True(double.IsPositiveInfinity(cost)));
    }

    [Fact]
    public void Running_allocates_nothing()
    {
        ClosedLoop loop = Loop(4, seed: 1, out _, out _, out _, out _, out _);
        var engine = new RolloutEngine<double>(RolloutPlan<double>.Of(loop), new RolloutOptions(100));
        RolloutWorkspace<double> workspace = engine.CreateWorkspace();
        double[] costs = new double[100];
        engine.Run(0, costs, workspace);
        long before = GC.GetAllocatedBytesForCurrentThread();
        engine.Run(100, costs, workspace);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void What_does_not_fit_is_refused_by_name()
    {
        ClosedLoop loop = Loop(2, seed: 1, out _, out _, out _, out _, out _);
        RolloutPlan<double> plan = RolloutPlan<double>.OfVariants([loop, loop]);
        var engine = new RolloutEngine<double>(plan, new RolloutOptions(10));

        Assert.Contains("3 costs", Assert.Throws<ArgumentException>("costs", () => engine.Run(0, new double[3], engine.CreateWorkspace())).Message);
        Assert.Contains("burn-in is 10 of 10", Assert.Throws<ArgumentException>("options", () => new RolloutEngine<double>(plan, new RolloutOptions(10) { BurnIn = 10 })).Message);
        Assert.Throws<ArgumentOutOfRangeException>(static () => new RolloutOptions(0));
        Assert.Contains("not positive semidefinite", Assert.Throws<ArgumentException>("noise", static () => new ClosedLoop(new double[1, 1], new double[1, 1], new double[,] { { -1 } })).Message);
        Assert.Throws<ArgumentException>(static () => new RolloutEngine<int>(RolloutPlan<int>.Of(Loop(1, 1, out _, out _, out _, out _, out _)), new RolloutOptions(1)));
    }

    private static double[] Run<T>(ClosedLoop loop, RolloutOptions options, ulong first, int count)
        where T : unmanaged, System.Numerics.INumberBase<T>
    {
        var engine = new RolloutEngine<T>(RolloutPlan<T>.Of(loop), options);
        double[] costs = new double[count];
        engine.Run(first, costs, engine.CreateWorkspace());
        return costs;
    }

    private static ClosedLoop Loop(int n, int seed, out double[,] f, out double[,] m, out double[,] w, out double[] c, out double[] g)
    {
        var random = new Random(seed);
        f = Riccati.Plants.Matrix(n, n, random, 0.6 / Math.Sqrt(n));
        double[,] root = Riccati.Plants.Matrix(n, n, random, 1), noise = Riccati.Plants.Matrix(n, n, random, 1);
        m = Matrix.symmetrise(Matrix.multiply(root, Matrix.transpose(root)));
        w = Matrix.add(Matrix.symmetrise(Matrix.multiply(noise, Matrix.transpose(noise))), Matrix.identity(n));
        c = [.. Enumerable.Range(0, n).Select(_ => random.NextDouble())];
        g = [.. Enumerable.Range(0, n).Select(_ => random.NextDouble() - 0.5)];
        return new ClosedLoop(f, m, w, c, g, 0.75);
    }

    private static double Row(double[,] matrix, int row, IReadOnlyList<double> vector) => vector.Select((entry, k) => matrix[row, k] * entry).Sum();

    private static double Dot(double[] x, double[] y) => x.Zip(y, static (a, b) => a * b).Sum();

    private static double Quadratic(double[,] m, double[] x) => x.Select((entry, i) => entry * Row(m, i, x)).Sum();
}
