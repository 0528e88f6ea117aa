using System;

namespace SpanLqr.Learning.Robust;

/// <summary>Products of the small matrices of one stage, in ascending order with fused multiply-adds.</summary>
internal static class Multiplication
{
    /// <summary>D ← D + α·X·Y, X rows×inner, Y inner×columns.</summary>
    public static void Add(double alpha, ReadOnlySpan<double> x, ReadOnlySpan<double> y, int rows, int inner, int columns, Span<double> destination)
    {
        for (int i = 0; i < rows; i++)
        {
            for (int k = 0; k < inner; k++)
            {
                AddRow(alpha * x[(i * inner) + k], y.Slice(k * columns, columns), destination.Slice(i * columns, columns));
            }
        }
    }

    /// <summary>D ← D + α·X'·Y, X inner×rows, Y inner×columns.</summary>
    public static void AddTransposed(
        double alpha, ReadOnlySpan<double> x, ReadOnlySpan<double> y, int rows, int inner, int columns, Span<double> destination)
    {
        for (int k = 0; k < inner; k++)
        {
            for (int i = 0; i < rows; i++)
            {
                AddRow(alpha * x[(k * rows) + i], y.Slice(k * columns, columns), destination.Slice(i * columns, columns));
            }
        }
    }

    /// <summary>x'Mx, M order×order.</summary>
    public static double Form(ReadOnlySpan<double> matrix, ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double row = 0;
            for (int j = 0; j < x.Length; j++)
            {
                row = Math.FusedMultiplyAdd(matrix[(i * x.Length) + j], x[j], row);
            }

            sum = Math.FusedMultiplyAdd(x[i], row, sum);
        }

        return sum;
    }

    private static void AddRow(double factor, ReadOnlySpan<double> row, Span<double> destination)
    {
        for (int j = 0; j < row.Length; j++)
        {
            destination[j] = Math.FusedMultiplyAdd(factor, row[j], destination[j]);
        }
    }
}
