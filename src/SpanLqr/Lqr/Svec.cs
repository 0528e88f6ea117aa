using System;
using SpanLqr.Shapes;

namespace SpanLqr.Lqr;

/// <summary>
/// The isometry between symmetric matrices and vectors: the upper triangle row by row, off-diagonals times √2, so that
/// ⟨svec X, svec Y⟩ = tr XY.
/// </summary>
/// <remarks>Source: hierarchical-lqr-actor-critic, the critic's features φ = svec(vv').</remarks>
public static class Svec
{
    private static readonly double Root2 = Math.Sqrt(2);

    /// <summary>n(n+1)/2, the length of svec of an n×n matrix.</summary>
    /// <param name="order">n.</param>
    public static int Length(int order) => SpanLength.Of((long)order * (order + 1L) / 2, nameof(order));

    /// <summary>svec X.</summary>
    /// <param name="matrix">X, n×n in a row, symmetric (the upper triangle is read).</param>
    /// <param name="order">n.</param>
    /// <param name="destination">n(n+1)/2 entries.</param>
    /// <exception cref="ArgumentException">A span has the wrong length.</exception>
    public static void Pack(ReadOnlySpan<double> matrix, int order, Span<double> destination)
    {
        Border.Length(matrix, order, order);
        Border.Length(destination, Length(order), 1);
        int next = 0;
        for (int i = 0; i < order; i++)
        {
            destination[next++] = matrix[(i * order) + i];
            for (int j = i + 1; j < order; j++)
            {
                destination[next++] = Root2 * matrix[(i * order) + j];
            }
        }
    }

    /// <summary>smat v, the symmetric matrix whose svec is v.</summary>
    /// <param name="vector">v, n(n+1)/2 entries.</param>
    /// <param name="order">n.</param>
    /// <param name="destination">n×n in a row.</param>
    /// <exception cref="ArgumentException">A span has the wrong length.</exception>
    public static void Unpack(ReadOnlySpan<double> vector, int order, Span<double> destination)
    {
        Border.Length(vector, Length(order), 1);
        Border.Length(destination, order, order);
        int next = 0;
        for (int i = 0; i < order; i++)
        {
            destination[(i * order) + i] = vector[next++];
            for (int j = i + 1; j < order; j++)
            {
                double entry = vector[next++] / Root2;
                destination[(i * order) + j] = entry;
                destination[(j * order) + i] = entry;
            }
        }
    }

    /// <summary>svec X of an n×n array.</summary>
    /// <param name="matrix">X, symmetric.</param>
    /// <exception cref="ArgumentException">The matrix is not square.</exception>
    public static double[] Pack(double[,] matrix)
    {
        int order = matrix.GetLength(0);
        double[] vector = new double[Length(order)];
        Pack(Arrays.Flat(matrix), order, vector);
        return vector;
    }

    /// <summary>smat v as an array.</summary>
    /// <param name="vector">v, of a length n(n+1)/2.</param>
    /// <exception cref="ArgumentException">The length is not n(n+1)/2 for any n.</exception>
    public static double[,] Unpack(double[] vector)
    {
        int order = (int)((Math.Sqrt((8.0 * vector.Length) + 1) - 1) / 2);
        double[,] matrix = new double[order, order];
        Unpack(vector, order, Arrays.Flat(matrix));
        return matrix;
    }
}
