using System;
using SpanLqr.Lqr;
using SpanLqr.ZeroOrder;

namespace SpanLqr.Learning.Lqr;

/// <summary>The data of one evaluation, as features φ(v) = svec(vv'), v = (x, u).</summary>
internal sealed class Trajectories
{
    private const ulong Purpose = 4;

    private readonly ITrajectorySource _source;
    private readonly TrajectoryOptions _options;
    private readonly double[] _states;
    private readonly double[] _inputs;
    private readonly double[] _costs;
    private readonly double[] _pair;
    private readonly double[] _product;

    /// <summary>Prepares the buffers.</summary>
    public Trajectories(ITrajectorySource source, TrajectoryOptions options)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        _source = source;
        _options = options;
        Order = source.StateDim + source.InputDim;
        int points = checked(source.Agents * (options.Steps + 1));
        _states = new double[checked(points * source.StateDim)];
        _inputs = new double[checked(points * source.InputDim)];
        _costs = new double[source.Agents * options.Steps];
        _pair = new double[Order];
        _product = new double[Order * Order];
    }

    /// <summary>n + m.</summary>
    public int Order { get; }

    /// <summary>The length of φ.</summary>
    public int FeatureCount => Svec.Length(Order);

    /// <summary>How many agents there are data of.</summary>
    public int Agents => _source.Agents;

    /// <summary>T.</summary>
    public int Steps => _options.Steps;

    /// <summary>The costs, T of each agent in turn.</summary>
    public ReadOnlySpan<double> Costs => _costs;

    /// <summary>Steps of the plant in one run.</summary>
    public long PlantSteps => (long)Agents * Steps;

    /// <summary>Collects data of one policy.</summary>
    /// <returns>False where the plant blew up.</returns>
    public bool TryRun(ReadOnlySpan<double> gain, int iteration)
    {
        ulong key = NoiseKey.Of(_options.Seed, Purpose, (ulong)iteration, 0);
        return _source.Run(gain, _options.Exploration, key, Steps, _states, _inputs, _costs)
            && double.IsFinite(Sum(_costs))
            && double.IsFinite(Sum(_states));
    }

    /// <summary>destination ← v_t = (x_t, u_t) of an agent, t = 0 … T.</summary>
    public void Pair(int agent, int t, Span<double> destination)
    {
        int n = _source.StateDim, m = _source.InputDim, point = (agent * (Steps + 1)) + t;
        _states.AsSpan(point * n, n).CopyTo(destination);
        _inputs.AsSpan(point * m, m).CopyTo(destination[n..]);
    }

    /// <summary>destination ← φ(v_t) of an agent, t = 0 … T.</summary>
    public void Features(int agent, int t, Span<double> destination)
    {
        Pair(agent, t, _pair);
        Features(_pair, destination);
    }

    /// <summary>destination ← φ(v) = svec(vv').</summary>
    public void Features(ReadOnlySpan<double> v, Span<double> destination)
    {
        for (int i = 0; i < Order; i++)
        {
            for (int j = i; j < Order; j++)
            {
                _product[(i * Order) + j] = v[i] * v[j];
            }
        }

        Svec.Pack(_product, Order, destination);
    }

    private static double Sum(double[] values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += Math.Abs(value);
        }

        return sum;
    }
}
