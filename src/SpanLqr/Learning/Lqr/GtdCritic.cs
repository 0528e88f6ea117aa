using System;
using System.Numerics.Tensors;
using SpanLqr.Lqr;
using SpanLqr.ZeroOrder;

namespace SpanLqr.Learning.Lqr;

/// <summary>Gradient temporal differences, the critic of the paper: a stochastic primal-dual method for the saddle point of (41).</summary>
/// <remarks>
/// <para>With f = φ(v_t), f' = φ(v_{t+1}): γ descends along (ξ¹ + f·ξ², (f·ξ²)(f − f')), ξ ascends along
/// (γ¹ − c − ξ¹, γ¹f + f((f − f')·γ²) − cf − ξ²), with steps α/√t and projections on [0, Γ¹], [−Γ¹, Γ¹] and the balls of radius
/// Γ² and Ξ². The answer is the average of the γ weighted by their steps.</para>
/// <para>The features are those of whitened data, v with its second moment turned into the identity: it makes the method blind to the
/// plant's units, and the saddle as round as the dynamics let it be. The projections apply there. A step of α/√t has α in units of
/// 1/p, p = (n+m)(n+m+1)/2 being about the mean square of a feature vector.
/// Cost: a few p a step, p = (n+m)(n+m+1)/2. Allocates nothing after construction.</para>
/// <para>Source: hierarchical-lqr-actor-critic, Algorithm 3 and (42); Yang et al. (2019), Algorithm 2.</para>
/// </remarks>
public sealed class GtdCritic : ICritic
{
    private readonly ITrajectorySource _source;
    private readonly Trajectories _data;
    private readonly GtdOptions _options;
    private readonly Whitening _whitening;
    private readonly double[] _pair;
    private readonly double[] _value;
    private readonly double[] _dual;
    private readonly double[] _average;
    private readonly double[] _now;
    private readonly double[] _next;
    private readonly double[] _difference;

    /// <summary>Prepares the buffers.</summary>
    /// <param name="source">The trajectories.</param>
    /// <param name="data">How many, and how.</param>
    /// <param name="options">The steps and bounds.</param>
    /// <exception cref="ArgumentException">A setting is out of range.</exception>
    public GtdCritic(ITrajectorySource source, TrajectoryOptions data, GtdOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        _data = new Trajectories(source, data);
        _source = source;
        _options = options;
        int count = _data.FeatureCount;
        _whitening = new Whitening(_data.Order);
        _pair = new double[_data.Order];
        (_value, _dual, _average) = (new double[count], new double[count], new double[count]);
        (_now, _next, _difference) = (new double[count], new double[count], new double[count]);
    }

    /// <inheritdoc/>
    public int StateDim => _source.StateDim;

    /// <inheritdoc/>
    public int InputDim => _source.InputDim;

    /// <inheritdoc/>
    public CriticEstimate Evaluate(ReadOnlySpan<double> gain, int iteration, Span<double> actionValue)
    {
        double cost = double.NaN;
        bool ran = _data.TryRun(gain, iteration) && _whitening.TrySet(_data);
        if (ran)
        {
            cost = Descend(Mean(_data.Costs));
            Svec.Unpack(_average, _data.Order, actionValue);
            _whitening.Undo(actionValue);
        }
        else
        {
            actionValue.Fill(double.NaN);
        }

        return new CriticEstimate(ran && double.IsFinite(cost + TensorPrimitives.Sum<double>(_average)), cost, _data.Agents, _data.PlantSteps);
    }

    private double Descend(double mean)
    {
        double costBound = mean * _options.CostBound, primalRadius = mean * _options.PrimalRadius, dualRadius = mean * _options.DualRadius;
        double cost = 0, costDual = 0, costSum = 0, weight = 0;
        _value.AsSpan().Clear();
        _dual.AsSpan().Clear();
        _average.AsSpan().Clear();
        int t = 0;
        for (int step = 0; step < _data.Steps; step++)
        {
            for (int agent = 0; agent < _data.Agents; agent++)
            {
                t++;
                double length = _options.Step / _value.Length / Math.Sqrt(t);
                Load(agent, step);
                double observed = _data.Costs[(agent * _data.Steps) + step];
                double pull = Dot(_now, _dual);
                double surplus = cost + Dot(_difference, _value) - observed;

                double costSlope = costDual + pull, dualSlope = cost - observed - costDual;
                TensorPrimitives.FusedMultiplyAdd(_difference, -length * pull, _value, _value);
                TensorPrimitives.Multiply(_dual, 1 - length, _dual);
                TensorPrimitives.FusedMultiplyAdd(_now, length * surplus, _dual, _dual);
                cost = Math.Clamp(cost - (length * costSlope), 0, costBound);
                costDual = Math.Clamp(costDual + (length * dualSlope), -costBound, costBound);
                Ball.Project(_value, primalRadius);
                Ball.Project(_dual, dualRadius);

                weight += length;
                costSum += length * cost;
                TensorPrimitives.FusedMultiplyAdd(_value, length, _average, _average);
            }
        }

        TensorPrimitives.Divide(_average, weight, _average);
        return costSum / weight;
    }

    private void Load(int agent, int step)
    {
        White(agent, step, _now);
        White(agent, step + 1, _next);
        TensorPrimitives.Subtract<double>(_now, _next, _difference);
    }

    private void White(int agent, int step, Span<double> features)
    {
        _data.Pair(agent, step, _pair);
        _whitening.Apply(_pair);
        _data.Features(_pair, features);
    }

    private static double Mean(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value;
        }

        return sum / values.Length;
    }

    private static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum = Math.FusedMultiplyAdd(x[i], y[i], sum);
        }

        return sum;
    }
}
