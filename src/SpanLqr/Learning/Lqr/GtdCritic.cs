using System;
using System.Collections.Generic;
using System.Numerics.Tensors;
using SpanLqr.Lqr;
using SpanLqr.ZeroOrder;

namespace SpanLqr.Learning.Lqr;

/// <summary>Gradient temporal differences, the critic of the paper: a stochastic primal-dual method for the saddle point of (41).</summary>
/// <remarks>
/// <para>With f = φ(v_t), f' = φ(v_{t+1}): γ descends along (ξ¹ + f·ξ², (f·ξ²)(f − f')), ξ ascends along
/// (γ¹ − c − ξ¹, γ¹f + f((f − f')·γ²) − cf − ξ²), with projections on [0, Γ¹], [−Γ¹, Γ¹] and the balls of radius Γ² and Ξ². The answer
/// is the average of the γ weighted by their steps. So far the paper. Three things are ours, for with the paper's own coordinates, start
/// and steps the error at the start is still there after millions of samples:</para>
/// <para>Coordinates. φ(v) = svec(ww' − I)/√2 with w = L⁻¹v and LL' the second moment of the data. For normal v these features have mean
/// zero and covariance I, so that the saddle's matrix Θ_K is I − M⊗M on symmetric matrices, M being the closed loop of w, a
/// contraction: what is left of the conditioning is the plant's own memory, and nothing depends on its units. The projections apply
/// there.</para>
/// <para>Steps. η/(Φ·√(1 + t/t₀)), Φ the largest ‖φ(v_t)‖² in the data: the paper's α/√t from t₀ on, and before that so long that with
/// η = 1 no sample overshoots. The squares of φ are fourth powers of normals; steps in units of their mean are thrown about by few of
/// them.</para>
/// <para>Start. γ² starts where the critic of the last policy ended.</para>
/// <para>Each sample needs the γ that the one before it left: the recursion is sequential by nature, and threads share the trajectories
/// only. Cost: about 12p + (n+m)² flops a step. Allocates nothing after construction.</para>
/// <para>Source: hierarchical-lqr-actor-critic, Algorithm 3 and (42); Yang et al. (2019), Algorithm 2.</para>
/// </remarks>
public sealed class GtdCritic : ICritic
{
    private static readonly double Root2 = Math.Sqrt(2);

    private readonly Trajectories _data;
    private readonly GtdOptions _options;
    private readonly Whitening _whitening;
    private readonly double[] _pair;
    private readonly double[] _center;
    private readonly double[] _value;
    private readonly double[] _dual;
    private readonly double[] _average;
    private readonly double[] _difference;
    private double[] _now;
    private double[] _next;

    /// <summary>Prepares the buffers.</summary>
    /// <param name="source">The trajectories.</param>
    /// <param name="data">How many, and how.</param>
    /// <param name="options">The steps and bounds.</param>
    /// <exception cref="ArgumentException">A setting is out of range.</exception>
    public GtdCritic(ITrajectorySource source, TrajectoryOptions data, GtdOptions options)
        : this([source], data, options)
    {
    }

    /// <summary>Prepares the buffers for data from several sources alike.</summary>
    /// <param name="sources">The trajectories; with <see cref="TrajectoryOptions.Threads"/> they are run at the same time.</param>
    /// <param name="data">How many, and how.</param>
    /// <param name="options">The steps and bounds.</param>
    /// <exception cref="ArgumentException">There is no source, they differ in size, or a setting is out of range.</exception>
    public GtdCritic(IReadOnlyList<ITrajectorySource> sources, TrajectoryOptions data, GtdOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        _data = new Trajectories(sources, data);
        _options = options;
        int count = _data.FeatureCount;
        _whitening = new Whitening(_data.Order);
        _pair = new double[_data.Order];
        _center = Svec.Pack(DenseMatrix.Identity(_data.Order));
        (_value, _dual, _average) = (new double[count], new double[count], new double[count]);
        (_now, _next, _difference) = (new double[count], new double[count], new double[count]);
    }

    /// <inheritdoc/>
    public int StateDim => _data.StateDim;

    /// <inheritdoc/>
    public int InputDim => _data.InputDim;

    /// <inheritdoc/>
    public CriticEstimate Evaluate(ReadOnlySpan<double> gain, int iteration, Span<double> actionValue)
    {
        double cost = double.NaN;
        bool ran = _data.TryRun(gain, iteration) && _whitening.TrySet(_data);
        if (ran)
        {
            Start(actionValue);
            cost = Descend(Mean(_data.Costs));
            Finish(actionValue);
        }
        else
        {
            actionValue.Fill(double.NaN);
        }

        return new CriticEstimate(ran && double.IsFinite(cost + OrderedSums.Sum<double>(_average)), cost, _data.Agents, _data.PlantSteps);
    }

    /// <summary>γ² ← √2·svec(L'ΔL), for γ²·φ(v) = v'Δv up to a constant.</summary>
    private void Start(Span<double> actionValue)
    {
        _whitening.Redo(actionValue);
        Svec.Pack(actionValue, _data.Order, _value);
        TensorPrimitives.Multiply(_value, Root2, _value);
    }

    private void Finish(Span<double> actionValue)
    {
        Svec.Unpack(_average, _data.Order, actionValue);
        TensorPrimitives.Divide(actionValue, Root2, actionValue);
        _whitening.Undo(actionValue);
    }

    private double Descend(double mean)
    {
        double costBound = mean * _options.CostBound, primalRadius = mean * _options.PrimalRadius, dualRadius = mean * _options.DualRadius;
        double longest = _options.Step / LargestSquaredNorm();
        double cost = mean, costDual = 0, costSum = 0, weight = 0;
        _dual.AsSpan().Clear();
        _average.AsSpan().Clear();
        int t = 0;
        for (int agent = 0; agent < _data.Agents; agent++)
        {
            Load(agent, 0, _next);
            for (int step = 0; step < _data.Steps; step++)
            {
                (_now, _next) = (_next, _now);
                Load(agent, step + 1, _next);
                TensorPrimitives.Subtract<double>(_now, _next, _difference);
                double length = longest / Math.Sqrt(1 + (t / _options.Delay));
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

                t++;
                weight += length;
                costSum += length * cost;
                TensorPrimitives.FusedMultiplyAdd(_value, length, _average, _average);
            }
        }

        TensorPrimitives.Divide(_average, weight, _average);
        return costSum / weight;
    }

    /// <summary>The largest ‖φ(v_t)‖² = (‖w‖⁴ − 2‖w‖² + n + m)/2 in the data.</summary>
    private double LargestSquaredNorm()
    {
        double largest = 0;
        for (int agent = 0; agent < _data.Agents; agent++)
        {
            for (int step = 0; step < _data.Steps; step++)
            {
                _data.Pair(agent, step, _pair);
                _whitening.Apply(_pair);
                double square = Dot(_pair, _pair);
                largest = Math.Max(largest, ((square * (square - 2)) + _pair.Length) / 2);
            }
        }

        return largest;
    }

    /// <summary>features ← svec(ww' − I)/√2.</summary>
    private void Load(int agent, int step, Span<double> features)
    {
        _data.Pair(agent, step, _pair);
        _whitening.Apply(_pair);
        Trajectories.Features(_pair, features);
        TensorPrimitives.Subtract(features, _center, features);
        TensorPrimitives.Divide(features, Root2, features);
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
