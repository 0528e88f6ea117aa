using System;

namespace SpanLqr.Benchmarks;

/// <summary>The loops one writes first: what the kernels have to be worth.</summary>
internal static class Naive
{
    /// <summary>D ← A·B; rows×inner by inner×columns.</summary>
    public static void Multiply(double[] a, double[] b, double[] destination, int rows, int inner, int columns)
    {
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                double sum = 0;
                for (int k = 0; k < inner; k++)
                {
                    sum += a[(i * inner) + k] * b[(k * columns) + j];
                }

                destination[(i * columns) + j] = sum;
            }
        }
    }

    /// <summary>D ← A'·B; inner×rows by inner×columns.</summary>
    public static void TransposedMultiply(double[] a, double[] b, double[] destination, int rows, int inner, int columns)
    {
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                double sum = 0;
                for (int k = 0; k < inner; k++)
                {
                    sum += a[(k * rows) + i] * b[(k * columns) + j];
                }

                destination[(i * columns) + j] = sum;
            }
        }
    }

    /// <summary>right ← weight⁻¹·right by elimination without pivoting, for a positive definite weight; both are overwritten.</summary>
    public static void Divide(double[] weight, double[] right, int order, int columns)
    {
        for (int k = 0; k < order; k++)
        {
            for (int i = 0; i < order; i++)
            {
                if (i != k)
                {
                    double factor = weight[(i * order) + k] / weight[(k * order) + k];
                    Subtract(weight, i, k, factor, order);
                    Subtract(right, i, k, factor, columns);
                }
            }
        }

        for (int i = 0; i < order; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                right[(i * columns) + j] /= weight[(i * order) + i];
            }
        }
    }

    private static void Subtract(double[] matrix, int row, int from, double factor, int columns)
    {
        for (int j = 0; j < columns; j++)
        {
            matrix[(row * columns) + j] -= factor * matrix[(from * columns) + j];
        }
    }
}
