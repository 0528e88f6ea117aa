using System;

namespace SpanLqr.Linear;

/// <summary>What a matrix handed in by a caller must be, and the words for what it is not.</summary>
internal static class MatrixChecks
{
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

    /// <summary>Requires a symmetric matrix of the given size. See <see cref="Symmetric"/>.</summary>
    public static void RequireSymmetric(double[,]? matrix, int size, string name, string argument)
    {
        RequireSize(matrix, size, size, name, argument);
        Symmetric.Require(matrix!, name, argument);
    }

    /// <summary>Requires a covariance of the given size: symmetric, and positive semidefinite as far as its entries are numbers.</summary>
    public static void RequireCovariance(double[,]? matrix, int size, string name, string argument)
    {
        RequireSymmetric(matrix, size, name, argument);
        CovarianceFactor.Require(matrix!, name, argument);
    }

    /// <summary>Requires a covariance where one is given.</summary>
    public static void RequireOptionalCovariance(double[,]? matrix, int size, string name, string argument)
    {
        if (matrix is not null)
        {
            RequireCovariance(matrix, size, name, argument);
        }
    }

    /// <summary>Requires a symmetric matrix where one is given.</summary>
    public static void RequireOptionalSymmetric(double[,]? matrix, int size, string name, string argument)
    {
        if (matrix is not null)
        {
            RequireSymmetric(matrix, size, name, argument);
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
