using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SpanLqr.Shapes;

namespace SpanLqr.Riccati;

/// <summary>The spectral radius of a small matrix by scaled squaring, without eigenvalues.</summary>
public static class SpectralRadius
{
    // A power of this norm is squared as it is.
    private const double LargestUnscaled = 1e70;

    // After 60 squarings the power is 2^60: what is left of log‖A^p‖/p is below the last bit of a double.
    private const int MaxSquarings = 60;

    // Where two estimates of log₂ρ differ by more than this they have not settled, even for the ρ of the largest numbers.
    private const double FarApart = 1e-9;

    // Beyond this power of two there is no number, nor below its reciprocal.
    private const double LargestExponent = 4000;

    // The norms of the powers of a pair, without the shrinking, differ by its condition, which is part of the norm, and by this.
    private const double TurnOfPair = 2;

    /// <summary>The entries of workspace that <see cref="Compute{TShape}(TShape, ReadOnlySpan{double}, Span{double})"/> needs: 2n².</summary>
    /// <param name="shape">The shape.</param>
    public static int WorkspaceLength<TShape>(TShape shape)
        where TShape : struct, ILqrShape => SpanLength.Of(2L * shape.StateDim * shape.StateDim, nameof(shape));

    /// <summary>ρ(A) = lim ‖A^p‖^(1/p), p = 1, 2, 4, …</summary>
    /// <param name="shape">The shape; only n counts.</param>
    /// <param name="a">A, n×n.</param>
    /// <param name="workspace">At least <see cref="WorkspaceLength"/> entries; overwritten.</param>
    /// <returns>ρ(A) to about n·ε·κ, κ the condition of the dominant eigenvalue; NaN where A is not finite, ∞ where ρ(A) is beyond the largest number.</returns>
    /// <exception cref="ArgumentException"><paramref name="a"/> does not have n² entries, or the workspace is too short or overlaps it.</exception>
    /// <remarks>
    /// Each squaring costs 2n³ flops; about ten are needed where one eigenvalue or one complex pair dominates, up to 60 where
    /// more have nearly the largest modulus. The powers are scaled by exact powers of two, so nothing overflows. With
    /// t = tr(A^p) and t' = tr(A^2p) the two dominant eigenvalues of A^p, all others being negligible, are the roots of
    /// μ² − tμ + (t² − t')/2: exact long before ‖A^p‖^(1/p) is.
    /// </remarks>
    public static double Compute<TShape>(TShape shape, ReadOnlySpan<double> a, Span<double> workspace)
        where TShape : struct, ILqrShape
    {
        Guard guard = Guard.Of(shape);
        guard.Reads(a, shape.StateDim, shape.StateDim);
        guard.Scratch(workspace, WorkspaceLength(shape));
        return Compute(shape, ref MemoryMarshal.GetReference(a), ref MemoryMarshal.GetReference(workspace));
    }

    internal static double Compute<TShape>(TShape shape, ref double a, ref double workspace)
        where TShape : struct, ILqrShape => Compute(shape, ref a, ref workspace, out _);

