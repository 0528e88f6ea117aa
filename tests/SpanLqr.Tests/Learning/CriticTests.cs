using System;
using System.Linq;
using SpanLqr.Learning;
using SpanLqr.Learning.Lqr;
using SpanLqr.Lqr;
using Xunit;

namespace SpanLqr.Tests.Learning;

/// <summary>Critics of samples: what they find, what they need, and that threads and units do not matter to them.</summary>
public class CriticTests
{
    [Fact]
    public void LstdCritic_FindsTheActionValues()
    {
        double coarse = Error(new LstdCritic(new LqrTrajectories(Plants.Unstable), Data(4_000, 3)));
        double fine = Error(new LstdCritic(new LqrTrajectories(Plants.Unstable), Data(400_000, 3)));
        Assert.True(fine < 0.03, $"{fine}");
        Assert.True(fine < coarse / 3, $"{fine} after {coarse}");
    }

    [Fact]
    public void GtdCritic_ErrorFallsLikeTheFourthRootOfSamplesOrFaster()
    {
        int[] lengths = [2_000, 32_000, 512_000];
        double[] errors = lengths
            .Select(steps => Enumerable.Range(0, 8).Average(seed => Error(
                new GtdCritic(new LqrTrajectories(Plants.Stable), Data(steps, (ulong)seed), new GtdOptions()), Plants.Stable, new double[1, 2])))
            .ToArray();

        // Sixteen times the samples: half the error, if it falls like T^(−1/4).
        Assert.True(errors[1] < errors[0] / 1.8, $"{errors[0]} {errors[1]}");
        Assert.True(errors[2] < errors[1] / 1.8, $"{errors[1]} {errors[2]}");
    }

    [Fact]
    public void GtdCritic_IsWithinAFactorOfFourOfLeastSquares_FromTheSameData()
    {
        double[] gtd = new double[8], lstd = new double[8];
        for (int seed = 0; seed < 8; seed++)
        {
            TrajectoryOptions data = Data(200_000, (ulong)seed);
            gtd[seed] = Error(new GtdCritic(new LqrTrajectories(Plants.Unstable), data, new GtdOptions()));
            lstd[seed] = Error(new LstdCritic(new LqrTrajectories(Plants.Unstable), data));
        }

        Assert.True(gtd.Average() < 4 * lstd.Average(), $"{gtd.Average()} and {lstd.Average()}");
    }

    [Fact]
    public void GtdCritic_StartsFromTheAnswerItIsGiven()
    {
        double[] gain = Plants.Flat(Plants.UnstableStart), exact = Plants.Flat(LqrPolicy.Evaluate(Plants.Unstable, Plants.UnstableStart).ActionValue);
        double fromZero = 0, fromExact = 0;
        for (ulong seed = 0; seed < 8; seed++)
        {
            GtdCritic critic = new(new LqrTrajectories(Plants.Unstable), Data(500, seed), new GtdOptions());
            double[] zero = new double[25], near = exact.ToArray();
            critic.Evaluate(gain, 0, zero);
            critic.Evaluate(gain, 0, near);
            fromZero += Distance(zero, exact);
            fromExact += Distance(near, exact);
        }

        // 500 samples bring neither far from where it was.
        Assert.True(fromExact < 0.5 * fromZero, $"{fromExact} {fromZero}");
    }

    [Fact]
    public void GtdCritic_IsBlindToUnits()
    {
        // States in units of 1/8, 1 and 32, costs in units of 1/1000.
        double[] units = [8, 1, 1.0 / 32];
        LqrProblem plain = Plants.Unstable;
        LqrProblem scaled = new()
        {
            A = Scaled(plain.A, (i, j) => units[i] / units[j]),
            B = Scaled(plain.B, (i, _) => units[i]),
            Q = Scaled(plain.Q, (i, j) => 1000 / (units[i] * units[j])),
            R = Scaled(plain.R, (_, _) => 1000),
            W = Scaled(plain.W!, (i, j) => units[i] * units[j]),
        };
        double error = Error(new GtdCritic(new LqrTrajectories(plain), Data(20_000, 1), new GtdOptions()), plain, Plants.UnstableStart);
        double[,] gain = Scaled(Plants.UnstableStart, (_, j) => 1 / units[j]);
        double[] found = new double[25];
        Assert.True(new GtdCritic(new LqrTrajectories(scaled), Data(20_000, 1), new GtdOptions()).Evaluate(Plants.Flat(gain), 0, found).IsOk);
        double[] back = found.Select((entry, k) => entry * Unit(k / 5) * Unit(k % 5) / 1000).ToArray();
        double[] exact = Plants.Flat(LqrPolicy.Evaluate(plain, Plants.UnstableStart).ActionValue);

        // The noise may be another one, since a factor of W need not scale like W; its error is of the same size.
        Assert.InRange(Distance(back, exact) / exact.Max(), 0, 4 * error);

        double Unit(int i) => i < 3 ? units[i] : 1;
    }

