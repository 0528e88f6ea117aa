using System;

namespace SpanLqr.Riccati;

/// <summary>S ← D⁻¹SD with D diagonal and of powers of two, so that rows and columns of S have about the same norm; no rounding.</summary>
/// <remarks>About 4n² flops a sweep. Source: Parlett and Reinsch, Numer. Math. 13 (1969), without the permutations.</remarks>
internal static class SimilarityBalance
{
    // A row and a column that can come no nearer than this are left alone.
    private const double LeastGain = 0.95;

    // Three sweeps are usual; the exponents then no longer move.
    private const int MaxSweeps = 20;

    /// <summary>Balances S and returns the diagonal of D.</summary>
    public static double[] Apply(int n, Span<double> s)
    {
        double[] scale = new double[n];
        Array.Fill(scale, 1);
        bool moved = true;
        for (int sweep = 0; moved && sweep < MaxSweeps; sweep++)
        {
            moved = false;
            for (int k = 0; k < n; k++)
            {
                double row = 0, column = 0;
                for (int j = 0; j < n; j++)
                {
                    row += j == k ? 0 : Math.Abs(s[(k * n) + j]);
                    column += j == k ? 0 : Math.Abs(s[(j * n) + k]);
                }

                if (row == 0 || column == 0 || !double.IsFinite(row + column))
                {
                    continue;
                }

                int exponent = (int)Math.Round(0.5 * Math.Log2(row / column));
                double factor = Math.ScaleB(1, exponent);
                if ((column * factor) + (row / factor) < LeastGain * (row + column))
                {
                    moved = true;
                    scale[k] *= factor;
                    for (int j = 0; j < n; j++)
                    {
                        s[(j * n) + k] *= factor;
                        s[(k * n) + j] /= factor;
                    }
                }
            }
        }

        return scale;
    }
}
