using System;
using SpanLqr.RandomNumbers;
using SpanLqr.Tests.Support;
using Xunit;
using ChiSquared = MathNet.Numerics.Distributions.ChiSquared;
using Normal = MathNet.Numerics.Distributions.Normal;

namespace SpanLqr.Tests.RandomFacts;

public class ChiSquareTests
{
    private const double Deviations = 5;

    [Fact]
    public void The_logarithm_is_that_of_the_library_to_the_last_bits()
    {
        var stream = new NormalStream(1, 0, 0);
        for (int k = 0; k < 20000; k++)
        {
            double u = stream.NextUniform(), x = Math.Exp(20 * stream.Next()), e = 0.99 * (stream.NextUniform() - stream.NextUniform());
            Assert.Equal(Math.Log(u), NaturalLog.Of(u), 1e-15 * Math.Max(1, -Math.Log(u)));
            Assert.Equal(Math.Log(x), NaturalLog.Of(x), 4e-16 * (1 + Math.Abs(Math.Log(x))));
            Assert.Equal(MathNet.Numerics.SpecialFunctions.Log1p(e), NaturalLog.OfOnePlus(e), 4e-15 * Math.Abs(e));
        }

        Assert.Equal(0, NaturalLog.Of(1));
        Assert.Equal(-53 * Math.Log(2), NaturalLog.Of(Math.ScaleB(1, -53)), 1e-14);
    }

    [Fact]
    public void A_few_degrees_of_freedom_have_the_law_to_no_distance()
    {
        foreach (int k in new[] { 1, 2, 3, 4, 9, 30, 200, 5000 })
        {
            double distance = Kolmogorov.OneSample(Sample(k, 60_000), x => ChiSquared.CDF(k, x));
            Assert.True(distance < Kolmogorov.Critical, $"{k} degrees of freedom: {distance}");
        }
    }

    [Fact]
    public void The_distance_would_show_one_degree_of_freedom_more_or_less()
    {
        foreach (int k in new[] { 2, 9, 30, 200 })
        {
            Assert.True(Kolmogorov.OneSample(Sample(k, 60_000), x => ChiSquared.CDF(k + 1, x)) > Kolmogorov.Critical);
        }
    }

    [Fact]
    public void Up_to_a_million_million_degrees_of_freedom_the_moments_are_exact()
    {
        const int count = 400_000;
        foreach (long k in new[] { 1, 2, 7, 1000, 999_999_999, 1_000_000_000, 2_147_483_646, 1_000_000_000_000 })
        {
            double[] sample = Sample(k, count);
            double mean = 0, variance = 0, skew = 0;
            foreach (double x in sample)
            {
                double z = (x - k) / Math.Sqrt(2.0 * k);
                mean += z;
                variance += z * z;
                skew += z * z * z;
            }

            // E z⁶ from the cumulants 2ⁿ⁻¹(n − 1)!·k/(2k)^(n/2).
            double sixth = 15 + (260.0 / k) + (480.0 / ((double)k * k));
            Assert.InRange(mean / Math.Sqrt(count), -Deviations, Deviations);
            Assert.Equal(1, variance / count, Deviations * Math.Sqrt((2 + (12.0 / k)) / count));
            Assert.Equal(Math.Sqrt(8.0 / k), skew / count, Deviations * Math.Sqrt(sixth / count));
        }
    }

    [Fact]
    public void Large_degrees_of_freedom_have_the_normal_law_in_the_limit()
    {
        const long k = 1_000_000_000_000;
        Assert.True(Kolmogorov.OneSample(Sample(k, 60_000), x => Normal.CDF(0, 1, (x - k) / Math.Sqrt(2.0 * k))) < Kolmogorov.Critical);
    }

    [Fact]
    public void Less_than_one_degree_of_freedom_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new ChiSquare(0).DegreesOfFreedom);

    [Fact]
    public void Drawing_allocates_nothing()
    {
        var stream = new NormalStream(1, 2, 3);
        var law = new ChiSquare(17);
        var wishart = new Wishart(new double[,] { { 1, 0 }, { 0.5, 2 } }, 9);
        double[] root = new double[4], workspace = new double[wishart.WorkspaceLength];
        wishart.NextRoot(ref stream, root, workspace);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int k = 0; k < 100; k++)
        {
            law.Next(ref stream);
            wishart.NextRoot(ref stream, root, workspace);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static double[] Sample(long k, int count)
    {
        var stream = new NormalStream(23, (ulong)k, 0);
        var law = new ChiSquare(k);
        double[] sample = new double[count];
        for (int i = 0; i < count; i++)
        {
            sample[i] = law.Next(ref stream);
        }

        return sample;
    }
}
