using System;
using System.Linq;
using SpanLqr.Reference;
using SpanLqr.Riccati;
using SpanLqr.Tests.Riccati.Game;
using Xunit;

namespace SpanLqr.Tests.Riccati.Spectra;

/// <summary>The symmetric eigenvalues against MathNet, closed forms and exact scalings.</summary>
public class SymmetricEigenvaluesTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(20)]
    [InlineData(120)]
    public void Compute_AgreesWithMathNet(int n)
    {
        double[,] a = Matrix.symmetrise(Plants.Matrix(n, n, new Random(n), 1));
        AssertClose(Matrix.symmetricEigenvalues(a), Eigenvalues(a), 1e-14 * n * Matrix.spectralNorm(a));
    }

    [Fact]
    public void SecondDifferences_HaveTheirCosines()
    {
        const int N = 200;
        double[,] a = new double[N, N];
        for (int i = 0; i < N; i++)
        {
            a[i, i] = 2;
            a[i, Math.Max(i - 1, 0)] = i > 0 ? -1 : 2;
            a[i, Math.Min(i + 1, N - 1)] = i < N - 1 ? -1 : 2;
        }

        AssertClose([.. Enumerable.Range(1, N).Select(k => 2 - (2 * Math.Cos(k * Math.PI / (N + 1))))], Eigenvalues(a), 1e-13);
    }

    [Fact]
    public void RepeatedAndZeroEigenvalues_AreFound()
    {
        // The matrix of ones: n once, 0 otherwise.
        double[,] ones = new double[6, 6];
        for (int i = 0; i < 36; i++)
        {
            ones[i / 6, i % 6] = 1;
        }

        AssertClose([0, 0, 0, 0, 0, 6], Eigenvalues(ones), 1e-14);
        Assert.Equal([0, 0, 0], Eigenvalues(new double[3, 3]));
        Assert.Equal([-1, 2, 2, 5], Eigenvalues(Plants.Diagonal(2, 5, -1, 2)));
    }

    [Theory]
    [InlineData(1e-300)]
    [InlineData(1e-160)]
    [InlineData(1e300)]
    public void AnyScale_IsTheSame(double scale)
    {
        double power = Math.ScaleB(1, Math.ILogB(scale));
        double[,] a = Matrix.symmetrise(Plants.Matrix(5, 5, new Random(3), 1));
        Assert.Equal(Eigenvalues(a).Select(x => x * power), Eigenvalues(Matrix.scale(power, a)));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    public void WhatIsNoNumber_HasNoEigenvalues(double entry)
    {
        double[] eigenvalues = new double[2];
        Assert.Equal(SolveStatus.NonFinite, SymmetricEigenvalues.Compute(2, [1, entry, entry, 1], eigenvalues, new double[8]));
        Assert.All(eigenvalues, x => Assert.Equal(double.NaN, x));
    }

    private static double[] Eigenvalues(double[,] a)
    {
        int n = a.GetLength(0);
        double[] eigenvalues = new double[n];
        Assert.Equal(SolveStatus.Ok, SymmetricEigenvalues.Compute(n, ZeroSumGames.Flat(a), eigenvalues, new double[SymmetricEigenvalues.WorkspaceLength(n)]));
        return eigenvalues;
    }

    private static void AssertClose(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.True(Math.Abs(pair.First - pair.Second) <= tolerance, $"{pair.Second:R} should be {pair.First:R}"));
    }
}
