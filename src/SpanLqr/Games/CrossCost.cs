using System;
using SpanLqr.Riccati;
using SpanLqr.Shapes;

namespace SpanLqr.Games;

/// <summary>The worth of one mean's fluctuations to one agent; a few m×m matrices, taken once.</summary>
internal sealed class CrossCost<TShape>(TShape shape)
    where TShape : struct, ILqrShape
{
    private readonly double[] _cross = new double[shape.StateDim * shape.StateDim];
    private readonly double[] _left = new double[shape.StateDim * shape.StateDim];
    private readonly double[] _product = new double[shape.StateDim * shape.StateDim];
    private readonly double[] _term = new double[shape.StateDim * shape.StateDim];
    private readonly double[] _workspace = new double[Stein.WorkspaceLength(shape.StateDim, shape.StateDim)];

    /// <summary>
    /// e = tr(S'VSΣ_k) with S = P·A_k^cl and P = C + H_l·P·A_k^cl; the sign of P does not matter. NaN where the Stein equation failed,
    /// which two stable loops rule out. Allocates nothing.
    /// </summary>
    /// <param name="agent">The deviator's own problem.</param>
    /// <param name="loop">A_k^cl, the closed loop of the others, whatever they play.</param>
    /// <param name="covariance">Σ_k.</param>
    /// <param name="weight">C^{lk}.</param>
    public double Share(OwnResponse agent, double[,] loop, double[,] covariance, double[,] weight)
    {
        int m = shape.StateDim;
        shape.TransposeA(ref agent.ClosedLoop[0, 0], ref _left[0]);
        Stein.Solve(m, m, _left, Arrays.Flat(loop), Arrays.Flat(weight), _cross, _workspace);
        shape.MultiplyAA(ref _cross[0], ref loop[0, 0], ref _left[0]);
        shape.MultiplyAA(ref agent.Reach[0, 0], ref _left[0], ref _product[0]);
        shape.MultiplyAtA(ref _left[0], ref _product[0], ref _term[0]);
        return Math.Max(0, Dense.Dot(ref _term[0], ref covariance[0, 0], m * m));
    }
}
