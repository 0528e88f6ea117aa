using System;

namespace SpanLqr.Populations;

/// <summary>Roots of scatters: upper triangular T with T'T the scatter.</summary>
internal static class TriangularRoot
{
    /// <summary>T ← a root of T'T + B'B, by one Householder reflection a column, which leaves the zeros of T alone; B is overwritten.</summary>
    /// <remarks>2d²·(rows + 1) flops.</remarks>
    public static void Absorb(int d, Span<double> b, Span<double> t)
    {
        int rows = b.Length / d;
        for (int j = 0; j < d; j++)
        {
            double norm = 0;
            for (int i = 0; i < rows; i++)
            {
                norm += b[(i * d) + j] * b[(i * d) + j];
            }

            if (norm == 0)
            {
                continue;
            }

            ref double pivot = ref t[(j * d) + j];
            double length = Math.Sqrt((pivot * pivot) + norm);
            double beta = pivot > 0 ? -length : length, scale = 1 / (pivot - beta), tau = (beta - pivot) / beta;
            pivot = beta;
            for (int c = j + 1; c < d; c++)
            {
                ref double top = ref t[(j * d) + c];
                double sum = top;
                for (int i = 0; i < rows; i++)
                {
                    sum += scale * b[(i * d) + j] * b[(i * d) + c];
                }

                sum *= tau;
                top -= sum;
                for (int i = 0; i < rows; i++)
                {
                    b[(i * d) + c] -= sum * scale * b[(i * d) + j];
                }
            }
        }
    }
}
