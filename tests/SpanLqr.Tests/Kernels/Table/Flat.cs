using System;

namespace SpanLqr.Tests.KernelFacts;

/// <summary>Matrices in rows of one array.</summary>
internal static class Flat
{
    public static double[] Of(double[,] matrix)
    {
        double[] flat = new double[matrix.Length];
        Buffer.BlockCopy(matrix, 0, flat, 0, flat.Length * sizeof(double));
        return flat;
    }
}
