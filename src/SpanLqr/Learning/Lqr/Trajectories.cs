using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics.Tensors;
using SpanLqr.Lqr;
using SpanLqr.ZeroOrder;

namespace SpanLqr.Learning.Lqr;

/// <summary>The data of one evaluation, as features φ(v) = svec(vv'), v = (x, u).</summary>
/// <remarks>Sources run at the same time, each on a noise of its own and into a place of its own.</remarks>
internal sealed class Trajectories
{
    private const ulong Purpose = 4;

    private static readonly double Root2 = Math.Sqrt(2);

    private readonly ITrajectorySource[] _sources;
    private readonly TrajectoryOptions _options;
    private readonly Action<int> _run;
    private readonly bool[] _ran;
    private readonly double[] _gain;
    private readonly double[] _states;
    private readonly double[] _inputs;
    private readonly double[] _costs;
    private ulong _iteration;

    /// <summary>Prepares the buffers.</summary>
    public Trajectories(IReadOnlyList<ITrajectorySource> sources, TrajectoryOptions options)
    {
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        (_sources, _options) = (sources.ToArray(), options);
        if (_sources.Length == 0)
        {
            throw new ArgumentException("There are 0 sources, expected at least 1.", nameof(sources));
        }

        ITrajectorySource first = _sources[0];
        (StateDim, InputDim, Agents) = (first.StateDim, first.InputDim, SpanLength.Of((long)_sources.Length * first.Agents, nameof(sources)));
        foreach (ITrajectorySource source in _sources)
        {
            if (source.StateDim != StateDim || source.InputDim != InputDim || source.Agents != first.Agents)
            {
                throw new ArgumentException(
                    $"A source has {source.Agents} agents of {source.StateDim} states and {source.InputDim} inputs, "
                    + $"expected {first.Agents} of {StateDim} and {InputDim}, as the first has.",
                    nameof(sources));
            }
        }

        int points = SpanLength.Of(Agents * (options.Steps + 1L), nameof(options));
        _states = new double[SpanLength.Of((long)points * StateDim, nameof(options))];
        _inputs = new double[SpanLength.Of((long)points * InputDim, nameof(options))];
        _costs = new double[Agents * options.Steps];
        _gain = new double[InputDim * StateDim];
        _ran = new bool[_sources.Length];
        _run = Run;
    }

    /// <summary>n.</summary>
    public int StateDim { get; }

    /// <summary>m.</summary>
    public int InputDim { get; }

    /// <summary>n + m.</summary>
    public int Order => StateDim + InputDim;

    /// <summary>The length of φ.</summary>
    public int FeatureCount => Svec.Length(Order);

    /// <summary>How many agents there are data of, those of all sources.</summary>
    public int Agents { get; }

    /// <summary>Threads to use at most.</summary>
    public int Threads => _options.Threads;

    /// <summary>T.</summary>
    public int Steps => _options.Steps;

    /// <summary>The costs, T of each agent in turn.</summary>
    public ReadOnlySpan<double> Costs => _costs;

    /// <summary>Steps of the plant in one run.</summary>
    public long PlantSteps => (long)Agents * Steps;

    /// <summary>Collects data of one policy.</summary>
    /// <returns>False where the plant diverged.</returns>
    public bool TryRun(ReadOnlySpan<double> gain, int iteration)
    {
        gain.CopyTo(_gain);
        _iteration = (ulong)iteration;
        Shares.Run(_sources.Length, Threads, _run);
        return !_ran.AsSpan().Contains(false) && double.IsFinite(Sum(_costs)) && double.IsFinite(Sum(_states));
    }

    private void Run(int index)
    {
        ITrajectorySource source = _sources[index];
        int agents = source.Agents, points = agents * (Steps + 1), costs = agents * Steps;
        _ran[index] = source.Run(
            _gain,
            _options.Exploration,
            NoiseKey.Of(_options.Seed, Purpose, _iteration, (ulong)index),
            Steps,
            _states.AsSpan(index * points * StateDim, points * StateDim),
            _inputs.AsSpan(index * points * InputDim, points * InputDim),
            _costs.AsSpan(index * costs, costs));
    }

    /// <summary>destination ← v_t = (x_t, u_t) of an agent, t = 0 … T.</summary>
    public void Pair(int agent, int t, Span<double> destination)
    {
        int n = StateDim, m = InputDim, point = (agent * (Steps + 1)) + t;
        _states.AsSpan(point * n, n).CopyTo(destination);
        _inputs.AsSpan(point * m, m).CopyTo(destination[n..]);
    }

    /// <summary>destination ← φ(v) = svec(vv').</summary>
    public static void Features(ReadOnlySpan<double> v, Span<double> destination)
    {
        int next = 0;
        for (int i = 0; i < v.Length; i++)
        {
            destination[next++] = v[i] * v[i];
            TensorPrimitives.Multiply(v[(i + 1)..], Root2 * v[i], destination.Slice(next, v.Length - i - 1));
            next += v.Length - i - 1;
        }
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
