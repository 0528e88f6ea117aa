using System;

namespace SpanLqr.Lqr;

/// <summary>What a matrix handed in by a caller must be, and the words for what it is not.</summary>
internal static class MatrixChecks
{
    /// <summary>
    /// The most two mirrored entries may differ, relative to the largest entry: room for numbers written with ten digits,
    /// none for a forgotten transpose.
    /// </summary>
    public const double SymmetryTolerance = 1e-9;

    /// <summary>Requires a matrix of the given size.</summary>
    public static void RequireSize(double[,]? matrix, int rows, int columns, string name, string argument)
    {
        if (matrix is null)
        {
            throw new ArgumentException($"{name} is missing, expected {rows}×{columns}.", argument);
        }

        if (matrix.GetLength(0) != rows || matrix.GetLength(1) != columns)
        {
            throw new ArgumentException($"{name} is {matrix.GetLength(0)}×{matrix.GetLength(1)}, expected {rows}×{columns}.", argument);
        }
    }

    /// <summary>Requires a symmetric matrix of the given size. An entry that is not a number is left to the solver's status.</summary>
    public static void RequireSymmetric(double[,]? matrix, int size, string name, string argument)
    {
        RequireSize(matrix, size, size, name, argument);
        RequireTransposes(matrix!, matrix!, name, name, argument);
    }

    /// <summary>Requires that one block is the other's transpose.</summary>
    public static void RequireTransposes(double[,] block, double[,] mirror, string name, string mirrorName, string argument)
    {
        double allowed = SymmetryTolerance * Math.Max(DenseMatrix.LargestEntry(block), DenseMatrix.LargestEntry(mirror));
        for (int i = 0; i < block.GetLength(0); i++)
        {
            for (int j = 0; j < block.GetLength(1); j++)
            {
                if (Math.Abs(block[i, j] - mirror[j, i]) > allowed)
                {
                    throw new ArgumentException(
                        $"{name} must be the transpose of {mirrorName}: entry [{i},{j}] is {block[i, j]}, its mirror [{j},{i}] is {mirror[j, i]}.",
                        argument);
                }
            }
        }
    }

    /// <summary>Requires a vector of the given length.</summary>
    public static void RequireLength(double[]? vector, int length, string name, string argument)
    {
        if (vector is null || vector.Length != length)
        {
            throw new ArgumentException(vector is null ? $"{name} is missing, expected {length} entries." : $"{name} has {vector.Length} entries, expected {length}.", argument);
        }
    }
}
