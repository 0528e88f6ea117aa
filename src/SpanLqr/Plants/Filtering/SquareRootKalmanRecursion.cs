using System;
using System.Runtime.CompilerServices;
using SpanLqr.Riccati;
using SpanLqr.Shapes;

namespace SpanLqr.Plants;

/// <summary>
/// <see cref="KalmanRecursion"/> on a root U of the covariance, Σ = U'U, by QR factorisations: Σ is semidefinite whatever the rounding, and
/// variances that are 1e16 apart keep their digits.
/// </summary>
public static class SquareRootKalmanRecursion
{
    /// <summary>The entries of workspace that both halves of a step need: about 3n² + 4np + 3p².</summary>
    /// <param name="shape">The shape, n states and p outputs.</param>
    public static int WorkspaceLength<TShape>(TShape shape)
        where TShape : struct, ILqrShape
    {
        long n = shape.StateDim, p = shape.InputDim;
        int stack = Math.Max(
            StackedTriangle.Length(2 * n, shape.StateDim, nameof(shape)),
            StackedTriangle.Length(n + (2 * p), SpanLength.Of(n + p, nameof(shape)), nameof(shape)));
        return SpanLength.Of((n * n) + (3 * n * p) + (2 * p * p) + p + stack, nameof(shape));
    }

    /// <summary>A root of a semidefinite matrix, X = U'U, of any rank.</summary>
    /// <param name="order">The order.</param>
    /// <param name="matrix">X, symmetric.</param>
    /// <param name="root">Receives U, not triangular.</param>
    /// <param name="workspace">order² + order entries.</param>
    /// <returns>False where X is not positive semidefinite; the root is then unspecified.</returns>
    /// <exception cref="ArgumentException">A span has the wrong length, or two overlap.</exception>
    public static bool TryRoot(int order, ReadOnlySpan<double> matrix, Span<double> root, Span<double> workspace)
    {
        Border.Length(matrix, order, order);
        Border.Length(root, order, order);
        Border.Workspace(workspace, SpanLength.Of(order, order + 1, 1, nameof(order)));
        Border.Apart(root, matrix);
        Border.Apart(workspace, matrix);
        Border.Apart(workspace, root);
        matrix.CopyTo(workspace);
        return SemidefiniteFactor.TryFactor(order, workspace[..(order * order)], root, workspace[(order * order)..]);
    }

    /// <summary>The time's part of a step: U ← the triangle of [UA'; Z], Z'Z = W.</summary>
    /// <param name="shape">The shape; only n counts.</param>
    /// <param name="a">A of this step, n×n.</param>
    /// <param name="processNoiseRoot">Z, n×n; see <see cref="TryRoot"/>.</param>
    /// <param name="root">U, n×n; updated, upper triangular.</param>
    /// <param name="workspace">At least <see cref="WorkspaceLength"/> entries; overwritten.</param>
    /// <exception cref="ArgumentException">A span has the wrong length; or the root or the workspace overlaps another span.</exception>
    /// <remarks>About 6n³ flops. Allocates nothing.</remarks>
    public static void Predict<TShape>(
        TShape shape, ReadOnlySpan<double> a, ReadOnlySpan<double> processNoiseRoot, Span<double> root, Span<double> workspace)
        where TShape : struct, ILqrShape
    {
        int n = shape.StateDim;
        Border.Length(a, n, n);
        Border.Length(processNoiseRoot, n, n);
        Border.Length(root, n, n);
        Border.Workspace(workspace, WorkspaceLength(shape));
        Border.Apart(root, a);
        Border.Apart(root, processNoiseRoot);
        Border.Apart(workspace, a);
        Border.Apart(workspace, processNoiseRoot);
        Border.Apart(workspace, root);
        var memory = new Workspace(workspace);
        ref double moved = ref memory.Take(n * n);
        shape.MultiplyAAt(ref root[0], ref Border.Start(a), ref moved);
        var stack = new StackedTriangle(2 * n, n, memory.Rest);
        stack.Clear();
        stack.Write(0, 0, ref moved, n, n, 1);
        stack.Write(n, 0, ref Border.Start(processNoiseRoot), n, n, 1);
        stack.Reduce();
        stack.Read(0, 0, root, n, n);
    }

