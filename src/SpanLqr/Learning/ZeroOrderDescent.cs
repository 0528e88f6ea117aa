using System;
using System.Numerics.Tensors;
using System.Threading;
using SpanLqr.ZeroOrder;

namespace SpanLqr.Learning;

/// <summary>Zero-order stochastic descent: θ ← Proj(θ − η·∇̂J(θ)), ∇̂J estimated from costs alone.</summary>
/// <remarks>
/// <para>What it does where the plant diverges: samples of a batch that did are left out (<see cref="GradientEstimator"/>). A batch of which
/// nothing is left, or which costs more than <see cref="GradientOptions.Rejection"/> times the last good one, sends the learner back to the
/// parameters of that one, and all its later steps are half as long; good is a batch that is neither and of which no sample was rejected. At
/// the start, where there is nothing to go back to, it halves the smoothing radius instead. After forty such retreats it has diverged.</para>
/// <para>Backtracking compares the estimated costs before and after a step on the same noise and asks for a fall of at least
/// 10⁻⁴·η·(‖∇̂J‖² − tr Cov ∇̂J), the bracket being without bias for ‖∇J‖² (a batch of one does not know its variance, and takes none
/// off); a step that does not bring it is halved, at most ten times in an iteration, after which θ stays where it is. Where the variance
/// outweighs the bracket, a step may fail for its direction rather than its length: it is tried once, and the next one is shorter by the
/// power 2/3 of what a success would have made it longer, so that two successes in five keep its length and tosses of a coin do not wear
/// the steps away (a rule of Rechenberg's kind, 1973, whose one in five is for directions that are chance altogether). Where the bracket is
/// less than eight times the variance and all halvings fail, the direction was chance after all, and it is the same.</para>
/// <para>Allocates nothing between <see cref="Save"/>s. Source: multi-population LQ mean-field games, Algorithm 2, with the factor D/r
/// corrected; Fazel et al. (2018), algorithm 1.</para>
/// </remarks>
public sealed class ZeroOrderDescent : ILearner
{
    /// <summary>So many retreats shrink a step by 10¹²: what is still unstable then is not so because of its length.</summary>
    private const int MostRetreats = 40;

    /// <summary>Halvings within one iteration; the next one goes on from there.</summary>
    private const int MostTrials = 10;

    /// <summary>The share of the fall foretold by the gradient that must be seen (Armijo); small, as is usual.</summary>
    private const double SufficientFall = 1e-4;

    /// <summary>After a success the next iteration tries a longer step: two in a row make up for one halving and more.</summary>
    private const double Growth = 1.5;

    /// <summary>What a failure in a direction that may be chance shrinks steps by: Growth^(−2/3).</summary>
    private const double Patience = 0.7631;

    /// <summary>So many variances make a slope certain: pure noise in two directions has as much once in 10 000.</summary>
    private const double Certain = 8;

    private const ulong TrialNoise = 3;
    private const string Kind = "zero-order descent";

    private readonly ICostOracle _oracle;
    private readonly DescentOptions _options;
    private readonly GradientEstimator _estimator;
    private readonly double[] _parameters;
    private readonly double[] _good;
    private readonly double[] _gradient;
    private readonly double[] _rows;
    private readonly ulong[] _keys;
    private readonly double[] _costs;
    private double _scale = 1;
    private double _goodCost = double.PositiveInfinity;
    private double _radius;
    private int _retreats;
    private bool _moved;

    /// <summary>Prepares a descent.</summary>
    /// <param name="oracle">The costs.</param>
    /// <param name="start">θ at the start, D entries; the plant must survive it.</param>
    /// <param name="options">The settings.</param>
    /// <exception cref="ArgumentException">The start has another size than the oracle's parameters, or a setting is out of range.</exception>
    public ZeroOrderDescent(ICostOracle oracle, ReadOnlySpan<double> start, DescentOptions options)
    {
        ArgumentNullException.ThrowIfNull(oracle);
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        int count = oracle.ParameterCount, batch = options.Gradient.Batch;
        if (start.Length != count)
        {
            throw new ArgumentException($"start has {start.Length} entries, expected {count}.", nameof(start));
        }

        _oracle = oracle;
        _options = options;
        _estimator = new GradientEstimator(oracle, options.Gradient);
        _parameters = start.ToArray();
        _good = start.ToArray();
        _gradient = new double[count];
        bool compares = options.Step.Kind == StepKind.Backtracking;
        _rows = new double[compares ? SpanLength.Of(2, batch, count, nameof(options)) : 0];
        _keys = new ulong[compares ? batch : 0];
        _costs = new double[compares ? SpanLength.Of(2L * batch, nameof(options)) : 0];
        _radius = options.Gradient.Radius;
    }

    /// <inheritdoc/>
    public int Iteration { get; private set; }

    /// <inheritdoc/>
    public LearnerStatus Status { get; private set; }

    /// <inheritdoc/>
    public LearningAccount Account { get; private set; }

    /// <summary>θ.</summary>
    public ReadOnlySpan<double> Parameters => _parameters;

    /// <summary>What the last gradient was worth; NaN after <see cref="Restore"/>.</summary>
    public GradientEstimate LastEstimate { get; private set; } = new(double.NaN, double.NaN, 0, 0, 0);

