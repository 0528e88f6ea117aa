using System;

namespace SpanLqr.Linear;

/// <summary>Matrices whose entries are given by a formula; for assembling, never inside a solve.</summary>
internal static class DenseMatrix
{
    /// <summary>The matrix of the given size with entry (i, j) from the formula.</summary>
    public static double[,] Create(int rows, int columns, Func<int, int, double> entry)
    {
        double[,] result = new double[rows, columns];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                result[i, j] = entry(i, j);
            }
        }

        return result;
    }

    /// <summary>A matrix of the same size, entry (i, j) from the formula.</summary>
    public static double[,] Map(double[,] matrix, Func<int, int, double, double> entry) =>
        Create(matrix.GetLength(0), matrix.GetLength(1), (i, j) => entry(i, j, matrix[i, j]));

    /// <summary>(X + Y')/2, symmetric to the last bit where Y is X.</summary>
    public static double[,] HalfSum(double[,] block, double[,] mirror) =>
        Map(block, (i, j, entry) => 0.5 * entry + 0.5 * mirror[j, i]);

    /// <summary>The identity.</summary>
    public static double[,] Identity(int size) => Create(size, size, (i, j) => i == j ? 1 : 0);

    /// <summary>max |x|; NaN where an entry is.</summary>
    public static double LargestEntry(double[,] matrix)
    {
        double largest = 0;
        foreach (double entry in matrix)
        {
            largest = Math.Max(largest, Math.Abs(entry));
        }

        return largest;
    }
}
