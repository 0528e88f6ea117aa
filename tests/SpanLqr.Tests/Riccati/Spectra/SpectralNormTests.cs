using System;
using System.Linq;
using SpanLqr.Riccati;
using SpanLqr.Shapes;
using Xunit;

namespace SpanLqr.Tests.Riccati.Spectra;

public sealed class SpectralNormTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(150)]
    public void It_is_the_root_of_the_spectral_radius_of_the_square(int n)
    {
        for (int seed = 0; seed < 5; seed++)
        {
            Random random = new(70 + seed);
            double[,] m = Filled(n, (_, _) => random.NextDouble() - 0.5);
            double[] square = new double[n * n];
            DynamicShape shape = new(n, 1);
            shape.MultiplyAtA(ref m[0, 0], ref m[0, 0], ref square[0]);
            double expected = Math.Sqrt(SpectralRadius.Compute(shape, square, new double[SpectralRadius.WorkspaceLength(shape)]));

            Assert.Equal(expected, SpectralNorm.Of(n, m), 1e-10 * expected);
        }
    }

    [Fact]
    public void Zero_rank_one_and_rotations_have_the_norms_they_must_have()
    {
        double[] x = Enumerable.Range(0, 130).Select(i => Math.Sin(i)).ToArray();
        double squares = x.Sum(entry => entry * entry);

        Assert.Equal(0, SpectralNorm.Of(130, new double[130, 130]));
        Assert.Equal(3 * squares, SpectralNorm.Of(130, Filled(130, (i, j) => 3 * x[i] * x[j])), 1e-10 * squares);
        Assert.Equal(1, SpectralNorm.Of(130, Filled(130, (i, j) => (i + 1) % 130 == j ? 1 : 0)), 1e-13);
        Assert.Equal(9, SpectralNorm.Of(130, Filled(130, (i, j) => i == j ? 9 - (i * 1e-9) : 0)), 1e-8);
        Assert.True(double.IsNaN(SpectralNorm.Of(2, new double[,] { { 1, double.NaN }, { 0, 1 } })));
    }

    private static double[,] Filled(int n, Func<int, int, double> entry)
    {
        double[,] matrix = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                matrix[i, j] = entry(i, j);
            }
        }

        return matrix;
    }
}
