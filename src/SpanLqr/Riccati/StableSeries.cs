using System;
using System.Runtime.CompilerServices;
using SpanLqr.Linear;
using SpanLqr.Shapes;

namespace SpanLqr.Riccati;

/// <summary>The series X = Σ_k (M')^k C M^k by doubling: X ← X + M'XM, M ← M² (Smith 1968).</summary>
internal static class StableSeries
{
    // 2^60 terms; a radius of 1 − 1e-16 has decayed by then.
    private const int MaxDoublings = 60;

    // Quadratic convergence: when one doubling moves X by less than this, the next moves it below the last bit.
    private const double RelativeStep = 1e-13;

    public static int WorkspaceLength<TShape>(TShape shape)
        where TShape : struct, ILqrShape => SpanLength.Of(2L * shape.StateDim * shape.StateDim, nameof(shape));

    /// <param name="shape">The shape.</param>
    /// <param name="m">M, n×n; overwritten by its last power.</param>
    /// <param name="x">C on entry; the sum on return.</param>
    /// <param name="workspace">2n² entries.</param>
    /// <param name="iterations">Doublings taken.</param>
    /// <param name="relativeStep">The step of X, relative to X, that ends the sum.</param>
    /// <param name="isSymmetric">Whether C is exactly symmetric, and so the sum.</param>
    /// <returns>
    /// <see cref="SolveStatus.Ok"/>; <see cref="SolveStatus.Singular"/> where the series converged although M is not stable;
    /// <see cref="SolveStatus.Unstable"/> where it diverged; <see cref="SolveStatus.NonFinite"/>.
    /// </returns>
    public static SolveStatus Sum<TShape>(
        TShape shape,
        ref double m,
        ref double x,
        ref double workspace,
        out int iterations,
        double relativeStep = RelativeStep,
        bool isSymmetric = true)
        where TShape : struct, ILqrShape
    {
        int n = shape.StateDim, nn = n * n;
        ref double product = ref workspace;
        ref double term = ref Unsafe.Add(ref workspace, nn);
        iterations = 0;
        if (!Dense.IsFinite(ref m, nn) || !Dense.IsFinite(ref x, nn))
        {
            return SolveStatus.NonFinite;
        }

        bool converged = false;
        for (int k = 0; k < MaxDoublings; k++)
        {
            if (!converged)
            {
                Map(shape, ref m, ref x, ref product, ref term, isSymmetric);
                Dense.Add(ref x, ref term, ref x, nn);
                iterations++;
                if (!Dense.IsFinite(ref x, nn))
                {
                    return SolveStatus.Unstable;
                }

                converged = isSymmetric
                    ? Convergence.IsSettled(ref term, ref x, n, relativeStep)
                    : Dense.FrobeniusNorm(ref term, nn) <= relativeStep * Dense.FrobeniusNorm(ref x, nn);
            }

            if (converged && Dense.MaxAbs(ref m, nn) * n < 1)
            {
                return SolveStatus.Ok;
            }

            shape.MultiplyAA(ref m, ref m, ref product);
            Dense.Copy(ref product, ref m, nn);
            if (!Dense.IsFinite(ref m, nn))
            {
                return converged ? SolveStatus.Singular : SolveStatus.Unstable;
            }
        }

        return converged ? SolveStatus.Singular : SolveStatus.Unstable;
    }

    /// <summary>D ← M'XM, exactly symmetric where X is.</summary>
    public static void Map<TShape>(TShape shape, ref double m, ref double x, ref double product, ref double destination, bool isSymmetric)
        where TShape : struct, ILqrShape
    {
        if (isSymmetric)
        {
            shape.CongruenceA(ref m, ref x, ref product, ref destination);
        }
        else
        {
            shape.MultiplyAtA(ref m, ref x, ref product);
            shape.MultiplyAA(ref product, ref m, ref destination);
        }
    }
}
