using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SpanLqr.Shapes;

namespace SpanLqr.Riccati;

/// <summary>
/// The finite-horizon Riccati recursion of the zero-sum game of <see cref="GameModel"/>, backwards from M_T = Q_T; matrices may
/// vary with time.
/// </summary>
public static class GameRecursion
{
    /// <summary>The entries of workspace that <see cref="Solve"/> needs.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="adversaryDim">p, the number of the adversary's inputs.</param>
    public static int WorkspaceLength<TShape>(TShape shape, int adversaryDim)
        where TShape : struct, ILqrShape =>
        SpanLength.Of((long)ModelBorder.RoomLength(shape) + GameStage<TShape>.WorkspaceLength(shape, adversaryDim), nameof(shape));

    /// <summary>
    /// With Λ_t = I + (B R⁻¹B' − γ⁻²DD')M_{t+1}: M_t = Q + A'M_{t+1}Λ_t⁻¹A, K¹_t = R⁻¹B'M_{t+1}Λ_t⁻¹A of u = −K¹_t x,
    /// K²_t = γ⁻²D'M_{t+1}Λ_t⁻¹A of the worst case v = K²_t x, for t = T−1 … 0; the closed loop of both is Λ_t⁻¹A.
    /// </summary>
    /// <param name="shape">The shape of the controller's side, n states and m inputs.</param>
    /// <param name="horizon">T, at least 1.</param>
    /// <param name="model">Each of A, B, D, Q, R one matrix for all steps, or T of them in a row.</param>
    /// <param name="gamma">γ, positive.</param>
    /// <param name="terminalCost">M_T = Q_T, n×n, symmetric.</param>
    /// <param name="gains">K¹_0 … K¹_{T−1} in a row, T·m·n entries.</param>
    /// <param name="adversaryGains">K²_0 … K²_{T−1} in a row, T·p·n entries.</param>
    /// <param name="costsToGo">M_0 … M_T in a row, (T+1)·n² entries; or n² entries, which receive M_0 alone.</param>
    /// <param name="margins">The least eigenvalue of γ²I − D_t'M_{t+1}D_t for each t, T entries: the game is solvable iff all are positive.</param>
    /// <param name="workspace">At least <see cref="WorkspaceLength"/> entries; overwritten.</param>
    /// <returns>
    /// Ok, or the stage that failed and why. The outputs of that stage and of those before it in time are then NaN, but for the
    /// margin of the failed stage itself.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="horizon"/> is less than 1; or γ or γ² is not a positive number.</exception>
    /// <exception cref="ArgumentException">A span has the wrong length; a weight is not symmetric; an output or the workspace overlaps another span; or the shape has no size.</exception>
    /// <remarks>
    /// Weights are symmetric to 1e-9 of their largest entry, and their symmetric parts count. A regulator's stage and about 5n²p + 4np² + 2p³ flops. Allocates nothing. Source: Başar and Bernhard, H∞-Optimal Control and
    /// Related Minimax Design Problems, 2nd ed., theorem 3.2.
    /// </remarks>
    public static GameRecursionResult Solve<TShape>(
        TShape shape,
        int horizon,
        in GameModel model,
        double gamma,
        ReadOnlySpan<double> terminalCost,
        Span<double> gains,
        Span<double> adversaryGains,
        Span<double> costsToGo,
        Span<double> margins,
        Span<double> workspace)
        where TShape : struct, ILqrShape
    {
        int n = shape.StateDim, m = shape.InputDim, p = model.AdversaryDim, nn = n * n;
        ArgumentOutOfRangeException.ThrowIfLessThan(horizon, 1);
        GameBorder.Gamma(gamma);
        Guard guard = Guard.Of(shape);
        guard.ReadsSeries(shape, model, horizon);
        guard.ReadsSymmetric(terminalCost, n);
        guard.WritesAll(gains, horizon, m, n);
        guard.WritesAll(adversaryGains, horizon, p, n);
        guard.WritesAllOrFirst(costsToGo, horizon + 1L, n, n);
        guard.WritesAll(margins, horizon, 1, 1);
        guard.Scratch(workspace, WorkspaceLength(shape, p));
        bool keepsAll = costsToGo.Length != nn;
        Span<double> stateRoom = workspace[..nn], inputRoom = workspace.Slice(nn, m * m);
        var stage = new GameStage<TShape>(shape, p, gamma, new Workspace(workspace[(nn + (m * m))..]));
        ref double last = ref Unsafe.Add(ref costsToGo[0], keepsAll ? horizon * nn : 0);
        Symmetric.WritePart(terminalCost, n, Dense.Span(ref last, nn));
        double least = double.PositiveInfinity;
        SolveStatus status = Dense.IsFinite(ref last, nn) ? SolveStatus.Ok : SolveStatus.NonFinite;
        int t = horizon;
        while (status == SolveStatus.Ok && t > 0)
        {
            t--;
            status = stage.Run(
                GameBorder.StageOf(shape, model, t, stateRoom, inputRoom),
                0,
                ref costsToGo[keepsAll ? (t + 1) * nn : 0],
                ref gains[t * m * n],
                ref adversaryGains[t * p * n],
                ref costsToGo[keepsAll ? t * nn : 0],
                out margins[t]);
            least = Math.Min(least, margins[t]);
        }

        if (status == SolveStatus.Ok)
        {
            return new GameRecursionResult(status, -1, least);
        }

        int undone = Math.Min(t + 1, horizon);
        gains[..(undone * m * n)].Fill(double.NaN);
        adversaryGains[..(undone * p * n)].Fill(double.NaN);
        costsToGo[..(keepsAll ? (t + 1) * nn : nn)].Fill(double.NaN);
        margins[..t].Fill(double.NaN);
        return new GameRecursionResult(status, t, t == horizon ? double.NaN : least);
    }
}
