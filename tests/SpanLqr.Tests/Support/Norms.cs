using System;
using Xunit;

namespace SpanLqr.Tests.Support;

/// <summary>Distances between matrices.</summary>
internal static class Norms
{
    public static double Frobenius(double[,] a)
    {
        double sum = 0;
        foreach (double x in a)
        {
            sum += x * x;
        }

        return Math.Sqrt(sum);
    }

    /// <summary>‖A − B‖_F / ‖B‖_F, or ‖A‖_F where B is zero.</summary>
    public static double RelativeError(double[,] a, double[,] b)
    {
        Assert.Equal((b.GetLength(0), b.GetLength(1)), (a.GetLength(0), a.GetLength(1)));
        double[,] difference = new double[a.GetLength(0), a.GetLength(1)];
        for (int i = 0; i < a.GetLength(0); i++)
        {
            for (int j = 0; j < a.GetLength(1); j++)
            {
                difference[i, j] = a[i, j] - b[i, j];
            }
        }

        double scale = Frobenius(b);
        return Frobenius(difference) / (scale == 0 ? 1 : scale);
    }

    public static double RelativeError(double a, double b) => Math.Abs(a - b) / (b == 0 ? 1 : Math.Abs(b));
}