    [Fact]
    public void Critics_HaveTheSameBits_ForAnyNumberOfThreads()
    {
        foreach (Func<int, ICritic> create in new Func<int, ICritic>[] { Lstd, Gtd })
        {
            double[] one = Evaluate(create(1)), two = Evaluate(create(2)), seven = Evaluate(create(7));
            Assert.Equal(one, two);
            Assert.Equal(one, seven);
        }

        static ICritic Lstd(int threads) => new LstdCritic(Sources(4), Data(2_500, 3) with { Threads = threads });
        static ICritic Gtd(int threads) => new GtdCritic(Sources(4), Data(2_500, 3) with { Threads = threads }, new GtdOptions());
    }

    [Fact]
    public void SeveralSources_AreAsGoodAsOneThatIsAsLong()
    {
        double[] many = new double[8], one = new double[8];
        for (int seed = 0; seed < 8; seed++)
        {
            many[seed] = Error(new LstdCritic(Sources(8), Data(2_500, (ulong)seed)));
            one[seed] = Error(new LstdCritic(Sources(1), Data(20_000, (ulong)seed)));
        }

        // With the noise of one in all of them, the error would be √8 times as large.
        Assert.InRange(many.Average() / one.Average(), 0.5, 1.6);
    }

    [Fact]
    public void Sources_OfDifferentSizes_AreRefused()
    {
        ITrajectorySource[] sources = [new LqrTrajectories(Plants.Unstable), new LqrTrajectories(Plants.Stable)];
        Assert.Throws<ArgumentException>(() => new LstdCritic(sources, new TrajectoryOptions()));
        Assert.Throws<ArgumentException>(() => new GtdCritic([], new TrajectoryOptions(), new GtdOptions()));
    }

    [Fact]
    public void AnEvaluation_AllocatesNothing()
    {
        foreach (ICritic critic in new ICritic[] { new LstdCritic(Sources(2), Data(200, 1)), new GtdCritic(Sources(2), Data(200, 1), new GtdOptions()) })
        {
            double[] gain = Plants.Flat(Plants.UnstableStart), found = new double[25];
            critic.Evaluate(gain, 0, found);
            long before = GC.GetAllocatedBytesForCurrentThread();
            critic.Evaluate(gain, 1, found);
            Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        }
    }

    private static ITrajectorySource[] Sources(int count) =>
        Enumerable.Range(0, count).Select(_ => (ITrajectorySource)new LqrTrajectories(Plants.Unstable)).ToArray();

    private static TrajectoryOptions Data(int steps, ulong seed) => new() { Steps = steps, Exploration = 1, Seed = seed };

    private static double[] Evaluate(ICritic critic)
    {
        double[] found = new double[25];
        Assert.True(critic.Evaluate(Plants.Flat(Plants.UnstableStart), 0, found).IsOk);
        return found;
    }

    private static double[,] Scaled(double[,] matrix, Func<int, int, double> factor)
    {
        double[,] scaled = (double[,])matrix.Clone();
        for (int i = 0; i < matrix.GetLength(0); i++)
        {
            for (int j = 0; j < matrix.GetLength(1); j++)
            {
                scaled[i, j] *= factor(i, j);
            }
        }

        return scaled;
    }

    private static double Error(ICritic critic) => Error(critic, Plants.Unstable, Plants.UnstableStart);

    /// <summary>‖Δ̂ − Δ‖_F/‖Δ‖_F.</summary>
    private static double Error(ICritic critic, LqrProblem problem, double[,] gain)
    {
        double[] exact = Plants.Flat(LqrPolicy.Evaluate(problem, gain).ActionValue), found = new double[exact.Length];
        Assert.True(critic.Evaluate(Plants.Flat(gain), 0, found).IsOk);
        return Distance(found, exact) / Distance(exact, new double[exact.Length]);
    }

    private static double Distance(double[] x, double[] y) => Math.Sqrt(x.Zip(y, (a, b) => (a - b) * (a - b)).Sum());
}
