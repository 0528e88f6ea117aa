using System;
using SpanLqr.Shapes;

namespace SpanLqr.Riccati;

/// <summary>
/// The finite-horizon Riccati recursion on factors, P_t = U_t'U_t: for problems so ill-conditioned that
/// <see cref="RiccatiRecursion"/>, which forms P itself, loses the digits that decide.
/// </summary>
public static class SquareRootRecursion
{
    /// <summary>The entries of workspace that <see cref="Solve"/> needs: about 3(n + m)² + n(n + m).</summary>
    /// <param name="shape">The shape.</param>
    public static int WorkspaceLength<TShape>(TShape shape)
        where TShape : struct, ILqrShape => SquareRootStage.WorkspaceLength(shape.StateDim, shape.InputDim);

    /// <summary>
    /// K_t = (R + B'P_{t+1}B)⁻¹(B'P_{t+1}A + S') and the upper triangular U_t with U_t'U_t = P_t, for t = T−1 … 0, without forming any P.
    /// </summary>
    /// <param name="shape">The shape.</param>
    /// <param name="horizon">T, at least 1.</param>
    /// <param name="model">Each of A, B, Q, R, S one matrix for all steps, or T of them in a row; [[Q, S], [S', R]] ⪰ 0.</param>
    /// <param name="terminalCost">P_T = Q_T ⪰ 0, n×n.</param>
    /// <param name="gains">K_0 … K_{T−1} in a row, T·m·n entries.</param>
    /// <param name="factors">U_0 … U_T in a row, (T+1)·n² entries; or n² entries, which receive U_0 alone.</param>
    /// <param name="workspace">At least <see cref="WorkspaceLength"/> entries; overwritten.</param>
    /// <returns>
    /// Ok; StateWeightNotPositiveSemidefinite where a weight is not (FailedStage T for the terminal cost); InputWeightSingular where
    /// R + B'PB is; NonFinite. The outputs of the failed stage and of those before it in time are then NaN.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="horizon"/> is less than 1.</exception>
    /// <exception cref="ArgumentException">A span has the wrong length; a weight is not symmetric; an output or the workspace overlaps another span; or the shape has no size.</exception>
    /// <remarks>
    /// A QR factorisation of a (2n+m)×(n+m) matrix a stage, about 2(n + m)²(2n + m) − ⅔(n + m)³ flops: some four times the ordinary
    /// recursion. A stage moves U by about ε·‖[J; U[B A]]‖ and not P by ε·‖P‖, so an eigenvalue of P as small as ε²·‖P‖ can keep digits
    /// where the ordinary recursion keeps none below ε·‖P‖; and U'U is semidefinite whatever happens. A problem whose gains hang on
    /// the last digits of U itself is beyond this form too. Inputs may be as cheap as they like, and more than the states, if R itself is
    /// regular. Weights are symmetric to 1e-9 of their largest entry, and their symmetric parts count. Allocates nothing. Source: Kailath, Sayed and Hassibi, Linear Estimation,
    /// section 12.3, in its dual form.
    /// </remarks>
    public static RecursionResult Solve<TShape>(
        TShape shape,
        int horizon,
        in LqrModel model,
        ReadOnlySpan<double> terminalCost,
        Span<double> gains,
        Span<double> factors,
        Span<double> workspace)
        where TShape : struct, ILqrShape
    {
        int n = shape.StateDim, m = shape.InputDim, nn = n * n, mn = m * n;
        ArgumentOutOfRangeException.ThrowIfLessThan(horizon, 1);
        Guard guard = Guard.Of(shape);
        guard.ReadsSeries<TShape, double>(shape, model, horizon);
        guard.ReadsSymmetric(terminalCost, n);
        guard.WritesAll(gains, horizon, m, n);
        guard.WritesAllOrFirst(factors, horizon + 1L, n, n);
        guard.Scratch(workspace, WorkspaceLength(shape));
        bool keepsAll = factors.Length != nn;
        bool varyingWeights = model.Q.Length > nn || model.R.Length > m * m || model.S.Length > mn;
        var stage = new SquareRootStage(n, m, new Workspace(workspace));
        SolveStatus status = !Dense.IsFinite(terminalCost) ? SolveStatus.NonFinite
            : stage.TryFactorTerminal(terminalCost, factors.Slice(keepsAll ? horizon * nn : 0, nn)) ? SolveStatus.Ok
            : SolveStatus.StateWeightNotPositiveSemidefinite;
        int t = horizon;
        bool regularWeight = false;
        while (status == SolveStatus.Ok && t > 0)
        {
            t--;
            status = varyingWeights || t == horizon - 1 ? FactorWeights(stage, model, t, n, m, out regularWeight) : SolveStatus.Ok;
            if (status == SolveStatus.Ok)
            {
                ReadOnlySpan<double> a = At(model.A, t, nn), b = At(model.B, t, mn);
                Span<double> gain = gains.Slice(t * mn, mn), factor = factors.Slice(keepsAll ? t * nn : 0, nn);
                bool regular = stage.TryRun(a, b, factors.Slice(keepsAll ? (t + 1) * nn : 0, nn), regularWeight, gain, factor);
                status = !Dense.IsFinite(a) || !Dense.IsFinite(b) ? SolveStatus.NonFinite
                    : !regular ? SolveStatus.InputWeightSingular
                    : Dense.IsFinite(gain) && Dense.IsFinite(factor) ? SolveStatus.Ok
                    : SolveStatus.NonFinite;
            }
        }

        if (status == SolveStatus.Ok)
        {
            return new RecursionResult(status, -1);
        }

        gains[..(Math.Min(t + 1, horizon) * mn)].Fill(double.NaN);
        factors[..(keepsAll ? (t + 1) * nn : nn)].Fill(double.NaN);
        return new RecursionResult(status, t);
    }

    private static SolveStatus FactorWeights(in SquareRootStage stage, in LqrModel model, int t, int n, int m, out bool isRegular)
    {
        isRegular = false;
        ReadOnlySpan<double> q = At(model.Q, t, n * n), r = At(model.R, t, m * m), s = At(model.S, t, n * m);
        return !Dense.IsFinite(q) || !Dense.IsFinite(r) || !Dense.IsFinite(s) ? SolveStatus.NonFinite
            : stage.TryFactorWeights(q, r, s, out isRegular) ? SolveStatus.Ok
            : SolveStatus.StateWeightNotPositiveSemidefinite;
    }

    /// <summary>The matrix of step t, the one of all steps, or nothing.</summary>
    private static ReadOnlySpan<double> At(ReadOnlySpan<double> matrices, int t, int length) =>
        matrices.IsEmpty ? matrices : matrices.Slice(matrices.Length > length ? t * length : 0, length);
}
