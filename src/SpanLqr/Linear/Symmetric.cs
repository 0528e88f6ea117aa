using System;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SpanLqr.Linear;

/// <summary>
/// The one rule for weights and covariances, in arrays and in spans: mirrored entries agree to <see cref="Tolerance"/> of the largest
/// entry, and then the symmetric part (X + X')/2 counts; otherwise the matrix is refused with the pair of entries that differs most.
/// </summary>
/// <remarks>
/// An entry that is not a number is nobody's mirror and is left to the solver's status, NonFinite. A matrix that is symmetric to the last
/// bit is read where it lies.
/// </remarks>
internal static class Symmetric
{
    /// <summary>
    /// The most that mirrored entries may differ, relative to the largest entry: enough for numbers written with ten digits, too little
    /// for a forgotten transpose.
    /// </summary>
    public const double Tolerance = 1e-9;

    // In single precision ten digits do not exist: some sixteen roundings of 6e-8 take their place.
    private const double SingleTolerance = 1e-6;

    /// <summary>Whether mirrored entries are equal to the last bit; false where one is NaN.</summary>
    public static bool IsExact<T>(ReadOnlySpan<T> matrix, int order)
        where T : INumberBase<T>
    {
        ref T start = ref MemoryMarshal.GetReference(matrix);
        for (int i = 1; i < order; i++)
        {
            for (int j = 0; j < i; j++)
            {
                if (Unsafe.Add(ref start, (i * order) + j) != Unsafe.Add(ref start, (j * order) + i))
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>Requires a symmetric matrix.</summary>
    /// <param name="matrix">The matrix, of the given order.</param>
    /// <param name="order">Its order.</param>
    /// <param name="name">What the message calls it.</param>
    /// <param name="argument">The argument to blame; null where that is the name.</param>
    /// <exception cref="ArgumentException">Two mirrored entries differ by more than rounding in data.</exception>
    public static void Require<T>(
        ReadOnlySpan<T> matrix, int order, [CallerArgumentExpression(nameof(matrix))] string name = "", string? argument = null)
        where T : INumberBase<T>
    {
        if (!IsExact(matrix, order))
        {
            RequireTransposes(matrix, matrix, order, order, name, null, argument ?? name);
        }
    }

    /// <summary>Requires a symmetric array.</summary>
    /// <exception cref="ArgumentException">Two mirrored entries differ by more than rounding in data.</exception>
    public static void Require(double[,] matrix, string name, string? argument = null) =>
        Require<double>(Arrays.Flat(matrix), matrix.GetLength(0), name, argument);

    /// <summary>Whether <see cref="Require{T}"/> would let the matrix pass.</summary>
    public static bool IsWithinTolerance<T>(ReadOnlySpan<T> matrix, int order)
        where T : INumberBase<T> => IsExact(matrix, order) || FindWorst(matrix, matrix, order, order, out _, out _);

    /// <summary>Requires that one block is the other's transpose.</summary>
    /// <exception cref="ArgumentException">Two mirrored entries differ by more than rounding in data.</exception>
    public static void RequireTransposes(double[,] block, double[,] mirror, string name, string mirrorName, string argument) =>
        RequireTransposes<double>(Arrays.Flat(block), Arrays.Flat(mirror), block.GetLength(0), block.GetLength(1), name, mirrorName, argument);

    /// <summary>The symmetric part of a matrix that passed the rule: the matrix itself where it is exact, a copy otherwise.</summary>
    public static double[,] Part(double[,] matrix)
    {
        int order = matrix.GetLength(0);
        if (IsExact<double>(Arrays.Flat(matrix), order))
        {
            return matrix;
        }

        double[,] part = new double[order, order];
        WritePart<double>(Arrays.Flat(matrix), order, Arrays.Flat(part));
        return part;
    }

    /// <summary>The same in spans: the matrix itself where it is exact, otherwise the part, written into the room.</summary>
    public static ReadOnlySpan<T> Part<T>(ReadOnlySpan<T> matrix, int order, Span<T> room)
        where T : INumberBase<T>
    {
        if (IsExact(matrix, order))
        {
            return matrix;
        }

        WritePart(matrix, order, room);
        return room;
    }

    /// <summary>Destination ← (X + X')/2, with the bits of X wherever mirrored entries are equal. The destination may be X.</summary>
    public static void WritePart<T>(ReadOnlySpan<T> matrix, int order, Span<T> destination)
        where T : INumberBase<T>
    {
        T half = T.One / (T.One + T.One);
        for (int i = 0; i < order; i++)
        {
            destination[i * (order + 1)] = matrix[i * (order + 1)];
            for (int j = 0; j < i; j++)
            {
                T below = matrix[(i * order) + j], above = matrix[(j * order) + i];
                destination[(i * order) + j] = destination[(j * order) + i] = below == above ? below : (half * below) + (half * above);
            }
        }
    }

    private static void RequireTransposes<T>(
        ReadOnlySpan<T> block, ReadOnlySpan<T> mirror, int rows, int columns, string name, string? mirrorName, string argument)
        where T : INumberBase<T>
    {
        if (!FindWorst(block, mirror, rows, columns, out int row, out int column))
        {
            Throw(name, mirrorName, row, column, block[(row * columns) + column], mirror[(column * rows) + row], argument);
        }
    }

    /// <summary>The pair that differs most; whether even that is within the tolerance.</summary>
    private static bool FindWorst<T>(ReadOnlySpan<T> block, ReadOnlySpan<T> mirror, int rows, int columns, out int row, out int column)
        where T : INumberBase<T>
    {
        double largest = 0, worst = 0;
        (row, column) = (0, 0);
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                double entry = double.CreateTruncating(block[(i * columns) + j]), other = double.CreateTruncating(mirror[(j * rows) + i]);
                double difference = Math.Abs(entry - other);
                largest = Math.Max(largest, Math.Max(Math.Abs(entry), Math.Abs(other)));
                if (difference > worst)
                {
                    (worst, row, column) = (difference, i, j);
                }
            }
        }

        return !(worst > (typeof(T) == typeof(float) ? SingleTolerance : Tolerance) * largest);
    }

    [DoesNotReturn]
    private static void Throw<T>(string name, string? mirrorName, int row, int column, T entry, T other, string argument) =>
        throw new ArgumentException(
            mirrorName is null
                ? FormattableString.Invariant($"{name} must be symmetric: entry [{row},{column}] is {entry}, entry [{column},{row}] is {other}.")
                : FormattableString.Invariant($"{name} must be the transpose of {mirrorName}: entry [{row},{column}] is {entry}, its mirror [{column},{row}] is {other}."),
            argument);
}
