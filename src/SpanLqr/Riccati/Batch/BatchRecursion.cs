using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
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
        where T : unmanaged =>
        SpanLength.Of((BatchBlock.VectorCount(shape.StateDim, shape.InputDim) + 1) * VectorBytes / Unsafe.SizeOf<T>(), nameof(shape));

    /// <summary>
    /// K_t = (R + B'P_{t+1}B)⁻¹(B'P_{t+1}A + S'), P_t = Q + A'P_{t+1}A − (A'P_{t+1}B + S)K_t for t = T−1 … 0, in each of N problems.
    /// </summary>
    /// <typeparam name="TShape">The problem size; a shape in double precision serves both precisions.</typeparam>
    /// <typeparam name="T"><see cref="double"/> or <see cref="float"/>.</typeparam>
    /// <param name="shape">The shape.</param>
    /// <param name="problems">N, at least 1.</param>
    /// <param name="horizon">T, at least 1.</param>
    /// <param name="model">
    /// Each of A, B, Q, R, S one matrix that all problems share, or N of them in structure of arrays; the same at all stages. Q and R
    /// are symmetric to 1e-9 of their largest entry (1e-6 in single precision), and their lower triangles are read. For matrices that vary with time call once a stage, from the last to the first, with T = 1.
    /// </param>
    /// <param name="terminalCosts">P_T, n×n, one or N of them, symmetric as Q; the lower triangle is read.</param>
    /// <param name="gains">K_0 … K_{T−1} in a row, T·m·n·N entries; or m·n·N entries, which receive K_0 alone.</param>
    /// <param name="costsToGo">P_0, n²·N entries. May be <paramref name="terminalCosts"/>.</param>
    /// <param name="results">
    /// N results, as <see cref="RiccatiRecursion"/> gives them; NonFinite at the stage where it was found. Where one is not Ok, P_0 and
    /// all gains of that problem are NaN.
    /// </param>
    /// <param name="workspace">At least <see cref="WorkspaceLength"/> entries; overwritten.</param>
    /// <returns>How many problems are not Ok.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="problems"/> or <paramref name="horizon"/> is less than 1.</exception>
    /// <exception cref="ArgumentException">A span has the wrong length; a weight is not symmetric; an output or the workspace overlaps another span; or the shape has no size.</exception>
    /// <remarks>
    /// About 3n³ + 5n²m flops a stage and problem; allocates nothing, unless a weight is symmetric to rounding only. Up to 320 multiply-adds a stage (n = 4 with m ≤ 4, n = 5 with m = 1) P
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
        Guard guard = Guard.Of(shape);
        guard.ReadsSeries(model.A, n, n, problems);
        guard.ReadsSeries(model.B, n, m, problems);
        guard.ReadsSeries(model.Q, n, n, problems);
        guard.ReadsSeries(model.R, m, m, problems);
        guard.ReadsOptionalSeries(model.S, n, m, problems);
        RequireSymmetric(model.Q, n, problems);
        RequireSymmetric(model.R, m, problems);
        RequireSymmetric(terminalCosts, n, problems);
        guard.WritesAll(costsToGo, problems, n, n);
        guard.ReadsSeries(terminalCosts, n, n, problems);
        Border.SameOrApart(costsToGo, terminalCosts);
        guard.WritesAllOrFirst(gains, horizon, m * n, problems);
        guard.Scratch(workspace, WorkspaceLength<TShape, T>(shape));
        Border.Length(results, problems);
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

    /// <summary>The rule for weights, in each problem. Mirrored entries of all problems lie in two runs, which are compared as bytes.</summary>
    private static void RequireSymmetric<T>(
        ReadOnlySpan<T> matrices, int order, int problems, [CallerArgumentExpression(nameof(matrices))] string name = "")
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int count = matrices.Length == order * order ? 1 : problems;
        for (int i = 1; i < order; i++)
        {
            for (int j = 0; j < i; j++)
            {
                ReadOnlySpan<T> below = matrices.Slice(((i * order) + j) * count, count), above = matrices.Slice(((j * order) + i) * count, count);
                if (!MemoryMarshal.AsBytes(below).SequenceEqual(MemoryMarshal.AsBytes(above)))
                {
                    RequireEachSymmetric(matrices, order, count, name);
                    return;
                }
            }
        }
    }

    private static void RequireEachSymmetric<T>(ReadOnlySpan<T> matrices, int order, int count, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // An error is near, or data with rounding in them; either may allocate.
        T[] matrix = new T[order * order];
        for (int p = 0; p < count; p++)
        {
            for (int k = 0; k < matrix.Length; k++)
            {
                matrix[k] = matrices[(k * count) + p];
            }

            Symmetric.Require<T>(matrix, order, count == 1 ? name : $"{name} of problem {p}", name);
        }
    }
}
