using System;

namespace SpanLqr.Riccati;

/// <summary>The one or two eigenvalues of a diagonal block of a quasi triangular matrix: Real ± Offset, or Real ± i·Offset.</summary>
internal readonly record struct BlockEigenvalues(double Real, double Offset, bool IsComplex)
{
    /// <summary>The eigenvalues of the block whose first row is <paramref name="k"/>.</summary>
    public static BlockEigenvalues Of(int n, ReadOnlySpan<double> t, int k)
    {
        double first = t[k * (n + 1)];
        if (!RealSchur.IsPair(n, t, k))
        {
            return new BlockEigenvalues(first, 0, false);
        }

        double second = t[(k + 1) * (n + 1)];
        double half = 0.5 * (first - second);
        double discriminant = (half * half) + (t[(k * n) + k + 1] * t[((k + 1) * n) + k]);
        return new BlockEigenvalues(0.5 * (first + second), Math.Sqrt(Math.Abs(discriminant)), discriminant < 0);
    }

    /// <summary>The largest modulus.</summary>
    public double Modulus => IsComplex ? Math.Sqrt((Real * Real) + (Offset * Offset)) : Math.Abs(Real) + Offset;

    /// <summary>The least |1 − λμ| over the eigenvalues λ of this block and μ of the other.</summary>
    public double DistanceFromReciprocal(BlockEigenvalues other)
    {
        double least = double.PositiveInfinity;
        for (int signs = 0; signs < 4; signs++)
        {
            double mine = (signs & 1) == 0 ? Offset : -Offset, others = (signs & 2) == 0 ? other.Offset : -other.Offset;
            double re = IsComplex ? Real : Real + mine, im = IsComplex ? mine : 0;
            double otherRe = other.IsComplex ? other.Real : other.Real + others, otherIm = other.IsComplex ? others : 0;
            double realPart = 1 - (re * otherRe) + (im * otherIm), imaginaryPart = (re * otherIm) + (im * otherRe);
            least = Math.Min(least, Math.Sqrt((realPart * realPart) + (imaginaryPart * imaginaryPart)));
        }

        return least;
    }
}
