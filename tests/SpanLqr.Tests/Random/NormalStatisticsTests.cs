using System;
using System.Linq;
using MathNet.Numerics.Distributions;
using SpanLqr.RandomNumbers;
using SpanLqr.Tests.Support;
using Xunit;

namespace SpanLqr.Tests.RandomFacts;

/// <summary>Whether the normals are normal and independent, at sizes that catch a generator which is not. Seeds are fixed; bounds are five deviations.</summary>
public class NormalStatisticsTests
{
    private const int Count = 1 << 22;
    private const double Deviations = 5;

    private static readonly double[] s_long = Stream(1, 0, 0, Count);

    [Fact]
    public void Their_first_eight_moments_are_those_of_the_normal_law()
    {
        double[] expected = [1, 0, 1, 0, 3, 0, 15, 0, 105], variance = [0, 1, 2, 15, 96, 945, 10170, 135135, 2016000];
        double[] sums = new double[expected.Length];
        foreach (double z in s_long)
        {
            double power = 1;
            for (int k = 0; k < sums.Length; k++, power *= z)
            {
                sums[k] += power;
            }
        }

        for (int k = 1; k < sums.Length; k++)
        {
            // Var z^k = E z^2k − (E z^k)².
            Assert.Equal(expected[k], sums[k] / Count, Deviations * Math.Sqrt(variance[k] / Count));
        }
    }

    [Fact]
    public void They_are_at_no_distance_from_the_normal_law()
    {
        Assert.True(Kolmogorov.OneSample((double[])s_long.Clone(), Normal01) < Kolmogorov.Critical);

        // One number of each of many streams is a sample as well; so is one component at many indices.
        Assert.True(Kolmogorov.OneSample(Enumerable.Range(0, 1 << 18).Select(r => Stream(3, 7, (ulong)r, 1)[0]).ToArray(), Normal01) < Kolmogorov.Critical);
        double[] counted = new double[1 << 20];
        for (int t = 0; t < counted.Length; t += 4)
        {
            CounterNormals.Fill(3, 7, 11, (ulong)t, counted.AsSpan(t, 4));
        }

        Assert.True(Kolmogorov.OneSample(counted, Normal01) < Kolmogorov.Critical);
    }

    [Fact]
    public void The_distance_would_show_a_variance_that_is_wrong_by_a_percent()
    {
        double[] wrong = Array.ConvertAll(s_long, z => 1.005 * z);
        Assert.True(Kolmogorov.OneSample(wrong, Normal01) > Kolmogorov.Critical);
    }

    [Fact]
    public void Their_tails_hold_as_many_as_they_must_to_five_deviations_and_beyond()
    {
        foreach (double bound in new[] { 3, 4, 4.5, 5 })
        {
            double expected = 2 * Count * 0.5 * MathNet.Numerics.SpecialFunctions.Erfc(bound / Math.Sqrt(2));
            Assert.InRange(s_long.Count(z => Math.Abs(z) > bound), expected - (Deviations * Math.Sqrt(expected)) - 1, expected + (Deviations * Math.Sqrt(expected)) + 1);
        }

        // 2²⁶ numbers have 38 beyond 5 and 0.13 beyond 6; most of the range of the logarithm is reached from words with many zeros, tested elsewhere.
        int beyond5 = 0, beyond7 = 0;
        double[] buffer = new double[1 << 16];
        var stream = new NormalStream(17, 0, 0);
        for (int k = 0; k < 1 << 10; k++)
        {
            stream.Fill(buffer);
            foreach (double z in buffer)
            {
                beyond5 += Math.Abs(z) > 5 ? 1 : 0;
                beyond7 += Math.Abs(z) > 7 ? 1 : 0;
            }
        }

        Assert.InRange(beyond5, 38 - 31, 38 + 31);
        Assert.Equal(0, beyond7);
    }

    [Fact]
    public void Neighbours_in_a_stream_have_no_correlation_nor_have_their_squares()
    {
        foreach (int lag in new[] { 1, 2, 3, 4, 7, 8, 16, 64, 1024 })
        {
            Uncorrelated(s_long.AsSpan(0, Count - lag), s_long.AsSpan(lag));
        }
    }

    [Fact]
    public void Neighbouring_streams_seeds_and_rollouts_have_no_correlation()
    {
        const int length = 1 << 20;
        double[] one = Stream(1, 0, 0, length);
        foreach ((ulong seed, ulong stream, ulong rollout) in new (ulong, ulong, ulong)[] { (1, 0, 1), (1, 1, 0), (2, 0, 0), (1, 0, 8), (0, 1, 0), (1UL << 63, 0, 0) })
        {
            Uncorrelated(one, Stream(seed, stream, rollout, length));
        }

        // The first number of rollout r against that of rollout r + 1.
        double[] firsts = Enumerable.Range(0, 1 << 18).Select(r => Stream(5, 5, (ulong)r, 1)[0]).ToArray();
        Uncorrelated(firsts.AsSpan(0, firsts.Length - 1), firsts.AsSpan(1));
    }

    private static void Uncorrelated(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double product = 0, squares = 0;
        for (int k = 0; k < x.Length; k++)
        {
            product += x[k] * y[k];
            squares += ((x[k] * x[k]) - 1) * ((y[k] * y[k]) - 1);
        }

        Assert.InRange(product / Math.Sqrt(x.Length), -Deviations, Deviations);
        Assert.InRange(squares / Math.Sqrt(4.0 * x.Length), -Deviations, Deviations);
    }

    private static double Normal01(double z) => Normal.CDF(0, 1, z);

    private static double[] Stream(ulong seed, ulong stream, ulong rollout, int count)
    {
        double[] normals = new double[count];
        new NormalStream(seed, stream, rollout).Fill(normals);
        return normals;
    }
}
