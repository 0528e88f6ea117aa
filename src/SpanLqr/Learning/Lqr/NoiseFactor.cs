using System;
using SpanLqr.Lqr;
using SpanLqr.Riccati;

namespace SpanLqr.Learning.Lqr;

/// <summary>From a covariance to a matrix that colours standard normals.</summary>
internal static class NoiseFactor
{
    /// <summary>J, n×n in a row, with J'J = W; the identity where W is null.</summary>
    /// <exception cref="ArgumentException">W is not semidefinite.</exception>
    public static double[] Of(double[,]? covariance, int order)
    {
        double[] factor = new double[order * order];
        if (covariance is null)
        {
            Dense.SetDiagonal(ref factor[0], 1, order);
            return factor;
        }

        double[,] copy = DenseMatrix.HalfSum(covariance, covariance);
        return SemidefiniteFactor.TryFactor(order, Arrays.Flat(copy), factor, new double[SemidefiniteFactor.WorkspaceLength(order)])
            ? factor
            : throw new ArgumentException("The covariance of the noise is not positive semidefinite.", nameof(covariance));
    }
}
