using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SpanLqr.Linear;

/// <summary>Two-dimensional arrays as row-major spans, and the size checks of the allocating front.</summary>
internal static class Arrays
{
    /// <summary>The entries of an array, row by row, without a copy.</summary>
    public static Span<double> Flat(double[,] matrix) =>
        MemoryMarshal.CreateSpan(ref Unsafe.As<byte, double>(ref MemoryMarshal.GetArrayDataReference(matrix)), matrix.Length);

    /// <summary>Checks the size of a matrix.</summary>
    public static void Check(double[,] matrix, int rows, int columns, string name)
    {
        ArgumentNullException.ThrowIfNull(matrix, name);
        if (matrix.GetLength(0) != rows || matrix.GetLength(1) != columns)
        {
            throw new ArgumentException($"{name} is {matrix.GetLength(0)}×{matrix.GetLength(1)}, expected {rows}×{columns}.", name);
        }
    }

    /// <summary>Checks that a matrix is square and not empty.</summary>
    public static void CheckSquare(double[,] matrix, string name)
    {
        ArgumentNullException.ThrowIfNull(matrix, name);
        Check(matrix, Math.Max(1, matrix.GetLength(0)), Math.Max(1, matrix.GetLength(0)), name);
    }

    /// <summary>Checks B, which has as many rows as A and at least one column.</summary>
    public static void CheckInput(double[,] b, int states, string name)
    {
        ArgumentNullException.ThrowIfNull(b, name);
        Check(b, states, Math.Max(1, b.GetLength(1)), name);
    }

    /// <summary>Checks a weight: its size, and that it is symmetric.</summary>
    /// <returns>Its symmetric part.</returns>
    public static double[,] Weight(double[,] matrix, int order, string name)
    {
        Check(matrix, order, order, name);
        Symmetric.Require(matrix, name);
        return Symmetric.Part(matrix);
    }

    /// <summary>Checks a weight where one is given.</summary>
    public static double[,]? OptionalWeight(double[,]? matrix, int order, string name) => matrix is null ? null : Weight(matrix, order, name);

    /// <summary>Checks a covariance where one is given: a weight that is positive semidefinite as far as its entries are numbers.</summary>
    public static double[,]? OptionalCovariance(double[,]? matrix, int order, string name)
    {
        if (matrix is null)
        {
            return null;
        }

        double[,] part = Weight(matrix, order, name);
        CovarianceFactor.Require(part, name);
        return part;
    }

    /// <summary>Checks a vector.</summary>
    public static void Check(double[]? vector, int length, string name)
    {
        if (vector is not null && vector.Length != length)
        {
            throw new ArgumentException($"{name} has {vector.Length} entries, expected {length}.", name);
        }
    }

    /// <summary>Matrices that lie in a row, as arrays of their own.</summary>
    public static double[][,] Unstack(double[] stacked, int count, int rows, int columns)
    {
        double[][,] matrices = new double[count][,];
        for (int t = 0; t < count; t++)
        {
            matrices[t] = new double[rows, columns];
            stacked.AsSpan(t * rows * columns, rows * columns).CopyTo(Flat(matrices[t]));
        }

        return matrices;
    }

    /// <summary>tr(PW), or tr(P) where W is null: the identity.</summary>
    public static double TraceOfProduct(double[,] p, double[,]? w)
    {
        double sum = 0;
        int n = p.GetLength(0);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                sum += w is null ? (i == j ? p[i, i] : 0) : p[i, j] * w[j, i];
            }
        }

        return sum;
    }
}