    /// <summary>‖∇̂J‖ of the last estimate.</summary>
    public double LastGradientNorm => Directions.Norm(_gradient);

    /// <inheritdoc/>
    public void Advance(CancellationToken cancellation = default)
    {
        Learners.RequireRunning(this);
        cancellation.ThrowIfCancellationRequested();
        GradientEstimate estimate = _estimator.Estimate(_parameters, (ulong)Iteration, _radius, _gradient);
        LastEstimate = estimate;
        Charge(estimate.Rollouts, estimate.Rejected);
        if (estimate.Accepted == 0 || Math.Abs(estimate.Cost) > _goodCost * _options.Gradient.Rejection)
        {
            Retreat();
        }
        else if (Directions.Norm(_gradient) < _options.Tolerance)
        {
            Status = LearnerStatus.Finished;
        }
        else
        {
            Improve(estimate);
        }

        Iteration++;
    }

    /// <inheritdoc/>
    public LearnerState Save() =>
        new(Kind, Iteration, Status, Account, [_scale, _radius, _goodCost, _retreats, _moved ? 1 : 0, .. _parameters, .. _good], []);

    /// <inheritdoc/>
    public void Restore(LearnerState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        const int Scalars = 5;
        int count = _parameters.Length;
        state.Require(Kind, Scalars + (2 * count), 0);
        (_scale, _radius, _goodCost) = (state.Values[0], state.Values[1], state.Values[2]);
        (_retreats, _moved) = ((int)state.Values[3], state.Values[4] != 0);
        for (int i = 0; i < count; i++)
        {
            _parameters[i] = state.Values[Scalars + i];
            _good[i] = state.Values[Scalars + count + i];
        }

        (Iteration, Status, Account) = (state.Iteration, state.Status, state.Account);
        LastEstimate = new GradientEstimate(double.NaN, double.NaN, 0, 0, 0);
        _gradient.AsSpan().Fill(double.NaN);
    }

    /// <summary>destination ← Proj(θ − η·∇̂J); θ itself may be the destination.</summary>
    private void Step(double length, Span<double> destination)
    {
        TensorPrimitives.FusedMultiplyAdd(_gradient, -length, _parameters, destination);
        Ball.Project(destination, _options.Ball);
    }

    private void Improve(GradientEstimate estimate)
    {
        if (estimate.Rejected == 0)
        {
            _parameters.CopyTo(_good, 0);
            _goodCost = Math.Abs(estimate.Cost);
        }

        if (_options.Step.Kind == StepKind.Backtracking)
        {
            Search(estimate.Variance);
        }
        else
        {
            Step(_scale * _options.Step.At(Iteration), _parameters);
            _moved = true;
        }
    }

    private void Retreat()
    {
        _retreats++;
        if (_retreats > MostRetreats)
        {
            Status = LearnerStatus.Diverged;
        }
        else if (_moved)
        {
            _good.CopyTo(_parameters, 0);
            _scale /= 2;
            Account += new LearningAccount(0, 0, 1);
        }
        else
        {
            _radius /= 2;
        }
    }

    private void Search(double variance)
    {
        int batch = _keys.Length, count = _parameters.Length;
        double norm = Directions.Norm(_gradient), square = norm * norm;

        // E‖∇̂J‖² is ‖∇J‖² and the variance; a batch of one does not know its own.
        double slope = double.IsNaN(variance) ? square : Math.Max(0, square - variance);
        bool clear = double.IsNaN(variance) || slope > variance;
        int trials = clear ? MostTrials : 1;
        double scale = _scale;
        for (int i = 0; i < batch; i++)
        {
            _keys[i] = NoiseKey.Of(_options.Gradient.Seed, TrialNoise, (ulong)Iteration, (ulong)i);
            _parameters.CopyTo(_rows, i * count);
        }

        for (int trial = 0; trial < trials; trial++)
        {
            double length = _scale * _options.Step.Step;
            Span<double> candidate = _rows.AsSpan(batch * count, count);
            Step(length, candidate);
            for (int i = 1; i < batch; i++)
            {
                candidate.CopyTo(_rows.AsSpan((batch + i) * count, count));
            }

            _oracle.Evaluate(_rows, _keys, _costs);
            if (Fall() >= SufficientFall * length * slope)
            {
                candidate.CopyTo(_parameters);
                _moved = true;
                _scale *= Growth;
                return;
            }

            _scale /= 2;
        }

        if (slope < Certain * variance)
        {
            _scale = scale * Patience;
        }
    }

    /// <summary>The mean of J(θ) − J(candidate) over the trial's noise; −∞ where a rollout of the candidate diverged.</summary>
    private double Fall()
    {
        int batch = _keys.Length, rejected = 0, counted = 0;
        double sum = 0;
        for (int i = 0; i < batch; i++)
        {
            double before = _costs[i], after = _costs[batch + i];
            if (!double.IsFinite(after))
            {
                rejected++;
            }
            else if (double.IsFinite(before))
            {
                sum += before - after;
                counted++;
            }
        }

        Charge(_costs.Length, rejected);
        return rejected > 0 || counted == 0 ? double.NegativeInfinity : sum / counted;
    }

    private void Charge(int rollouts, int rejected) =>
        Account += new LearningAccount(rollouts, (long)rollouts * _oracle.StepsPerRollout, rejected);
}
