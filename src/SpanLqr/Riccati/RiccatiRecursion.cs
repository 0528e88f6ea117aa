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
        where TShape : struct, IShapeSize => shape.RiccatiStepWorkspaceLength;

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
    /// <exception cref="ArgumentException">A span has the wrong length; or an output or the workspace overlaps another span.</exception>
    /// <remarks>
    /// About 3n³ + 5n²m flops a stage. Allocates nothing. In single precision a stage loses what the condition of R + B'PB makes of
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
        ModelBorder.Series(model.A, n, n, horizon);
        ModelBorder.Series(model.B, n, m, horizon);
        ModelBorder.Series(model.Q, n, n, horizon);
        ModelBorder.Series(model.R, m, m, horizon);
        if (!model.S.IsEmpty)
        {
            ModelBorder.Series(model.S, n, m, horizon);
        }

        Border.Length(terminalCost, n, n);
        Border.Length(gains, horizon * m, n);
        if (costsToGo.Length != nn)
        {
            Border.Length(costsToGo, (horizon + 1) * n, n);
        }

        Border.Workspace(workspace, WorkspaceLength(shape));
        ModelBorder.Apart(gains, model);
        ModelBorder.Apart(costsToGo, model);
        ModelBorder.Apart(workspace, model);
        Border.Apart(gains, terminalCost);
        Border.Apart(costsToGo, terminalCost);
        Border.Apart(workspace, terminalCost);
        Border.Apart(gains, costsToGo);
        Border.Apart(workspace, costsToGo);
        Border.Apart(workspace, gains);
        bool keepsAll = costsToGo.Length != nn;
        ref T last = ref Unsafe.Add(ref costsToGo[0], keepsAll ? horizon * nn : 0);
        Dense.Copy(ref MemoryMarshal.GetReference(terminalCost), ref last, nn);
        shape.SymmetrizeA(ref last);
        if (!Dense.IsFinite(ref last, nn))
        {
            return new RecursionResult(SolveStatus.NonFinite, horizon);
        }

        for (int t = horizon - 1; t >= 0; t--)
        {
            ref T next = ref Unsafe.Add(ref costsToGo[0], keepsAll ? (t + 1) * nn : 0);
            ref T current = ref Unsafe.Add(ref costsToGo[0], keepsAll ? t * nn : 0);
            bool convex = shape.RiccatiStep(
                ref At(model.A, t, nn),
                ref At(model.B, t, mn),
                ref At(model.Q, t, nn),
                ref At(model.R, t, m * m),
                ref At(model.S, t, mn),
                !model.S.IsEmpty,
                ref next,
                ref gains[t * mn],
                ref current,
                ref workspace[0]);
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

    private static bool IsStageFinite<T>(in LqrModel<T> model, int t, int nn, int mn, int mm)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Dense.IsFinite(ref At(model.A, t, nn), nn) && Dense.IsFinite(ref At(model.B, t, mn), mn) && Dense.IsFinite(ref At(model.R, t, mm), mm);
}
