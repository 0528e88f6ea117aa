using System;
using System.Linq;
using Xunit;

namespace SpanLqr.Tests.Teams;

/// <summary>Comparisons of matrices that say how far they are apart.</summary>
internal static class MatrixAssert
{
    /// <summary>No entry differs by more than the tolerance, relative to the largest entry expected.</summary>
    public static void Near(double[,] expected, double[,] actual, double tolerance, string name)
    {
        Assert.Equal((expected.GetLength(0), expected.GetLength(1)), (actual.GetLength(0), actual.GetLength(1)));
        double largest = expected.Cast<double>().Max(Math.Abs);
        double apart = expected.Cast<double>().Zip(actual.Cast<double>(), (x, y) => Math.Abs(x - y)).Max();
        Assert.True(apart <= tolerance * largest, $"{name}: {apart:e2} apart, largest entry {largest:e2}, tolerance {tolerance:e1}.");
    }

    /// <summary>Two numbers differ by no more than the tolerance, relative to the one expected.</summary>
    public static void Near(double expected, double actual, double tolerance, string name) =>
        Assert.True(Math.Abs(expected - actual) <= tolerance * Math.Abs(expected), $"{name}: {actual:r}, expected {expected:r} to {tolerance:e1}.");
}