    /// <param name="shape">The shape.</param>
    /// <param name="a">A.</param>
    /// <param name="workspace">2n² entries.</param>
    /// <param name="growth">A bound on ‖Σ_k (A')^k A^k‖, Π_k (1 + ‖A^(2^k)‖²) by doubling; infinite where A is not stable.</param>
    internal static double Compute<TShape>(TShape shape, ref double a, ref double workspace, out double growth)
        where TShape : struct, ILqrShape
    {
        growth = double.PositiveInfinity;
        int n = shape.StateDim, nn = n * n;
        ref double power = ref workspace;
        ref double square = ref Unsafe.Add(ref workspace, nn);
        double norm = Dense.FrobeniusNorm(ref a, nn);
        if (!double.IsFinite(norm))
        {
            // The norm of numbers may be beyond the largest one; a size of the right order serves as well.
            norm = Dense.MaxAbs(ref a, nn);
        }

        if (!double.IsFinite(norm))
        {
            return double.NaN;
        }

        if (norm == 0)
        {
            growth = 1;
            return 0;
        }

        double product = 1 + (norm * norm);

        // A^(2^k) is power·2^exponent.
        double exponent = ScaleToUnit(ref a, ref power, norm, nn), weight = 1, previousModulus = double.NaN, previousExponent = 0;
        double trace = Dense.Trace(ref power, n);
        int settled = 0;
        for (int k = 0; k < MaxSquarings; k++)
        {
            shape.MultiplyAA(ref power, ref power, ref square);
            norm = Dense.FrobeniusNorm(ref square, nn);
            if (norm == 0)
            {
                growth = product;
                return 0;
            }

            double size = Math.ScaleB(norm, (int)double.Clamp(2 * exponent, -LargestExponent, LargestExponent));
            product *= 1 + (size * size);
            double next = Dense.Trace(ref square, n);
            double modulus = DominantModulus(trace, next);

            // The two estimates differ by the weight of the logarithm of this ratio; both are only taken where that is small.
            double ratio = modulus / (previousModulus * previousModulus);
            bool isFar = exponent == 2 * previousExponent && weight * Math.Abs(ratio - 1) > FarApart;
            if (isFar)
            {
                settled = 0;
            }
            else
            {
                double estimate = weight * (Math.Log2(modulus) + exponent);
                double previous = 2 * weight * (Math.Log2(previousModulus) + previousExponent);
                settled = Math.Abs(estimate - previous) <= 4e-16 * (1 + Math.Abs(estimate)) ? settled + 1 : 0;
                if (settled == 2)
                {
                    double radius = Math.Pow(2, estimate);
                    growth = product * Tail(size, radius, 1 / weight);
                    return radius;
                }
            }

            previousModulus = modulus;
            previousExponent = exponent;
            weight *= 0.5;
            exponent *= 2;
            if (norm is > LargestUnscaled or < 1 / LargestUnscaled)
            {
                exponent += ScaleToUnit(ref square, ref power, norm, nn);
                trace = Dense.Trace(ref power, n);
            }
            else
            {
                ref double last = ref power;
                power = ref square;
                square = ref last;
                trace = next;
            }
        }

        return Math.Pow(2, weight * (Math.Log2(Dense.FrobeniusNorm(ref power, nn)) + exponent));
    }

    /// <summary>
    /// What the later powers multiply the product by. One eigenvalue or one pair is left, so the norms shrink with ρ; those of
    /// a pair turn as they do.
    /// </summary>
    private static double Tail(double norm, double radius, double power)
    {
        double product = 1, size = TurnOfPair * norm, shrinking = Math.Pow(radius, 2 * power);
        for (int k = 0; k < MaxSquarings && size > 1e-3; k++)
        {
            size *= shrinking;
            shrinking *= shrinking;
            product *= 1 + (size * size);
        }

        return radius < 1 ? product : double.PositiveInfinity;
    }

    /// <summary>The larger modulus of two numbers of which the sum and the sum of squares are known.</summary>
    private static double DominantModulus(double sum, double squares)
    {
        double discriminant = (2 * squares) - (sum * sum);
        return discriminant >= 0 ? 0.5 * (Math.Abs(sum) + Math.Sqrt(discriminant)) : Math.Sqrt(0.5 * ((sum * sum) - squares));
    }

    /// <summary>Copies with a power of two taken out, so that a norm, or the largest entry, lies in [1, 2); returns its exponent.</summary>
    private static double ScaleToUnit(ref double source, ref double destination, double norm, int length)
    {
        int exponent = Math.ILogB(norm);
        // In two factors: 2^1074 is no number.
        Dense.Scale(ref source, Math.ScaleB(1, -exponent / 2), ref destination, length);
        Dense.Scale(ref destination, Math.ScaleB(1, -exponent - (-exponent / 2)), ref destination, length);
        return exponent;
    }
}
