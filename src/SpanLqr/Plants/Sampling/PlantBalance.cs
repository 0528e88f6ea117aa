using System;

namespace SpanLqr.Plants;

/// <summary>Units x = Dz of the states that make the rows and columns of A alike, D of powers of two: changing them rounds nothing.</summary>
internal static class PlantBalance
{
    // A scale is changed only where the sums of row and column fall to this share, so that the sweeps end.
    private const double Improvement = 0.95;

    // Chains of states pass their scales on one a sweep; what is not there after so many is good enough.
    private const int MaxSweeps = 100;

    /// <summary>A ← D⁻¹AD.</summary>
    /// <param name="n">The order.</param>
    /// <param name="a">A, n×n, finite; overwritten.</param>
    /// <param name="scales">Receives D, n entries.</param>
    /// <remarks>Source: Parlett and Reinsch, Numer. Math. 13 (1969), without the permutations.</remarks>
    public static void Run(int n, Span<double> a, Span<double> scales)
    {
        scales.Fill(1);
        bool moved = true;
        for (int sweep = 0; moved && sweep < MaxSweeps; sweep++)
        {
            moved = false;
            for (int i = 0; i < n; i++)
            {
                double factor = Factor(n, a, i);
                if (factor == 1)
                {
                    continue;
                }

                moved = true;
                scales[i] *= factor;
                for (int j = 0; j < n; j++)
                {
                    a[(i * n) + j] /= factor;
                    a[(j * n) + i] *= factor;
                }
            }
        }
    }

    /// <summary>The power of two for state i that brings the sums of its column and row together, or 1.</summary>
    private static double Factor(int n, ReadOnlySpan<double> a, int i)
    {
        double column = 0, row = 0;
        for (int j = 0; j < n; j++)
        {
            if (j != i)
            {
                column += Math.Abs(a[(j * n) + i]);
                row += Math.Abs(a[(i * n) + j]);
            }
        }

        if (column == 0 || row == 0 || !double.IsFinite(column + row))
        {
            return 1;
        }

        double sum = column + row, factor = 1;
        while (column < row / 2)
        {
            factor *= 2;
            column *= 4;
        }

        while (column >= row * 2)
        {
            factor /= 2;
            column /= 4;
        }

        return (column + row) / factor < Improvement * sum ? factor : 1;
    }
}
