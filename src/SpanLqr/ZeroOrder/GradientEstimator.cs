using System;
using System.Numerics.Tensors;

namespace SpanLqr.ZeroOrder;

/// <summary>Estimates gradients of a cost that can only be sampled.</summary>
/// <remarks>
/// <para>The estimates are unbiased for the gradient of the smoothed cost J_r(θ) = E J(θ + rV), V uniform in the unit ball for directions
/// on the sphere and standard normal for Gaussian ones. With common noise two points have a variance that stays bounded as r → 0;
/// one point has one of order (D·J/r)².</para>
/// <para>Rejection: a sample of which a rollout did not end with a finite cost, or with one beyond
/// <see cref="GradientOptions.Rejection"/> times the median of all finite ones, is left out of the mean and counted. The mean is then one
/// over the perturbations that the plant survived, which is biased by what it leaves out.</para>
/// <para>Directions and keys depend on seed, iteration and sample only, and sums run in the order of the samples: the bits of an estimate
/// are those of its oracle. Allocates nothing after construction. Source: Fazel et al. (2018), algorithm 1; Malik et al. (2019), section 2.</para>
/// </remarks>
public sealed class GradientEstimator
{
    private const ulong FirstNoise = 1;
    private const ulong SecondNoise = 2;

    private readonly ICostOracle _oracle;
    private readonly double[] _directions;
    private readonly double[] _points;
    private readonly ulong[] _keys;
    private readonly double[] _costs;
    private readonly double[] _sorted;

    /// <summary>Prepares the buffers.</summary>
    /// <param name="oracle">The costs.</param>
    /// <param name="options">What to estimate with.</param>
    /// <exception cref="ArgumentOutOfRangeException">A radius, batch or number of parameters that is not positive.</exception>
    public GradientEstimator(ICostOracle oracle, GradientOptions options)
    {
        ArgumentNullException.ThrowIfNull(oracle);
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        ArgumentOutOfRangeException.ThrowIfLessThan(oracle.ParameterCount, 1);
        _oracle = oracle;
        Options = options;
        int variants = options.Rule == GradientRule.OnePoint ? 1 : 2;
        _directions = new double[SpanLength.Of((long)options.Batch * oracle.ParameterCount, nameof(options))];
        _points = new double[SpanLength.Of(variants, options.Batch, oracle.ParameterCount, nameof(options))];
        _keys = new ulong[options.Batch];
        _costs = new double[SpanLength.Of((long)variants * options.Batch, nameof(options))];
        _sorted = new double[_costs.Length];
    }

    /// <summary>The options.</summary>
    public GradientOptions Options { get; }

    /// <summary>The gradient at θ.</summary>
    /// <param name="parameters">θ, D entries.</param>
    /// <param name="iteration">Which estimate this is: another number, other directions and noise.</param>
    /// <param name="radius">r, positive; the options' unless the caller shrinks it.</param>
    /// <param name="gradient">Receives the mean, D entries; zero where every sample was rejected.</param>
    /// <returns>Cost, variance and account of the estimate.</returns>
    /// <exception cref="ArgumentException">A span does not have D entries, or the radius is not positive.</exception>
    public GradientEstimate Estimate(ReadOnlySpan<double> parameters, ulong iteration, double radius, Span<double> gradient)
    {
        int count = _oracle.ParameterCount, batch = Options.Batch;
        Require(parameters.Length, count, nameof(parameters));
        Require(gradient.Length, count, nameof(gradient));
        if (!(radius > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(radius), radius, "The radius must be positive.");
        }

        for (int i = 0; i < batch; i++)
        {
            Directions.Fill(Options.Smoothing, Options.Seed, iteration, (ulong)i, Row(_directions, i));
        }

        Perturb(parameters, radius, 0);
        if (Options.Rule != GradientRule.OnePoint)
        {
            Perturb(parameters, Options.Rule == GradientRule.TwoPoint ? -radius : 0, batch);
        }

        Run(iteration);
        return Average(radius, gradient);
    }

    private void Perturb(ReadOnlySpan<double> parameters, double radius, int firstRow)
    {
        for (int i = 0; i < Options.Batch; i++)
        {
            TensorPrimitives.FusedMultiplyAdd(Row(_directions, i), radius, parameters, Row(_points, firstRow + i));
        }
    }

