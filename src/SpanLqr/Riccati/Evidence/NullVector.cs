using System;
using System.Numerics;

namespace SpanLqr.Riccati;

/// <summary>The vector that a complex matrix of at least as many rows as columns makes smallest: its last right singular vector.</summary>
/// <remarks>
/// Householder's QR factorisation and inverse iteration with R'R, which needs no estimate of the least singular value. About
/// 8·rows·columns² flops. Source: Golub and Van Loan, Matrix Computations, algorithm 5.2.1 and section 5.4.6.
/// </remarks>
internal static class NullVector
{
    // Inverse iteration gains the ratio of the two least singular values, squared, a step; here it is a matter of rounding against data.
    private const int Steps = 4;

    private const double UnitRoundoff = 2.2204460492503131e-16;

    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns, no more than rows.</param>
    /// <param name="matrix">The matrix, row-major; overwritten.</param>
    /// <param name="vector">Receives the vector, of length one.</param>
    public static void Find(int rows, int columns, Span<Complex> matrix, Span<Complex> vector)
    {
        double largest = 0;
        for (int k = 0; k < columns; k++)
        {
            Reflect(rows, columns, k, matrix);
            largest = Math.Max(largest, Complex.Abs(matrix[k * (columns + 1)]));
        }

        // A pivot of zero is replaced by rounding: the vector is what counts, and it then stands out the more.
        double floor = largest > 0 ? UnitRoundoff * largest : 1;
        for (int k = 0; k < columns; k++)
        {
            ref Complex pivot = ref matrix[k * (columns + 1)];
            pivot = Complex.Abs(pivot) < floor ? floor : pivot;
            vector[k] = new Complex(1, k % 2 == 0 ? 0.5 : -0.25);
        }

        for (int step = 0; step < Steps; step++)
        {
            Normalise(vector);
            SolveConjugate(columns, matrix, vector);
            Normalise(vector);
            Solve(columns, matrix, vector);
        }

        Normalise(vector);
    }

    /// <summary>The largest share of a vector's largest entry at which another may be rounding.</summary>
    public const double LargestRounding = 1e-8;

    /// <summary>Puts entries below a share of the largest to zero: in a line where all others are zero, rounding proves nothing.</summary>
    public static void Clean(Span<Complex> vector, double share)
    {
        double largest = 0;
        foreach (Complex entry in vector)
        {
            largest = Math.Max(largest, Complex.Abs(entry));
        }

        for (int i = 0; i < vector.Length; i++)
        {
            vector[i] = Complex.Abs(vector[i]) < share * largest ? Complex.Zero : vector[i];
        }
    }

    /// <summary>Column k below the diagonal to zero, the rest of the matrix along with it.</summary>
    private static void Reflect(int rows, int columns, int k, Span<Complex> matrix)
    {
        double norm = 0;
        for (int i = k; i < rows; i++)
        {
            norm = double.Hypot(norm, Complex.Abs(matrix[(i * columns) + k]));
        }

        if (norm == 0)
        {
            return;
        }

        Complex head = matrix[(k * columns) + k];
        Complex phase = head == Complex.Zero ? Complex.One : head / Complex.Abs(head);
        Complex image = -phase * norm;

        // v = x − image·e, in place of the column; β = 2/v*v.
        matrix[(k * columns) + k] = head - image;
        double beta = 1 / (norm * (norm + Complex.Abs(head)));
        for (int j = k + 1; j < columns; j++)
        {
            Complex along = Complex.Zero;
            for (int i = k; i < rows; i++)
            {
                along += Complex.Conjugate(matrix[(i * columns) + k]) * matrix[(i * columns) + j];
            }

            along *= beta;
            for (int i = k; i < rows; i++)
            {
                matrix[(i * columns) + j] -= along * matrix[(i * columns) + k];
            }
        }

        matrix[(k * columns) + k] = image;
    }

    /// <summary>x ← R⁻¹x.</summary>
    private static void Solve(int columns, ReadOnlySpan<Complex> r, Span<Complex> x)
    {
        for (int i = columns - 1; i >= 0; i--)
        {
            Complex sum = x[i];
            for (int j = i + 1; j < columns; j++)
            {
                sum -= r[(i * columns) + j] * x[j];
            }

            x[i] = sum / r[i * (columns + 1)];
        }
    }

    /// <summary>x ← R*⁻¹x.</summary>
    private static void SolveConjugate(int columns, ReadOnlySpan<Complex> r, Span<Complex> x)
    {
        for (int i = 0; i < columns; i++)
        {
            Complex sum = x[i];
            for (int j = 0; j < i; j++)
            {
                sum -= Complex.Conjugate(r[(j * columns) + i]) * x[j];
            }

            x[i] = sum / Complex.Conjugate(r[i * (columns + 1)]);
        }
    }

    private static void Normalise(Span<Complex> x)
    {
        double norm = 0;
        foreach (Complex entry in x)
        {
            norm = double.Hypot(norm, Complex.Abs(entry));
        }

        for (int i = 0; i < x.Length; i++)
        {
            x[i] /= norm;
        }
    }
}
