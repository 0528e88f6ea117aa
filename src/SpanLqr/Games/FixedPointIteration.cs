using SpanLqr.Riccati;
using SpanLqr.Shapes;

namespace SpanLqr.Games;

/// <summary>F ← F + θ(F⁺ − F) with the law F⁺ that the best response to F brings about.</summary>
internal sealed class FixedPointIteration<TShape>
    where TShape : struct, ILqrShape
{
    // Rounding of the sums leaves about this much of F between two rounds.
    private const double Tolerance = 1e-14;

    // An iteration that stops falling this near its end has met rounding, not a cycle.
    private const double Stagnation = 1e-11;

    // Damping further than this cannot tell a slow approach from none.
    private const double LeastDamping = 1.0 / 1024;

    private readonly TShape _shape;
    private readonly ResponseMap<TShape> _map;
    private readonly double[] _sum;
    private readonly double[] _step;

    public FixedPointIteration(TShape shape, ResponseMap<TShape> map)
    {
        _shape = shape;
        _map = map;
        _sum = new double[shape.StateDim * shape.StateDim];
        _step = new double[shape.StateDim * shape.StateDim];
    }

    /// <summary>Best responses taken.</summary>
    public int Iterations { get; private set; }

    /// <summary>θ.</summary>
    public double Damping { get; private set; } = 1;

    /// <summary>Iterates from F. Allocates nothing.</summary>
    public EquilibriumStatus Run(ref double f, int maxIterations)
    {
        int nn = _shape.StateDim * _shape.StateDim;
        double previous = double.PositiveInfinity;
        for (int k = 0; k < maxIterations; k++)
        {
            Iterations++;
            if (!_map.TrySum(ref f, ref _sum[0]))
            {
                // Beliefs so unstable that no response is finite: half of the way back to where one was.
                if (k == 0 || !TryDamp())
                {
                    return EquilibriumStatus.Diverged;
                }

                Dense.AddScaled(ref _step[0], -Damping, ref f, ref f, nn);
                previous = double.PositiveInfinity;
                continue;
            }

            _map.Next(ref _sum[0], ref f, ref _step[0]);
            Dense.Subtract(ref _step[0], ref f, ref _step[0], nn);
            double step = Dense.FrobeniusNorm(ref _step[0], nn);
            double size = Dense.FrobeniusNorm(ref f, nn);
            if (!double.IsFinite(step))
            {
                return EquilibriumStatus.NonFinite;
            }

            if (step <= Tolerance * size || (step >= previous && step <= Stagnation * size))
            {
                return EquilibriumStatus.Ok;
            }

            if (step > previous && !TryDamp())
            {
                return EquilibriumStatus.Diverged;
            }

            previous = step;
            Dense.AddScaled(ref _step[0], Damping, ref f, ref f, nn);
        }

        return EquilibriumStatus.NotConverged;
    }

    private bool TryDamp()
    {
        Damping *= 0.5;
        return Damping >= LeastDamping;
    }
}
