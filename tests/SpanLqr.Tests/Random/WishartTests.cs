using System;
using System.Linq;
using SpanLqr.RandomNumbers;
using SpanLqr.Tests.Support;
using Xunit;
using ChiSquared = MathNet.Numerics.Distributions.ChiSquared;

namespace SpanLqr.Tests.RandomFacts;

public class WishartTests
{
    private const int Count = 100_000;
    private const double Deviations = 5;

    private static readonly double[,] s_factor = { { 1.5, 0, 0 }, { -0.4, 0.8, 0 }, { 0.3, 0.9, 0.6 } };

    [Fact]
    public void Mean_and_covariance_of_the_entries_are_those_of_the_law()
    {
        double[,] w = Product(s_factor);
        foreach (long k in new long[] { 3, 4, 17, 1_000_000_000 })
        {
            double[][] sample = Sample(s_factor, k, Count);
            for (int a = 0; a < 9; a++)
            {
                (int i, int j) = (a / 3, a % 3);
                double variance = k * ((w[i, j] * w[i, j]) + (w[i, i] * w[j, j]));
                double mean = sample.Average(s => s[a] - (k * w[i, j]));
                Assert.InRange(mean / Math.Sqrt(variance / Count), -Deviations, Deviations);
                for (int b = 0; b < 9; b++)
                {
                    (int p, int q) = (b / 3, b % 3);

                    // Cov(S_ij, S_pq) = k(W_ip W_jq + W_iq W_jp).
                    double covariance = k * ((w[i, p] * w[j, q]) + (w[i, q] * w[j, p]));
                    double other = k * ((w[p, q] * w[p, q]) + (w[p, p] * w[q, q]));
                    double measured = sample.Average(s => (s[a] - (k * w[i, j])) * (s[b] - (k * w[p, q])));

                    // The product of two such entries has kurtosis at most that of a χ² of k ≥ 3 squared.
                    double spread = Math.Sqrt(variance * other * (2 + (60.0 / k)) / Count);
                    Assert.Equal(covariance, measured, Deviations * spread);
                }
            }
        }
    }

    [Fact]
    public void A_quadratic_form_and_a_determinant_have_their_laws()
    {
        double[,] w = Product(s_factor);
        double[] a = [0.3, -1, 2];
        const int k = 6;
        double[][] sample = Sample(s_factor, k, Count);
        double Form(Func<int, int, double> matrix) => Enumerable.Range(0, 9).Sum(e => a[e / 3] * a[e % 3] * matrix(e / 3, e % 3));
        double scale = Form((i, j) => w[i, j]);

        // a'Sa/a'Wa ~ χ²_k.
        double[] forms = sample.Select(s => Form((i, j) => s[(3 * i) + j]) / scale).ToArray();
        Assert.True(Kolmogorov.OneSample(forms, x => ChiSquared.CDF(k, x)) < Kolmogorov.Critical);

        // |S|/|W| is the product of independent χ²_k, χ²_{k−1}, χ²_{k−2}.
        double[] determinants = sample.Select(s => Determinant(s) / Math.Pow(1.5 * 0.8 * 0.6, 2)).ToArray();
        var stream = new NormalStream(77, 0, 0);
        double[] products = new double[Count];
        for (int i = 0; i < Count; i++)
        {
            products[i] = new ChiSquare(k).Next(ref stream) * new ChiSquare(k - 1).Next(ref stream) * new ChiSquare(k - 2).Next(ref stream);
        }

        Assert.True(Kolmogorov.TwoSample(determinants, products) < Kolmogorov.Critical);
    }

    [Fact]
    public void It_is_the_scatter_of_so_many_normal_vectors()
    {
        const int k = 5;
        var stream = new NormalStream(5, 5, 5);
        double[][] naive = Enumerable.Range(0, 40_000).Select(_ =>
        {
            double[] s = new double[9], z = new double[3];
            for (int v = 0; v < k; v++)
            {
                stream.Fill(z);
                double[] x = Enumerable.Range(0, 3).Select(i => Enumerable.Range(0, 3).Sum(j => s_factor[i, j] * z[j])).ToArray();
                for (int e = 0; e < 9; e++)
                {
                    s[e] += x[e / 3] * x[e % 3];
                }
            }

            return s;
        }).ToArray();
        double[][] drawn = Sample(s_factor, k, 40_000), wrong = Sample(s_factor, k + 1, 40_000);
        for (int e = 0; e < 9; e++)
        {
            Assert.True(Kolmogorov.TwoSample(naive.Select(s => s[e]).ToArray(), drawn.Select(s => s[e]).ToArray()) < Kolmogorov.Critical);
        }

        Assert.True(Kolmogorov.TwoSample(naive.Select(s => s[0]).ToArray(), wrong.Select(s => s[0]).ToArray()) > Kolmogorov.Critical);
    }

    [Fact]
    public void A_singular_covariance_gives_a_singular_matrix_of_the_same_range()
    {
        foreach (double[] s in Sample(new double[,] { { 2, 0, 0 }, { 1, 0, 0 }, { 0, 0, 3 } }, 7, 20))
        {
            Assert.Equal(s[0], 2 * s[1], 1e-12 * s[0]);
            Assert.Equal(s[0], 4 * s[4], 1e-12 * s[0]);
        }
    }

    [Fact]
    public void Wrong_sizes_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new Wishart(new double[2, 3], 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Wishart(new double[3, 3], 2));

        void Draw(int root, int workspace)
        {
            var stream = new NormalStream(1, 1, 1);
            new Wishart(s_factor, 5).NextRoot(ref stream, new double[root], new double[workspace]);
        }

        Assert.Throws<ArgumentException>(() => Draw(8, 6));
        Assert.Throws<ArgumentException>(() => Draw(9, 5));
    }

    private static double[][] Sample(double[,] factor, long k, int count)
    {
        var law = new Wishart(factor, k);
        var stream = new NormalStream(31, (ulong)k, 0);
        double[] root = new double[9], workspace = new double[law.WorkspaceLength];
        double[][] sample = new double[count][];
        for (int n = 0; n < count; n++)
        {
            law.NextRoot(ref stream, root, workspace);
            sample[n] = new double[9];
            for (int e = 0; e < 9; e++)
            {
                sample[n][e] = (root[e / 3] * root[e % 3]) + (root[3 + (e / 3)] * root[3 + (e % 3)]) + (root[6 + (e / 3)] * root[6 + (e % 3)]);
            }
        }

        return sample;
    }

    private static double[,] Product(double[,] l)
    {
        double[,] w = new double[3, 3];
        for (int e = 0; e < 27; e++)
        {
            w[e / 9, e / 3 % 3] += l[e / 9, e % 3] * l[e / 3 % 3, e % 3];
        }

        return w;
    }

    private static double Determinant(double[] s) =>
        (s[0] * ((s[4] * s[8]) - (s[5] * s[7]))) - (s[1] * ((s[3] * s[8]) - (s[5] * s[6]))) + (s[2] * ((s[3] * s[7]) - (s[4] * s[6])));
}
