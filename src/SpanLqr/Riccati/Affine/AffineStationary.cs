using System;
using System.Runtime.CompilerServices;
using SpanLqr.Linear;
using SpanLqr.Shapes;

namespace SpanLqr.Riccati;

/// <summary>The affine part of a stationary regulator: constant references and drifts, given P and K of <see cref="Dare"/>.</summary>
public static class AffineStationary
{
    // A pivot of I − (A − BK)' that lost all but this share of the matrix is rounding: the loop has the eigenvalue 1.
    private const double PivotTolerance = 8 * 2.2204460492503131e-16;

    /// <summary>The entries of workspace that <see cref="Solve"/> needs: about n² + nm + m² + 3n + m.</summary>
    /// <param name="shape">The shape.</param>
    public static int WorkspaceLength<TShape>(TShape shape)
        where TShape : struct, ILqrShape
    {
        long n = shape.StateDim;
        return SpanLength.Of((n * n) + (2 * n) + Workspace.PivotLength(shape.StateDim) + AffineStage<TShape>.WorkspaceLength(shape), nameof(shape));
    }

    /// <summary>
    /// (I − (A − BK)')p = q − K'r + (A − BK)'Pd and κ = (R + B'PB)⁻¹(B'(Pd + p) + r): u = −Kx − κ minimises the average cost, and
    /// x'Px + 2p'x is its relative value.
    /// </summary>
    /// <param name="shape">The shape.</param>
    /// <param name="model">The model that P and K belong to; Q and S are not read again.</param>
    /// <param name="terms">d, q and r, each empty or one vector.</param>
    /// <param name="costToGo">P, n×n.</param>
    /// <param name="gain">K, m×n, stabilising.</param>
    /// <param name="offset">κ, m entries.</param>
    /// <param name="linearCost">p, n entries.</param>
    /// <param name="workspace">At least <see cref="WorkspaceLength"/> entries; overwritten.</param>
    /// <returns>Ok and the average cost per step d'(Pd + 2p) − κ'(R + B'PB)κ; the outputs are NaN otherwise.</returns>
    /// <exception cref="ArgumentException">A span has the wrong length; R is not symmetric; an output or the workspace overlaps another span; or the shape has no size.</exception>
    /// <remarks>About ⅔n³ + 2n²m flops. Allocates nothing. Source: the fixed point of <see cref="AffineRecursion"/>.</remarks>
    public static AffineResult Solve<TShape>(
        TShape shape,
        in LqrModel model,
        in AffineTerms terms,
        ReadOnlySpan<double> costToGo,
        ReadOnlySpan<double> gain,
        Span<double> offset,
        Span<double> linearCost,
        Span<double> workspace)
        where TShape : struct, ILqrShape
    {
        int n = shape.StateDim, m = shape.InputDim;
        Guard guard = Guard.Of(shape);
        guard.ReadsSeries(shape, model, terms, 1);
        guard.Reads(costToGo, n, n);
        guard.Reads(gain, m, n);
        guard.Writes(offset, m, 1);
        guard.Writes(linearCost, n, 1);
        guard.Scratch(workspace, WorkspaceLength(shape));
        var memory = new Workspace(workspace);
        SolveStatus status = SolveLinearCost(shape, model, terms, costToGo, gain, linearCost, ref memory);
        double constant = double.NaN;
        if (status == SolveStatus.Ok)
        {
            Span<double> again = Dense.Span(ref memory.Take(n), n);
            var stage = new AffineStage<TShape>(shape, memory);
            status = stage.Run(model, terms, 0, ref Border.Start(costToGo), gain, linearCost, offset, again, out constant);
        }

        if (status == SolveStatus.Ok)
        {
            return new AffineResult(status, -1, constant);
        }

        offset.Fill(double.NaN);
        linearCost.Fill(double.NaN);
        return new AffineResult(status, 0, double.NaN);
    }

    private static SolveStatus SolveLinearCost<TShape>(
        TShape shape,
        in LqrModel model,
        in AffineTerms terms,
        ReadOnlySpan<double> costToGo,
        ReadOnlySpan<double> gain,
        Span<double> p,
        ref Workspace memory)
        where TShape : struct, ILqrShape
    {
        int n = shape.StateDim;
        ref double matrix = ref memory.Take(n * n);
        Span<double> right = Dense.Span(ref memory.Take(n), n);
        ref int pivots = ref memory.TakePivots(n);

        // (A − BK)'Pd, while the loop is at hand; its transpose then becomes the matrix.
        shape.MultiplyAddBK(ref Border.Start(model.B), ref Border.Start(gain), -1, ref Border.Start(model.A), ref matrix);
        right.Clear();
        if (!terms.Drift.IsEmpty)
        {
            shape.MultiplyAx(ref Border.Start(costToGo), ref Border.Start(terms.Drift), ref p[0]);
            shape.MultiplyAtx(ref matrix, ref p[0], ref right[0]);
        }

        AffineStage<TShape>.AddTransposed(gain, terms.InputWeight, -1, right);
        if (!terms.StateWeight.IsEmpty)
        {
            Dense.Add(ref right[0], ref Border.Start(terms.StateWeight), ref right[0], n);
        }

        Dense.Scale(ref matrix, -1, ref matrix, n * n);
        Dense.AddDiagonal(ref matrix, 1, n);
        TransposeInPlace(Dense.Span(ref matrix, n * n), n);
        if (!Dense.IsFinite(ref matrix, n * n) || !Dense.IsFinite(right))
        {
            return SolveStatus.NonFinite;
        }

        double floor = PivotTolerance * n * Dense.MaxAbs(ref matrix, n * n);
        bool regular = shape.LuFactorA(ref matrix, ref matrix, ref pivots);
        for (int i = 0; regular && i < n; i++)
        {
            regular = Math.Abs(Unsafe.Add(ref matrix, i * (n + 1))) > floor;
        }

        if (!regular)
        {
            return SolveStatus.Singular;
        }

        shape.LuSolveAx(ref matrix, ref pivots, ref right[0], ref p[0]);
        return Dense.IsFinite<double>(p) ? SolveStatus.Ok : SolveStatus.NonFinite;
    }

    private static void TransposeInPlace(Span<double> a, int n)
    {
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < i; j++)
            {
                (a[(i * n) + j], a[(j * n) + i]) = (a[(j * n) + i], a[(i * n) + j]);
            }
        }
    }
}
