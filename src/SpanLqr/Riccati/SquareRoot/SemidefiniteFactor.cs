using System;
using System.Numerics.Tensors;

namespace SpanLqr.Riccati;

/// <summary>J with J'J = W for a semidefinite W of any rank, by Cholesky with diagonal pivoting on W scaled to a unit diagonal.</summary>
/// <remarks>
/// The scaling makes rank a matter of correlations and not of units: diag(1e20, 1e-20) has rank 2. J is not triangular, which a QR
/// factorisation that follows does not mind.
/// </remarks>
internal static class SemidefiniteFactor
{
    // A pivot that lost all but this share of its diagonal entry is rounding; W is of smaller rank.
    private const double RankTolerance = 8 * 2.2204460492503131e-16;

    // A negative pivot down to this share of its diagonal entry, or of the norm where that entry is zero, is rounding in the data.
    private const double SemidefiniteTolerance = 1e-12;

    /// <summary>The entries of workspace that <see cref="TryFactor"/> needs.</summary>
    public static int WorkspaceLength(int order) => order;

    /// <param name="n">The order.</param>
    /// <param name="w">W, symmetric; overwritten.</param>
    /// <param name="factor">J, n×n; zeros below the rank.</param>
    /// <param name="scales"><see cref="WorkspaceLength"/> entries.</param>
    /// <returns>False where W is not semidefinite.</returns>
    public static bool TryFactor(int n, Span<double> w, Span<double> factor, Span<double> scales)
    {
        factor.Clear();
        if (!TryScale(n, w, scales))
        {
            return false;
        }

        for (int k = 0; k < n; k++)
        {
            int chosen = LargestDiagonal(n, w);
            double pivot = w[chosen * (n + 1)];
            if (!(pivot > RankTolerance * n))
            {
                return IsRemainderNegligible(n, w);
            }

            Span<double> row = factor.Slice(k * n, n);
            TensorPrimitives.Divide(w.Slice(chosen * n, n), Math.Sqrt(pivot), row);
            for (int i = 0; i < n; i++)
            {
                Span<double> target = w.Slice(i * n, n);
                TensorPrimitives.MultiplyAdd(row, -row[i], target, target);
            }

            // What is left of the pivot's own row and column is zero but for rounding.
            for (int i = 0; i < n; i++)
            {
                w[(i * n) + chosen] = w[(chosen * n) + i] = 0;
            }

            TensorPrimitives.Multiply(row, scales, row);
        }

        return true;
    }

    /// <summary>W ← S⁻¹WS⁻¹ with S² the diagonal; rows without a diagonal entry must be zero.</summary>
    private static bool TryScale(int n, Span<double> w, Span<double> scales)
    {
        double floor = SemidefiniteTolerance * Math.Abs(TensorPrimitives.MaxMagnitude<double>(w));
        for (int i = 0; i < n; i++)
        {
            double entry = w[i * (n + 1)];
            scales[i] = entry > 0 ? Math.Sqrt(entry) : 0;
            if (entry <= 0 && Math.Abs(TensorPrimitives.MaxMagnitude<double>(w.Slice(i * n, n))) > floor)
            {
                return false;
            }
        }

        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                w[(i * n) + j] = scales[i] > 0 && scales[j] > 0 ? w[(i * n) + j] / scales[i] / scales[j] : 0;
            }
        }

        return true;
    }

    private static int LargestDiagonal(int n, ReadOnlySpan<double> w)
    {
        int chosen = 0;
        for (int i = 1; i < n; i++)
        {
            chosen = w[i * (n + 1)] > w[chosen * (n + 1)] ? i : chosen;
        }

        return chosen;
    }

    private static bool IsRemainderNegligible(int n, ReadOnlySpan<double> w) =>
        Math.Abs(TensorPrimitives.MaxMagnitude(w[..(n * n)])) <= SemidefiniteTolerance;
}