    /// <summary>
    /// The measurement's part: the triangle of [[V½, 0], [UC', U]] is [[S½, Y], [0, U⁺]], S½'S½ = CΣC' + V, and x̂ ← x̂ + Y'S½⁻ᵀ(y − Cx̂).
    /// </summary>
    /// <param name="shape">The shape, n states and p outputs.</param>
    /// <param name="c">C of this step, p×n.</param>
    /// <param name="measurementNoiseRoot">V½ with V = V½'V½, p×p; see <see cref="TryRoot"/>.</param>
    /// <param name="measurement">y, p entries; NaN for one that is missing.</param>
    /// <param name="estimate">x̂, n entries; updated.</param>
    /// <param name="root">U, n×n; updated, upper triangular.</param>
    /// <param name="innovation">Receives y − Cx̂, p entries, 0 where y is missing.</param>
    /// <param name="workspace">At least <see cref="WorkspaceLength"/> entries; overwritten.</param>
    /// <returns>The status, what was there and its likelihood; estimate and root are untouched unless it is Ok.</returns>
    /// <exception cref="ArgumentException">A span has the wrong length; or what is written overlaps another span.</exception>
    /// <remarks>About 2(n+p)³ flops. Allocates nothing. Source: Kailath, Sayed and Hassibi, Linear Estimation (2000), chapter 12.</remarks>
    public static KalmanStepResult Update<TShape>(
        TShape shape,
        ReadOnlySpan<double> c,
        ReadOnlySpan<double> measurementNoiseRoot,
        ReadOnlySpan<double> measurement,
        Span<double> estimate,
        Span<double> root,
        Span<double> innovation,
        Span<double> workspace)
        where TShape : struct, ILqrShape
    {
        int n = shape.StateDim, p = shape.InputDim, np = n * p;
        KalmanStepBorder.Check(shape, c, measurement, estimate, innovation, workspace, WorkspaceLength(shape));
        KalmanStepBorder.Matrices(c, measurementNoiseRoot, p, root, n, measurement, estimate, innovation, workspace);
        var memory = new Workspace(workspace);
        Span<double> seen = Dense.Span(ref memory.Take(np), np);
        ref double reach = ref memory.Take(np);
        ref double gain = ref memory.Take(np);
        Span<double> noise = Dense.Span(ref memory.Take(p * p), p * p);
        Span<double> triangle = Dense.Span(ref memory.Take(p * p), p * p);
        Span<double> whitened = Dense.Span(ref memory.Take(p), p);
        ref double transposed = ref memory.Take(np);
        c.CopyTo(seen);
        measurementNoiseRoot.CopyTo(noise);
        int present = MaskedMeasurement.Take(n, p, measurement, estimate, seen, innovation);
        MaskNoise(p, measurement, noise);
        shape.TransposeK(ref seen[0], ref transposed);
        shape.MultiplyAB(ref root[0], ref transposed, ref reach);
        var stack = new StackedTriangle(n + (2 * p), n + p, memory.Rest);
        stack.Clear();
        stack.Write(0, 0, ref noise[0], p, p, 1);
        WriteUnits(stack, n + p, p, measurement);
        stack.Write(p, 0, ref reach, n, p, 1);
        stack.Write(p, p, ref root[0], n, n, 1);
        stack.Reduce();
        stack.Read(0, 0, triangle, p, p);
        if (!Dense.IsFinite<double>(triangle) || !Dense.IsFinite<double>(innovation))
        {
            return new KalmanStepResult(SolveStatus.NonFinite, present, double.NaN);
        }

        if (!TryWhiten(p, triangle, innovation, whitened))
        {
            return new KalmanStepResult(SolveStatus.Singular, present, double.NaN);
        }

        stack.Read(0, p, Dense.Span(ref gain, np), p, n);
        KalmanRecursion.Correct(n, p, ref gain, whitened, estimate);
        stack.Read(p, p, root, n, n);
        return new KalmanStepResult(SolveStatus.Ok, present, MaskedMeasurement.LogLikelihood(p, present, ref triangle[0], whitened));
    }

    /// <summary>Columns of V½ that belong to a missing measurement become zero; their unit noise is a row of its own.</summary>
    private static void MaskNoise(int p, ReadOnlySpan<double> measurement, Span<double> noise)
    {
        for (int i = 0; i < p; i++)
        {
            for (int k = 0; k < p && double.IsNaN(measurement[i]); k++)
            {
                noise[(k * p) + i] = 0;
            }
        }
    }

    /// <summary>The unit noise of a missing measurement: a row of its own below the others.</summary>
    private static void WriteUnits(scoped in StackedTriangle stack, int below, int p, ReadOnlySpan<double> measurement)
    {
        double one = 1;
        for (int i = 0; i < p; i++)
        {
            if (double.IsNaN(measurement[i]))
            {
                stack.Write(below + i, i, ref one, 1, 1, 1);
            }
        }
    }

    /// <summary>z ← S½⁻ᵀe, S½ upper triangular.</summary>
    private static bool TryWhiten(int p, ReadOnlySpan<double> triangle, ReadOnlySpan<double> innovation, Span<double> whitened)
    {
        for (int i = 0; i < p; i++)
        {
            double sum = innovation[i];
            for (int j = 0; j < i; j++)
            {
                sum -= triangle[(j * p) + i] * whitened[j];
            }

            whitened[i] = sum / triangle[i * (p + 1)];
            if (!double.IsFinite(whitened[i]))
            {
                return false;
            }
        }

        return true;
    }
}
