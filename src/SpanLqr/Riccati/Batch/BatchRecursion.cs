using System;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SpanLqr.Shapes;

namespace SpanLqr.Riccati;

/// <summary>
/// The Riccati recursions of many problems of one size, one problem in each lane of a vector: sweeps over parameters, populations of
/// plants, scenarios. What runs in a lane does not know of the others, and has the same bits at every width.
/// </summary>
/// <remarks>
/// Matrices lie in structure of arrays: entry (i, j) of a matrix with c columns is, for problem p of N, at (i·c + j)·N + p.
/// </remarks>
public static class BatchRecursion
{
    // Of the widest vector. A load of 64 bytes that straddles two lines of cache takes twice the time.
    private const int VectorBytes = 64;

    /// <summary>The entries of workspace that <see cref="Solve"/> needs, whatever the number of problems.</summary>
    /// <typeparam name="TShape">The problem size.</typeparam>
    /// <typeparam name="T"><see cref="double"/> or <see cref="float"/>.</typeparam>
    /// <param name="shape">The shape.</param>
    public static int WorkspaceLength<TShape, T>(TShape shape)
        where TShape : struct, IShapeSize
        where T : unmanaged => (BatchBlock.VectorCount(shape.StateDim, shape.InputDim) + 1) * VectorBytes / Unsafe.SizeOf<T>();

    /// <summary>
    /// K_t = (R + B'P_{t+1}B)⁻¹(B'P_{t+1}A + S'), P_t = Q + A'P_{t+1}A − (A'P_{t+1}B + S)K_t for t = T−1 … 0, in each of N problems.
    /// </summary>
    /// <typeparam name="TShape">The problem size; a shape in double precision serves both precisions.</typeparam>
    /// <typeparam name="T"><see cref="double"/> or <see cref="float"/>.</typeparam>
    /// <param name="shape">The shape.</param>
    /// <param name="problems">N, at least 1.</param>
    /// <param name="horizon">T, at least 1.</param>
    /// <param name="model">
    /// Each of A, B, Q, R, S one matrix that all problems share, or N of them in structure of arrays; the same at all stages. Of Q and R
    /// the lower triangle is read. For matrices that vary with time call once a stage, from the last to the first, with T = 1.
    /// </param>
    /// <param name="terminalCosts">P_T, n×n, one or N of them; the lower triangle is read.</param>
    /// <param name="gains">K_0 … K_{T−1} in a row, T·m·n·N entries; or m·n·N entries, which receive K_0 alone.</param>
    /// <param name="costsToGo">P_0, n²·N entries. May be <paramref name="terminalCosts"/>.</param>
    /// <param name="results">
    /// N results, as <see cref="RiccatiRecursion"/> gives them; NonFinite at the stage where it was found. Where one is not Ok, P_0 and
    /// all gains of that problem are NaN.
    /// </param>
    /// <param name="workspace">At least <see cref="WorkspaceLength"/> entries; overwritten.</param>
    /// <returns>How many problems are not Ok.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="problems"/> or <paramref name="horizon"/> is less than 1.</exception>
    /// <exception cref="ArgumentException">A span has the wrong length; or an output or the workspace overlaps another span.</exception>
    /// <remarks>
    /// About 3n³ + 5n²m flops a stage and problem; allocates nothing. Up to 320 multiply-adds a stage (n = 4 with m ≤ 4, n = 5 with m = 1) P
    /// stays in registers: three to eight times as fast as one problem after the other. Beyond, it is not faster. Bit by bit
    /// what <see cref="RiccatiRecursion"/> gives with a generated shape of n ≤ 12 and m ≤ 8 in the same precision. Runs on one thread;
    /// several may share out the problems.
    /// </remarks>
    public static int Solve<TShape, T>(
        TShape shape,
        int problems,
        int horizon,
        in LqrModel<T> model,
        ReadOnlySpan<T> terminalCosts,
        Span<T> gains,
        Span<T> costsToGo,
        Span<RecursionResult> results,
        Span<T> workspace)
        where TShape : struct, ILqrShape
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = shape.StateDim, m = shape.InputDim;
        ArgumentOutOfRangeException.ThrowIfLessThan(problems, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(horizon, 1);
        SharedOrOwn(model.A, n, n, problems);
        SharedOrOwn(model.B, n, m, problems);
        SharedOrOwn(model.Q, n, n, problems);
        SharedOrOwn(model.R, m, m, problems);
        if (!model.S.IsEmpty)
        {
            SharedOrOwn(model.S, n, m, problems);
        }

        SharedOrOwn(terminalCosts, n, n, problems);
        Border.Length(costsToGo, checked(n * n * problems));
        Border.Length(results, problems);
        if (gains.Length != (long)m * n * problems)
        {
            Border.Length(gains, checked(horizon * m * n * problems));
        }

        Border.Workspace(workspace, WorkspaceLength<TShape, T>(shape));
        ModelBorder.Apart(gains, model);
        ModelBorder.Apart(costsToGo, model);
        ModelBorder.Apart(workspace, model);
        Border.Apart(gains, terminalCosts);
        Border.Apart(workspace, terminalCosts);
        Border.Apart(gains, costsToGo);
        Border.Apart(workspace, costsToGo);
        Border.Apart(workspace, gains);
        Border.SameOrApart(costsToGo, terminalCosts);
        var batch = new BatchBlock.Problems<T>
        {
            Count = problems,
            Horizon = horizon,
            Model = model,
            TerminalCosts = terminalCosts,
            Gains = gains,
            CostsToGo = costsToGo,
            Results = results,
            Workspace = Aligned(workspace),
        };
        return Vector512.IsHardwareAccelerated ? BatchBlock.SolveAll<TShape, Lanes512<T>, Vector512<T>, T>(shape, batch)
            : Vector256.IsHardwareAccelerated ? BatchBlock.SolveAll<TShape, Lanes256<T>, Vector256<T>, T>(shape, batch)
            : BatchBlock.SolveAll<TShape, Lanes128<T>, Vector128<T>, T>(shape, batch);
    }

    /// <summary>The workspace from a multiple of the vector's bytes on. A collector that moves it costs time, not correctness.</summary>
    private static Span<T> Aligned<T>(Span<T> workspace)
        where T : unmanaged
    {
        nint address = Unsafe.ByteOffset(ref Unsafe.NullRef<T>(), ref workspace[0]);
        return workspace[((int)(-address & (VectorBytes - 1)) / Unsafe.SizeOf<T>())..];
    }

    private static void SharedOrOwn<T>(
        ReadOnlySpan<T> span, int rows, int columns, int problems, [CallerArgumentExpression(nameof(span))] string name = "")
    {
        if (span.Length != rows * columns && span.Length != (long)rows * columns * problems)
        {
            ThrowLength(name, span.Length, rows, columns, problems);
        }
    }

    [DoesNotReturn]
    private static void ThrowLength(string name, int length, int rows, int columns, int problems) =>
        throw new ArgumentException(
            $"{name} has {length} entries; {rows}×{columns} = {rows * columns}, or {problems} times that, one matrix a problem, are expected.",
            name);
}
