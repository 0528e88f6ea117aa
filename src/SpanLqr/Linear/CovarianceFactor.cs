using System;
using System.Globalization;

namespace SpanLqr.Linear;

/// <summary>L with LL' = W, lower triangular, for a semidefinite W of any rank.</summary>
/// <remarks>
/// W is scaled to a unit diagonal first, so that rank is a matter of correlations and not of units. A pivot that is only rounding
/// makes a column of zeros: what a semidefinite matrix has beside a zero pivot is zero.
/// </remarks>
internal static class CovarianceFactor
{
    // A pivot that lost all but this share, times n, of its diagonal entry is rounding.
    private const double RankTolerance = 8 * 2.2204460492503131e-16;

    // A pivot may be negative by this share of its diagonal entry, or of the largest entry where it has none, as formats.md allows in data.
    private const double SemidefiniteTolerance = 1e-12;

    /// <summary>The factor.</summary>
    /// <param name="covariance">W, n×n, symmetric; the lower triangle is read.</param>
    /// <param name="name">The argument's name, for the message.</param>
    /// <returns>L, n×n, with zeros above the diagonal.</returns>
    /// <exception cref="ArgumentException">W is not semidefinite or not finite.</exception>
    public static double[,] Of(double[,] covariance, string name)
    {
        double[,] factor = new double[covariance.GetLength(0), covariance.GetLength(0)];
        string? fault = Factor(covariance, factor);
        return fault is null ? factor : throw new ArgumentException($"The covariance {fault}.", name);
    }

    /// <summary>Whether W is positive semidefinite but for rounding.</summary>
    public static bool IsSemidefinite(double[,] covariance) => FaultOf(covariance) is null;

    /// <summary>Requires a positive semidefinite W. An entry that is not a number is left to the solver's status.</summary>
    /// <exception cref="ArgumentException">W is not semidefinite.</exception>
    public static void Require(double[,] covariance, string name, string? argument = null)
    {
        if (Array.TrueForAll(Arrays.Flat(covariance).ToArray(), double.IsFinite) && FaultOf(covariance) is { } fault)
        {
            throw new ArgumentException($"{name} {fault}.", argument ?? name);
        }
    }

    private static string? FaultOf(double[,] covariance) =>
        Factor(covariance, new double[covariance.GetLength(0), covariance.GetLength(0)]);

    /// <summary>Writes L, which is zero before; what is wrong with W, or null.</summary>
    private static string? Factor(double[,] covariance, double[,] factor)
    {
        int n = covariance.GetLength(0);
        double[] scales = new double[n];
        for (int i = 0; i < n; i++)
        {
            scales[i] = Math.Sqrt(Math.Max(covariance[i, i], 0));
        }

        double largest = DenseMatrix.LargestEntry(covariance);
        for (int j = 0; j < n; j++)
        {
            for (int i = j; i < n; i++)
            {
                double scale = scales[i] * scales[j];
                double entry = scale > 0 ? covariance[i, j] / scales[i] / scales[j] : covariance[i, j] == 0 ? 0 : covariance[i, j] / largest;
                for (int k = 0; k < j; k++)
                {
                    entry -= factor[i, k] * factor[j, k];
                }

                if (i == j)
                {
                    if (!(entry >= -SemidefiniteTolerance * Math.Max(1, n)))
                    {
                        return string.Create(
                            CultureInfo.InvariantCulture,
                            $"is not positive semidefinite: pivot {j} is {entry:G3} of {(scale > 0 ? "its diagonal entry" : "the largest entry")}");
                    }

                    factor[j, j] = entry > RankTolerance * n ? Math.Sqrt(entry) : 0;
                }
                else if (factor[j, j] > 0)
                {
                    factor[i, j] = entry / factor[j, j];
                }
                else if (!(Math.Abs(entry) <= Math.Sqrt(SemidefiniteTolerance)))
                {
                    return $"is not positive semidefinite: entry ({i}, {j}) lies beside a zero pivot";
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

        return null;
    }
}
