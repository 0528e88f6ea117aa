using System;
using System.Linq;
using System.Numerics;
using SpanLqr.Reference;
using SpanLqr.Riccati;
using SpanLqr.Tests.Riccati.Game;
using SpanLqr.Tests.Support;
using Xunit;

namespace SpanLqr.Tests.Riccati.Spectra;

/// <summary>A = ZTZ' with Z orthogonal and T quasi triangular, on random matrices and on those that QR iterations stumble over.</summary>
public class RealSchurTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(60)]
    [InlineData(200)]
    public void RandomMatrix_IsReduced(int n) => Check(Plants.Matrix(n, n, new Random(n), 1));

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(25)]
    public void CyclicPermutation_OnWhichPlainShiftsStandStill_IsReduced(int n) => Check(FromEntries(n, (i, j) => i == (j + 1) % n ? 1 : 0));

    [Fact]
    public void JordanBlock_KeepsItsShape() => Check(FromEntries(8, (i, j) => i == j ? 2 : j == i + 1 ? 1 : 0));

    [Fact]
    public void TransposedJordanBlock_IsReduced() => Check(FromEntries(12, (i, j) => i == j ? 2 : i == j + 1 ? 1 : 0));

    [Fact]
    public void FrankMatrix_IsReduced() => Check(FromEntries(14, (i, j) => j >= i - 1 ? 14 - Math.Max(i, j) : 0));

    [Fact]
    public void GradedMatrix_IsReduced() => Check(FromEntries(10, (i, j) => Math.Pow(10, -i - j)));

    [Theory]
    [InlineData(1e-290)]
    [InlineData(1e290)]
    public void ExtremeScale_IsReduced(double scale) => Check(Matrix.scale(scale, Plants.Matrix(6, 6, new Random(1), 1)));

    [Fact]
    public void ZeroMatrix_IsItsOwnForm() => Check(new double[4, 4]);

    [Fact]
    public void EigenvaluesOfTheBlocks_AreThoseOfTheMatrix()
    {
        const int N = 30;
        double[,] a = Plants.Matrix(N, N, new Random(77), 1);
        (double[] t, _) = Reduce(a);
        Complex[] expected = [.. Matrix.eigenvalues(a).OrderBy(z => z.Real).ThenBy(z => z.Imaginary)];
        Complex[] found = [.. Enumerable.Range(0, N).Where(k => k == 0 || !RealSchur.IsPair(N, t, k - 1)).SelectMany(k =>
        {
            BlockEigenvalues block = BlockEigenvalues.Of(N, t, k);
            Complex offset = block.IsComplex ? new Complex(0, block.Offset) : block.Offset;
            return RealSchur.IsPair(N, t, k) ? [block.Real - offset, block.Real + offset] : new[] { (Complex)block.Real };
        }).OrderBy(z => z.Real).ThenBy(z => z.Imaginary)];
        Assert.Equal(N, found.Length);
        Assert.All(expected.Zip(found), pair => Assert.True(Complex.Abs(pair.First - pair.Second) < 1e-10));
    }

    [Fact]
    public void WhatIsNoNumber_IsRefused()
    {
        double[] a = [1, double.NaN, 0, 1];
        Assert.False(RealSchur.TryReduce(2, a, new double[4], new double[4]));
    }

    private static void Check(double[,] a)
    {
        int n = a.GetLength(0);
        (double[] flatT, double[] flatZ) = Reduce(a);
        double[,] t = ZeroSumGames.Part(flatT, 0, n, n), z = ZeroSumGames.Part(flatZ, 0, n, n);
        double[,] back = Matrix.multiply(Matrix.multiply(z, t), Matrix.transpose(z));
        Assert.True(Norms.RelativeError(Matrix.multiply(z, Matrix.transpose(z)), Matrix.identity(n)) < 1e-14 * n);
        Assert.True(Matrix.maxAbs(Matrix.subtract(back, a)) <= 1e-14 * n * Matrix.maxAbs(a));
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < i - 1; j++)
            {
                Assert.Equal(0, t[i, j]);
            }

            Assert.True(i < 2 || t[i, i - 1] == 0 || t[i - 1, i - 2] == 0, "no two blocks overlap");
        }
    }

    private static (double[] T, double[] Z) Reduce(double[,] a)
    {
        int n = a.GetLength(0);
        double[] t = ZeroSumGames.Flat(a), z = new double[n * n];
        Assert.True(RealSchur.TryReduce(n, t, z, new double[RealSchur.WorkspaceLength(n)]));
        return (t, z);
    }

    private static double[,] FromEntries(int n, Func<int, int, double> entry)
    {
        double[,] a = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                a[i, j] = entry(i, j);
            }
        }

        return a;
    }
}
