using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SpanLqr.Shapes;

namespace SpanLqr.Riccati;

/// <summary>The finite-horizon Riccati recursion, backwards from P_T = Q_T; matrices may vary with time.</summary>
public static class RiccatiRecursion
{
    /// <summary>The entries of workspace that <see cref="Solve{TShape, T}"/> needs.</summary>
    /// <param name="shape">The shape.</param>
    public static int WorkspaceLength<TShape>(TShape shape)
        where TShape : struct, IShapeSize => SpanLength.Of((long)ModelBorder.RoomLength(shape) + shape.RiccatiStepWorkspaceLength, nameof(shape));

    /// <summary>
    /// K_t = (R + B'P_{t+1}B)⁻¹(B'P_{t+1}A + S'), P_t = Q + A'P_{t+1}A − (A'P_{t+1}B + S)K_t for t = T−1 … 0.
    /// </summary>
    /// <typeparam name="TShape">The problem size.</typeparam>
    /// <typeparam name="T"><see cref="double"/> or <see cref="float"/>.</typeparam>
    /// <param name="shape">The shape.</param>
    /// <param name="horizon">T, at least 1.</param>
    /// <param name="model">Each of A, B, Q, R, S one matrix for all steps, or T of them in a row.</param>
    /// <param name="terminalCost">P_T = Q_T, n×n, symmetric.</param>
    /// <param name="gains">K_0 … K_{T−1} in a row, T·m·n entries.</param>
    /// <param name="costsToGo">P_0 … P_T in a row, (T+1)·n² entries; or n² entries, which receive P_0 alone.</param>
    /// <param name="workspace">At least <see cref="WorkspaceLength"/> entries; overwritten.</param>
    /// <returns>Ok, or the stage that failed; what lies before that stage in time is then unspecified.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="horizon"/> is less than 1.</exception>
    /// <exception cref="ArgumentException">A span has the wrong length; a weight is not symmetric; an output or the workspace overlaps another span; or the shape has no size.</exception>
    /// <remarks>
    /// About 3n³ + 5n²m flops a stage. Weights are symmetric to 1e-9 of their largest entry (1e-6 in single
    /// precision), and their symmetric parts count. Allocates nothing. In single precision a stage loses what the condition of R + B'PB makes of
    /// 6·10⁻⁸, and P must stay below 3·10³⁸.
    /// </remarks>
    public static RecursionResult Solve<TShape, T>(
        TShape shape,
        int horizon,
        in LqrModel<T> model,
        ReadOnlySpan<T> terminalCost,
        Span<T> gains,
        Span<T> costsToGo,
        Span<T> workspace)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = shape.StateDim, m = shape.InputDim, nn = n * n, mn = m * n;
        ArgumentOutOfRangeException.ThrowIfLessThan(horizon, 1);
        Guard guard = Guard.Of(shape);
        guard.ReadsSeries(shape, model, horizon);
        guard.ReadsSymmetric(terminalCost, n);
        guard.WritesAll(gains, horizon, m, n);
        guard.WritesAllOrFirst(costsToGo, horizon + 1L, n, n);
        guard.Scratch(workspace, WorkspaceLength(shape));
        bool keepsAll = costsToGo.Length != nn;
        ref T last = ref Unsafe.Add(ref costsToGo[0], keepsAll ? horizon * nn : 0);
        Symmetric.WritePart(terminalCost, n, Dense.Span(ref last, nn));
        if (!Dense.IsFinite(ref last, nn))
        {
            return new RecursionResult(SolveStatus.NonFinite, horizon);
        }

        Span<T> stateRoom = workspace[..nn], inputRoom = workspace.Slice(nn, m * m);
        ref T scratch = ref workspace[nn + (m * m)];
        for (int t = horizon - 1; t >= 0; t--)
        {
            ref T next = ref Unsafe.Add(ref costsToGo[0], keepsAll ? (t + 1) * nn : 0);
            ref T current = ref Unsafe.Add(ref costsToGo[0], keepsAll ? t * nn : 0);
            bool convex = shape.RiccatiStep(
                ref At(model.A, t, nn),
                ref At(model.B, t, mn),
                ref Border.Start(Symmetric.Part(Slice(model.Q, t, nn), n, stateRoom)),
                ref Border.Start(Symmetric.Part(Slice(model.R, t, m * m), m, inputRoom)),
                ref At(model.S, t, mn),
                !model.S.IsEmpty,
                ref next,
                ref gains[t * mn],
                ref current,
                ref scratch);
            if (!convex)
            {
                // What overflowed in the stage behind is found here: every entry of P takes part in R + B'PB.
                return !Dense.IsFinite(ref next, nn) ? new RecursionResult(SolveStatus.NonFinite, t + 1)
                    : new RecursionResult(IsStageFinite(model, t, nn, mn, m * m) ? SolveStatus.StageNotConvex : SolveStatus.NonFinite, t);
            }
        }

        return Dense.IsFinite(ref costsToGo[0], nn) ? new RecursionResult(SolveStatus.Ok, -1) : new RecursionResult(SolveStatus.NonFinite, 0);
    }

    /// <inheritdoc cref="Solve{TShape, T}"/>
    public static RecursionResult Solve<TShape>(
        TShape shape,
        int horizon,
        in LqrModel model,
        ReadOnlySpan<double> terminalCost,
        Span<double> gains,
        Span<double> costsToGo,
        Span<double> workspace)
        where TShape : struct, ILqrShape => Solve<TShape, double>(shape, horizon, model, terminalCost, gains, costsToGo, workspace);

    /// <summary>The matrix of step t, or the one matrix of all steps.</summary>
    internal static ref T At<T>(ReadOnlySpan<T> matrices, int t, int length) =>
        ref Unsafe.Add(ref MemoryMarshal.GetReference(matrices), matrices.Length > length ? t * length : 0);

    /// <summary>The same as a span.</summary>
    internal static ReadOnlySpan<T> Slice<T>(ReadOnlySpan<T> matrices, int t, int length) =>
        matrices.Slice(matrices.Length > length ? t * length : 0, length);

    private static bool IsStageFinite<T>(in LqrModel<T> model, int t, int nn, int mn, int mm)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Dense.IsFinite(ref At(model.A, t, nn), nn) && Dense.IsFinite(ref At(model.B, t, mn), mn) && Dense.IsFinite(ref At(model.R, t, mm), mm);
}
