using System;

namespace SpanLqr.Robust;

/// <summary>Matrices that lie one after the other.</summary>
internal static class Matrices
{
    /// <summary>Copies of them, each on its own.</summary>
    public static double[][,] Unstack(double[] stacked, int count, int rows, int columns)
    {
        double[][,] matrices = new double[count][,];
        for (int t = 0; t < count; t++)
        {
            matrices[t] = new double[rows, columns];
            stacked.AsSpan(t * rows * columns, rows * columns).CopyTo(Arrays.Flat(matrices[t]));
        }

        return matrices;
    }
}
