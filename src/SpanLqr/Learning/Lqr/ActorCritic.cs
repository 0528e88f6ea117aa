using System;
using System.Threading;
using SpanLqr.Riccati;
using SpanLqr.ZeroOrder;

namespace SpanLqr.Learning.Lqr;

/// <summary>Natural actor–critic for one regulator: K ← K − η·Ê_K, Ê_K = Δ̂₂₂K − Δ̂₂₁ from a critic; 2E_K is the natural gradient.</summary>
/// <remarks>
/// <para>Where the critic has no answer, because the plant diverged or its equations were singular, the actor goes back to the gain before
/// its last step, and all its later steps are half as long. After forty such retreats, or if there is nothing to go back to, it has
/// diverged.</para>
/// <para>Allocates nothing between <see cref="Save"/>s. Source: hierarchical-lqr-actor-critic, Algorithm 2, for one system.</para>
/// </remarks>
public sealed class ActorCritic : ILearner
{
    /// <summary>So many retreats shrink a step by 10¹²: what is still unstable then is not so because of its length.</summary>
    private const int MostRetreats = 40;

    private const string Kind = "actor-critic";

    private readonly ICritic _critic;
    private readonly ActorCriticOptions _options;
    private readonly double[] _gain;
    private readonly double[] _previous;
    private readonly double[] _direction;
    private readonly double[] _actionValue;
    private readonly double[] _curvature;
    private readonly double[] _eigenvalues;
    private readonly double[] _workspace;
    private double _scale = 1;
    private int _retreats;

    /// <summary>Prepares an actor.</summary>
    /// <param name="critic">The critic.</param>
    /// <param name="start">K at the start, m×n, stabilising.</param>
    /// <param name="options">The settings.</param>
    /// <exception cref="ArgumentException">The start has another size than the critic's policies, or a setting is out of range.</exception>
    public ActorCritic(ICritic critic, ReadOnlySpan<double> start, ActorCriticOptions options)
    {
        ArgumentNullException.ThrowIfNull(critic);
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        int n = critic.StateDim, m = critic.InputDim;
        if (start.Length != m * n)
        {
            throw new ArgumentException($"start has {start.Length} entries, expected {m}×{n}.", nameof(start));
        }

        _critic = critic;
        _options = options;
        _gain = start.ToArray();
        _previous = start.ToArray();
        _direction = new double[m * n];
        _actionValue = new double[(n + m) * (n + m)];
        _curvature = new double[m * m];
        _eigenvalues = new double[m];
        _workspace = new double[SymmetricEigenvalues.WorkspaceLength(m)];
    }

    /// <inheritdoc/>
    public int Iteration { get; private set; }

    /// <inheritdoc/>
    public LearnerStatus Status { get; private set; }

    /// <inheritdoc/>
    public LearningAccount Account { get; private set; }

    /// <summary>K, m×n.</summary>
    public ReadOnlySpan<double> Gain => _gain;

    /// <summary>Ĉ of the gain before the last step; NaN where there is none.</summary>
    public double LastCost { get; private set; } = double.NaN;

    /// <summary>‖Ê_K‖_F of the gain before the last step; NaN where there is none.</summary>
    public double LastGradientNorm { get; private set; } = double.NaN;

    /// <inheritdoc/>
    public void Advance(CancellationToken cancellation = default)
    {
        Learners.RequireRunning(this);
        cancellation.ThrowIfCancellationRequested();
        CriticEstimate estimate = _critic.Evaluate(_gain, Iteration, _actionValue);
        Account += new LearningAccount(estimate.Trajectories, estimate.Steps, estimate.IsOk ? 0 : 1);
        double step = estimate.IsOk ? StepLength() : double.NaN;
        if (double.IsFinite(step))
        {
            LastCost = estimate.Cost;
            Improve(step);
        }
        else
        {
            // What the critic said leads nowhere, and is nothing for it to start from either.
            _actionValue.AsSpan().Clear();
            Retreat();
        }

        Iteration++;
    }

    /// <inheritdoc/>
    public LearnerState Save() => new(Kind, Iteration, Status, Account, [_scale, _retreats, .. _gain, .. _previous, .. _actionValue], []);

    /// <inheritdoc/>
    public void Restore(LearnerState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        const int Scalars = 2;
        int count = _gain.Length, tail = Scalars + (2 * count);
        state.Require(Kind, tail + _actionValue.Length, 0);
        (_scale, _retreats) = (state.Values[0], (int)state.Values[1]);
        for (int i = 0; i < count; i++)
        {
            _gain[i] = state.Values[Scalars + i];
            _previous[i] = state.Values[Scalars + count + i];
        }

        for (int i = 0; i < _actionValue.Length; i++)
        {
            _actionValue[i] = state.Values[tail + i];
        }

        (Iteration, Status, Account) = (state.Iteration, state.Status, state.Account);
        (LastCost, LastGradientNorm) = (double.NaN, double.NaN);
    }

    /// <summary>η; NaN where the estimated curvature is no curvature.</summary>
    private double StepLength()
    {
        double length = _scale * _options.Step.Rule.At(Iteration);
        if (!_options.Step.RelativeToCurvature)
        {
            return length;
        }

        int n = _critic.StateDim, m = _critic.InputDim;
        for (int i = 0; i < m; i++)
        {
            _actionValue.AsSpan(((n + i) * (n + m)) + n, m).CopyTo(_curvature.AsSpan(i * m));
        }

        SolveStatus status = SymmetricEigenvalues.Compute(m, _curvature, _eigenvalues, _workspace);
        double largest = _eigenvalues[m - 1];
        return status == SolveStatus.Ok && largest > 0 ? length / largest : double.NaN;
    }

    private void Improve(double step)
    {
        int n = _critic.StateDim, m = _critic.InputDim, order = n + m;
        for (int i = 0; i < m; i++)
        {
            ReadOnlySpan<double> row = _actionValue.AsSpan((n + i) * order, order);
            for (int j = 0; j < n; j++)
            {
                double sum = -row[j];
                for (int k = 0; k < m; k++)
                {
                    sum = Math.FusedMultiplyAdd(row[n + k], _gain[(k * n) + j], sum);
                }

                _direction[(i * n) + j] = sum;
            }
        }

        LastGradientNorm = Directions.Norm(_direction);
        if (LastGradientNorm < _options.Tolerance)
        {
            Status = LearnerStatus.Finished;
            return;
        }

        _gain.CopyTo(_previous, 0);
        for (int i = 0; i < _gain.Length; i++)
        {
            _gain[i] = Math.FusedMultiplyAdd(-step, _direction[i], _gain[i]);
        }
    }

    private void Retreat()
    {
        _retreats++;
        _scale /= 2;
        if (_retreats > MostRetreats || _previous.AsSpan().SequenceEqual(_gain))
        {
            Status = LearnerStatus.Diverged;
        }

        _previous.CopyTo(_gain, 0);
    }
}
