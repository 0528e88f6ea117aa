using System;
using System.Numerics;

namespace SpanLqr.Rollouts;

/// <summary>L with LL' = W, lower triangular, for a semidefinite W of any rank.</summary>
/// <remarks>
/// W is scaled to a unit diagonal first, so that rank is a matter of correlations and not of units. A pivot that is only rounding
/// makes a column of zeros: what a semidefinite matrix has beside a zero pivot is zero.
/// </remarks>
internal static class CovarianceFactor
{
    // A pivot that lost all but this share, times n, of its diagonal entry is rounding.
    private const double RankTolerance = 8 * 2.2204460492503131e-16;

    // A pivot may be negative by this share of its diagonal entry, as formats.md allows in data.
    private const double SemidefiniteTolerance = 1e-12;

    /// <summary>The factor.</summary>
    /// <param name="covariance">W, n×n, symmetric; the lower triangle is read.</param>
    /// <param name="name">The argument's name, for the message.</param>
    /// <returns>L, n×n, with zeros above the diagonal.</returns>
    /// <exception cref="ArgumentException">W is not semidefinite or not finite.</exception>
    public static double[,] Of(double[,] covariance, string name)
    {
        int n = covariance.GetLength(0);
        double[,] factor = new double[n, n];
        double[] scales = new double[n];
        for (int i = 0; i < n; i++)
        {
            scales[i] = Math.Sqrt(Math.Max(covariance[i, i], 0));
        }

        for (int j = 0; j < n; j++)
        {
            for (int i = j; i < n; i++)
            {
                double scale = scales[i] * scales[j];
                double entry = scale > 0 ? covariance[i, j] / scales[i] / scales[j] : covariance[i, j];
                for (int k = 0; k < j; k++)
                {
                    entry -= factor[i, k] * factor[j, k];
                }

                if (i == j)
                {
                    if (!(entry >= -SemidefiniteTolerance * Math.Max(1, n)))
                    {
                        throw new ArgumentException($"The covariance is not positive semidefinite: pivot {j} is {entry:G3} of its diagonal entry.", name);
                    }

                    factor[j, j] = entry > RankTolerance * n ? Math.Sqrt(entry) : 0;
                }
                else if (factor[j, j] > 0)
                {
                    factor[i, j] = entry / factor[j, j];
                }
                else if (!(Math.Abs(entry) <= Math.Sqrt(SemidefiniteTolerance)))
                {
                    throw new ArgumentException($"The covariance is not positive semidefinite: entry ({i}, {j}) lies beside a zero pivot.", name);
                }
            }
        }

        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                factor[i, j] *= scales[i];
            }
        }

        return factor;
    }

    /// <summary>The form of a factor.</summary>
    public static NoiseForm FormOf(double[,] factor)
    {
        NoiseForm form = NoiseForm.None;
        for (int i = 0; i < factor.GetLength(0); i++)
        {
            for (int j = 0; j <= i; j++)
            {
                if (factor[i, j] != 0)
                {
                    form = j < i || form == NoiseForm.Triangular ? NoiseForm.Triangular : NoiseForm.Diagonal;
                }
            }
        }

        return form;
    }

    /// <summary>Writes the rows of a factor, as its form has them, entry k at k·stride.</summary>
    public static void Write<T>(double[,] factor, NoiseForm form, Span<T> destination, int stride)
        where T : unmanaged, INumberBase<T>
    {
        int n = form == NoiseForm.None ? 0 : factor.GetLength(0), at = 0;
        for (int i = 0; i < n; i++)
        {
            for (int j = form == NoiseForm.Diagonal ? i : 0; j <= i; j++)
            {
                destination[stride * at++] = T.CreateTruncating(factor[i, j]);
            }
        }
    }
}
