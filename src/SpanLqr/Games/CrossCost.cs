using System;
using SpanLqr.Riccati;
using SpanLqr.Shapes;

namespace SpanLqr.Games;

/// <summary>The worth of one mean's fluctuations to one agent; a few m×m matrices, taken once.</summary>
internal sealed class CrossCost<TShape>(TShape shape)
    where TShape : struct, ILqrShape
{
    // Both loops are stable, so the series ends; 2^60 terms are enough for a product of radii of 1 − 1e-16.
    private const int MaxDoublings = 60;
    private const double RelativeStep = 1e-13;

    private readonly double[] _sum = new double[shape.StateDim * shape.StateDim];
    private readonly double[] _left = new double[shape.StateDim * shape.StateDim];
    private readonly double[] _right = new double[shape.StateDim * shape.StateDim];
    private readonly double[] _product = new double[shape.StateDim * shape.StateDim];
    private readonly double[] _term = new double[shape.StateDim * shape.StateDim];

    /// <summary>e = tr(S'VSΣ) with S = P·A_k^cl and P = C + (A_l^cl)'P·A_k^cl; the sign of P does not matter. Allocates nothing.</summary>
    public double Share(OwnResponse agent, OwnResponse mean, double[,] weight)
    {
        int nn = shape.StateDim * shape.StateDim;
        Sum(agent.ClosedLoop, mean.ClosedLoop, weight);
        shape.MultiplyAA(ref _sum[0], ref mean.ClosedLoop[0, 0], ref _left[0]);
        shape.MultiplyAA(ref agent.Reach[0, 0], ref _left[0], ref _product[0]);
        shape.MultiplyAtA(ref _left[0], ref _product[0], ref _term[0]);
        return Math.Max(0, Dense.Dot(ref _term[0], ref mean.Covariance[0, 0], nn));
    }

    private void Sum(double[,] agentLoop, double[,] meanLoop, double[,] weight)
    {
        int nn = shape.StateDim * shape.StateDim;
        Dense.Copy(ref weight[0, 0], ref _sum[0], nn);
        Dense.Copy(ref agentLoop[0, 0], ref _left[0], nn);
        Dense.Copy(ref meanLoop[0, 0], ref _right[0], nn);
        for (int k = 0; k < MaxDoublings; k++)
        {
            shape.MultiplyAA(ref _sum[0], ref _right[0], ref _product[0]);
            shape.MultiplyAtA(ref _left[0], ref _product[0], ref _term[0]);
            Dense.Add(ref _sum[0], ref _term[0], ref _sum[0], nn);
            if (Dense.FrobeniusNorm(ref _term[0], nn) <= RelativeStep * Dense.FrobeniusNorm(ref _sum[0], nn))
            {
                return;
            }

            Square(_left);
            Square(_right);
        }
    }

    private void Square(double[] power)
    {
        shape.MultiplyAA(ref power[0], ref power[0], ref _product[0]);
        _product.CopyTo(power, 0);
    }
}
