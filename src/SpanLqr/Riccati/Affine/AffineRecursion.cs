using System;
using System.Runtime.CompilerServices;
using SpanLqr.Shapes;

namespace SpanLqr.Riccati;

/// <summary>
/// The affine part of a finite horizon: references to track and drifts to meet. It stands beside <see cref="RiccatiRecursion"/>,
/// whose gains it takes: when only a reference or a drift changes, this pass alone is run again.
/// </summary>
public static class AffineRecursion
{
    /// <summary>The entries of workspace that <see cref="Solve"/> needs: n + m + nm + m² and room for the pivots.</summary>
    /// <param name="shape">The shape.</param>
    public static int WorkspaceLength<TShape>(TShape shape)
        where TShape : struct, ILqrShape => AffineStage<TShape>.WorkspaceLength(shape);

    /// <summary>
    /// With v_t = P_{t+1}d_t + p_{t+1}: κ_t = (R + B'P_{t+1}B)⁻¹(B'v_t + r_t) of u = −K_t x − κ_t, p_t = q_t + A'v_t − K_t'(B'v_t + r_t)
    /// for t = T−1 … 0, so that the cost-to-go is x'P_t x + 2p_t'x + c_t.
    /// </summary>
    /// <param name="shape">The shape.</param>
    /// <param name="horizon">T, at least 1.</param>
    /// <param name="model">The model that the gains belong to; Q and S are not read again.</param>
    /// <param name="terms">d, q and r: each empty, one vector for all steps, or T of them in a row.</param>
    /// <param name="terminalWeight">p_T = q_T, n entries; or empty for zeros.</param>
    /// <param name="gains">K_0 … K_{T−1} of <see cref="RiccatiRecursion"/>, T·m·n entries.</param>
    /// <param name="costsToGo">P_0 … P_T of <see cref="RiccatiRecursion"/>, (T+1)·n² entries.</param>
    /// <param name="offsets">κ_0 … κ_{T−1} in a row, T·m entries.</param>
    /// <param name="linearCosts">p_0 … p_T in a row, (T+1)·n entries.</param>
    /// <param name="workspace">At least <see cref="WorkspaceLength"/> entries; overwritten.</param>
    /// <returns>Ok and c_0, or the stage that failed; the outputs of that stage and of those before it in time are then NaN.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="horizon"/> is less than 1.</exception>
    /// <exception cref="ArgumentException">A span has the wrong length; R is not symmetric; an output or the workspace overlaps another span; or the shape has no size.</exception>
    /// <remarks>
    /// About 2n²m + 2nm² flops a stage. Allocates nothing. Source: Anderson and Moore, Optimal Control: Linear Quadratic Methods,
    /// section 4.1 (tracking), with the drift as in the recursion of an augmented state (x, 1).
    /// </remarks>
    public static AffineResult Solve<TShape>(
        TShape shape,
        int horizon,
        in LqrModel model,
        in AffineTerms terms,
        ReadOnlySpan<double> terminalWeight,
        ReadOnlySpan<double> gains,
        ReadOnlySpan<double> costsToGo,
        Span<double> offsets,
        Span<double> linearCosts,
        Span<double> workspace)
        where TShape : struct, ILqrShape
    {
        int n = shape.StateDim, m = shape.InputDim;
        ArgumentOutOfRangeException.ThrowIfLessThan(horizon, 1);
        Guard guard = Guard.Of(shape);
        guard.ReadsSeries(shape, model, terms, horizon);
        guard.ReadsOptional(terminalWeight, n, 1);
        guard.ReadsAll(gains, horizon, m, n);
        guard.ReadsAll(costsToGo, horizon + 1L, n, n);
        guard.WritesAll(offsets, horizon, m, 1);
        guard.WritesAll(linearCosts, horizon + 1L, n, 1);
        guard.Scratch(workspace, WorkspaceLength(shape));
        Span<double> last = linearCosts.Slice(horizon * n, n);
        last.Clear();
        terminalWeight.CopyTo(last);
        if (!Dense.IsFinite(last))
        {
            return Failed(SolveStatus.NonFinite, horizon, horizon, n, m, offsets, linearCosts);
        }

        var stage = new AffineStage<TShape>(shape, new Workspace(workspace));
        double constant = 0;
        for (int t = horizon - 1; t >= 0; t--)
        {
            SolveStatus status = stage.Run(
                model,
                terms,
                t,
                ref Unsafe.Add(ref Border.Start(costsToGo), (t + 1) * n * n),
                gains.Slice(t * m * n, m * n),
                linearCosts.Slice((t + 1) * n, n),
                offsets.Slice(t * m, m),
                linearCosts.Slice(t * n, n),
                out double step);
            if (status != SolveStatus.Ok)
            {
                return Failed(status, t, horizon, n, m, offsets, linearCosts);
            }

            constant += step;
        }

        return new AffineResult(SolveStatus.Ok, -1, constant);
    }

    private static AffineResult Failed(SolveStatus status, int t, int horizon, int n, int m, Span<double> offsets, Span<double> linearCosts)
    {
        offsets[..(Math.Min(t + 1, horizon) * m)].Fill(double.NaN);
        linearCosts[..((t + 1) * n)].Fill(double.NaN);
        return new AffineResult(status, t, double.NaN);
    }
}
