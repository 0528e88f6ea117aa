using SpanLqr.Tests.Support;
using Xunit;

namespace SpanLqr.Tests.Teams;

/// <summary>Comparisons that say what is apart, and how far.</summary>
internal static class MatrixAssert
{
    /// <summary>Two matrices differ by no more than the tolerance, relative to the norm of the one expected.</summary>
    public static void Near(double[,] expected, double[,] actual, double tolerance, string name)
    {
        double error = Norms.RelativeError(actual, expected);
        Assert.True(error <= tolerance, $"{name}: {error:e2} apart, tolerance {tolerance:e1}.");
    }

    /// <summary>Two numbers differ by no more than the tolerance, relative to the one expected.</summary>
    public static void Near(double expected, double actual, double tolerance, string name) =>
        Assert.True(
            Norms.RelativeError(actual, expected) <= tolerance,
            $"{name}: {actual:r}, expected {expected:r} to {tolerance:e1}.");
}
