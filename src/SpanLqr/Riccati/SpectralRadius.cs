using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SpanLqr.Shapes;

namespace SpanLqr.Riccati;

/// <summary>The spectral radius of a small matrix by scaled squaring, without eigenvalues.</summary>
public static class SpectralRadius
{
    // After 60 squarings the power is 2^60: what is left of log‖A^p‖/p is below the last bit of a double.
    private const int MaxSquarings = 60;

    /// <summary>The entries of workspace that <see cref="Compute{TShape}(TShape, ReadOnlySpan{double}, Span{double})"/> needs: 2n².</summary>
    /// <param name="shape">The shape.</param>
    public static int WorkspaceLength<TShape>(TShape shape)
        where TShape : struct, ILqrShape => 2 * shape.StateDim * shape.StateDim;

    /// <summary>ρ(A) = lim ‖A^p‖^(1/p), p = 1, 2, 4, …</summary>
    /// <param name="shape">The shape; only n counts.</param>
    /// <param name="a">A, n×n.</param>
    /// <param name="workspace">At least <see cref="WorkspaceLength"/> entries; overwritten.</param>
    /// <returns>ρ(A) to about n·ε·κ, κ the condition of the dominant eigenvalue; NaN where A is not finite.</returns>
    /// <exception cref="ArgumentException"><paramref name="a"/> does not have n² entries, or the workspace is too short or overlaps it.</exception>
    /// <remarks>
    /// Each squaring costs 2n³ flops; few are needed where one real eigenvalue dominates, up to 60 where a complex pair does. The powers are scaled by exact powers of two, so nothing
    /// overflows. With r_k = log(‖N_k²‖/‖N_k‖²) the logarithm of the radius is log‖A‖ + Σ_k r_k/2^(k+1); r_k settles as the
    /// dominant eigenvalue takes over, and the rest of the sum is then r_k/2^(k+1) once more.
    /// </remarks>
    public static double Compute<TShape>(TShape shape, ReadOnlySpan<double> a, Span<double> workspace)
        where TShape : struct, ILqrShape
    {
        Border.Length(a, shape.StateDim, shape.StateDim);
        Border.Workspace(workspace, WorkspaceLength(shape));
        Border.Apart(workspace, a);
        return Compute(shape, ref MemoryMarshal.GetReference(a), ref MemoryMarshal.GetReference(workspace));
    }

    internal static double Compute<TShape>(TShape shape, ref double a, ref double workspace)
        where TShape : struct, ILqrShape
    {
        int n = shape.StateDim, nn = n * n;
        ref double power = ref workspace;
        ref double square = ref Unsafe.Add(ref workspace, nn);
        double norm = Dense.FrobeniusNorm(ref a, nn);
        if (!double.IsFinite(norm))
        {
            return double.NaN;
        }

        if (norm == 0)
        {
            return 0;
        }

        double logRadius = Math.Log(norm), weight = 0.5, previous = double.NaN;
        double scaled = ScaleToUnit(ref a, ref power, norm, nn);
        int settled = 0;
        for (int k = 0; k < MaxSquarings; k++)
        {
            shape.MultiplyAA(ref power, ref power, ref square);
            norm = Dense.FrobeniusNorm(ref square, nn);
            if (norm == 0)
            {
                return 0;
            }

            double growth = Math.Log(norm / (scaled * scaled));
            logRadius += weight * growth;
            double estimate = logRadius + (weight * growth);
            settled = Math.Abs(estimate - previous) <= 1e-16 + (1e-16 * Math.Abs(estimate)) ? settled + 1 : 0;
            if (settled == 2)
            {
                return Math.Exp(estimate);
            }

            previous = estimate;
            weight *= 0.5;
            scaled = ScaleToUnit(ref square, ref power, norm, nn);
        }

        return Math.Exp(logRadius);
    }

    /// <summary>Copies with a power of two taken out, so that the norm lies in [1, 2); returns that norm.</summary>
    private static double ScaleToUnit(ref double source, ref double destination, double norm, int length)
    {
        int exponent = Math.ILogB(norm);
        Dense.Scale(ref source, Math.ScaleB(1, -exponent), ref destination, length);
        return Math.ScaleB(norm, -exponent);
    }
}
