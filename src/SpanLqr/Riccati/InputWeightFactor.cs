using System;
using System.Runtime.CompilerServices;
using SpanLqr.Linear;
using SpanLqr.Shapes;

namespace SpanLqr.Riccati;

/// <summary>Factors the m×m weight that a Riccati equation inverts: Cholesky where it is positive definite, else pivoted LU.</summary>
internal static class InputWeightFactor
{
    // A pivot that lost all but this share of its diagonal entry is rounding, not a number.
    private const double PivotTolerance = 8 * 2.2204460492503131e-16;

    public static int WorkspaceLength<TShape>(TShape shape)
        where TShape : struct, ILqrShape => 
        SpanLength.Of(((long)shape.InputDim * shape.InputDim) + Workspace.PivotLength(shape.InputDim), nameof(shape));

    /// <summary>Whether R is positive definite beyond rounding; the factor is left in the destination.</summary>
    /// <remarks>The test compares each pivot with its own diagonal entry, so diag(1e-30, 1) passes and [[9, 3], [3, 1]] does not.</remarks>
    public static bool TryCholesky<TShape>(TShape shape, ref double r, ref double destination)
        where TShape : struct, ILqrShape => TryCholesky(shape, ref r, ref destination, out _);

    /// <inheritdoc cref="TryCholesky{TShape}(TShape, ref double, ref double)"/>
    /// <param name="shape">The shape.</param>
    /// <param name="r">R.</param>
    /// <param name="destination">The factor.</param>
    /// <param name="share">The least pivot relative to its own diagonal entry.</param>
    public static bool TryCholesky<TShape>(TShape shape, ref double r, ref double destination, out double share)
        where TShape : struct, ILqrShape
    {
        share = 0;
        if (!shape.CholeskyFactorR(ref r, ref destination))
        {
            return false;
        }

        int m = shape.InputDim;
        share = 1;
        for (int i = 0; i < m; i++)
        {
            double pivot = Unsafe.Add(ref destination, i * (m + 1));
            share = Math.Min(share, pivot * pivot / Unsafe.Add(ref r, i * (m + 1)));
        }

        return share > PivotTolerance * m;
    }

    /// <summary>X ← R⁻¹·X for each of one or two m×n right sides, in place.</summary>
    /// <returns>False where R is singular to working precision.</returns>
    public static bool TrySolve<TShape>(TShape shape, ref double r, ref double first, ref double second, bool hasSecond, ref double workspace)
        where TShape : struct, ILqrShape => TrySolve(shape, ref r, ref first, ref second, hasSecond, ref workspace, out _);

    /// <param name="shape">The shape.</param>
    /// <param name="r">R.</param>
    /// <param name="first">A right side, replaced by its solution.</param>
    /// <param name="second">Another.</param>
    /// <param name="hasSecond">Whether there is another.</param>
    /// <param name="workspace"><see cref="WorkspaceLength"/> entries.</param>
    /// <param name="share">
    /// The least pivot relative to its diagonal entry, or to the largest entry where R is not positive definite: what is left of 1 when the
    /// inputs are told apart.
    /// </param>
    /// <returns>False where R is singular to working precision.</returns>
    public static bool TrySolve<TShape>(
        TShape shape,
        ref double r,
        ref double first,
        ref double second,
        bool hasSecond,
        ref double workspace,
        out double share)
        where TShape : struct, ILqrShape
    {
        int m = shape.InputDim;
        ref double factor = ref workspace;
        if (TryCholesky(shape, ref r, ref factor, out share))
        {
            shape.CholeskySolveRK(ref factor, ref first, ref first);
            if (hasSecond)
            {
                shape.CholeskySolveRK(ref factor, ref second, ref second);
            }

            return true;
        }

        ref int pivots = ref Unsafe.As<double, int>(ref Unsafe.Add(ref workspace, m * m));
        share = 0;
        if (!shape.LuFactorR(ref r, ref factor, ref pivots))
        {
            return false;
        }

        double largest = Dense.MaxAbs(ref r, m * m), least = double.PositiveInfinity;
        for (int i = 0; i < m; i++)
        {
            least = Math.Min(least, Math.Abs(Unsafe.Add(ref factor, i * (m + 1))));
        }

        share = least / largest;
        if (least <= PivotTolerance * m * largest)
        {
            return false;
        }

        shape.LuSolveRK(ref factor, ref pivots, ref first, ref first);
        if (hasSecond)
        {
            shape.LuSolveRK(ref factor, ref pivots, ref second, ref second);
        }

        return true;
    }
}