    private void Run(ulong iteration)
    {
        SetKeys(FirstNoise, iteration);
        if (Options.Rule == GradientRule.OnePoint || Options.CommonNoise)
        {
            _oracle.Evaluate(_points, _keys, _costs);
            return;
        }

        int half = _points.Length / 2, batch = Options.Batch;
        _oracle.Evaluate(_points.AsSpan(0, half), _keys, _costs.AsSpan(0, batch));
        SetKeys(SecondNoise, iteration);
        _oracle.Evaluate(_points.AsSpan(half), _keys, _costs.AsSpan(batch));
    }

    private void SetKeys(ulong purpose, ulong iteration)
    {
        for (int i = 0; i < _keys.Length; i++)
        {
            _keys[i] = NoiseKey.Of(Options.Seed, purpose, iteration, (ulong)i);
        }
    }

    private GradientEstimate Average(double radius, Span<double> gradient)
    {
        int batch = Options.Batch, accepted = 0;
        double dimension = Options.Smoothing == Smoothing.Sphere ? gradient.Length : 1;
        double cost = 0, squares = 0, limit = Limit();
        (double level, double gain) = Level(limit);
        gradient.Clear();
        for (int i = 0; i < batch; i++)
        {
            double first = _costs[i], second = _costs.Length > batch ? _costs[batch + i] : 0;
            if (!(Math.Abs(first) <= limit && Math.Abs(second) <= limit))
            {
                continue;
            }

            accepted++;
            cost += Options.Rule == GradientRule.TwoPoint ? 0.5 * (first + second) : first;
            double difference = Options.Rule == GradientRule.TwoPoint ? 0.5 * (first - second) : gain * (first - second - level);
            double slope = dimension / radius * difference;
            ReadOnlySpan<double> direction = Row(_directions, i);
            double length = slope * Directions.Norm(direction);
            squares = Math.FusedMultiplyAdd(length, length, squares);
            TensorPrimitives.FusedMultiplyAdd(direction, slope, gradient, gradient);
        }

        if (accepted > 0)
        {
            TensorPrimitives.Divide(gradient, accepted, gradient);
        }

        double mean = Directions.Norm(gradient);
        double scatter = Math.Max(0, squares - (accepted * mean * mean));
        return new GradientEstimate(
            accepted > 0 ? cost / accepted : double.NaN,
            accepted > 1 ? scatter / accepted / (accepted - 1) : double.NaN,
            accepted,
            batch - accepted,
            _costs.Length);
    }

    /// <summary>
    /// The mean J̄ of the accepted costs of one point and k/(k − 1): J_i less the mean of the k − 1 others is k/(k − 1)·(J_i − J̄).
    /// </summary>
    private (double Level, double Gain) Level(double limit)
    {
        int accepted = 0;
        double sum = 0;
        if (Options is { Rule: GradientRule.OnePoint, LeaveOneOut: true })
        {
            foreach (double cost in _costs)
            {
                if (Math.Abs(cost) <= limit)
                {
                    accepted++;
                    sum += cost;
                }
            }
        }

        return accepted > 1 ? (sum / accepted, accepted / (accepted - 1.0)) : (0, 1);
    }

    /// <summary>The largest cost that counts; a finite number.</summary>
    private double Limit()
    {
        for (int i = 0; i < _costs.Length; i++)
        {
            _sorted[i] = double.IsNaN(_costs[i]) ? double.PositiveInfinity : Math.Abs(_costs[i]);
        }

        Array.Sort(_sorted);
        int finite = _sorted.AsSpan().IndexOfAnyInRange(double.PositiveInfinity, double.PositiveInfinity);
        double median = finite == 0 ? 0 : _sorted[((finite < 0 ? _sorted.Length : finite) - 1) / 2];
        return Math.Min(Options.Rejection * median, double.MaxValue);
    }

    private Span<double> Row(double[] rows, int i) => rows.AsSpan(i * _oracle.ParameterCount, _oracle.ParameterCount);

    private static void Require(int length, int expected, string name)
    {
        if (length != expected)
        {
            throw new ArgumentException($"{name} has {length} entries, expected {expected}.", name);
        }
    }
}
