using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using SpanLqr.Games;

namespace SpanLqr.Learning.Games;

/// <summary>Learns an equilibrium from quiet rollouts whose first input is pushed: gains and offsets at once, without a step size.</summary>
/// <remarks>
/// <para>The cost of such a rollout is exactly quadratic in the push, J + b(s)'d + d'Gd, and b affine in the start, so that as many starts as the agent and the
/// mean fields have states, and one more, tell the best first input −½G⁻¹b(s) everywhere. Played in every step it is one step of policy iteration (Hewer, 1971).
/// A round takes one for each population and then lets the simulator move the mean field, by a share of the way where moves do not shrink. Rollouts are doubled in length until the policies that they make no longer move: the
/// measured mixing, in place of a horizon and a burn-in. Until every loop settles only own gains are learned, over the steps that a loop had, so the
/// start need not be stable.</para>
/// <para>Diverged where no rollout of any length has a finite cost. Needs a simulator without noise; the seed of nothing enters.</para>
/// </remarks>
public sealed class FirstInputLearner : ILearner
{
    private const string Kind = "mean-field game by first inputs";
    private const string EstimatedBy = "what the last rounds moved";

    // Of a saved state, beside the policies.
    private const int OwnValues = 5;

    // A share below this cannot tell a slow approach from none.
    private const double LeastShare = 1.0 / 64;

    // Twice as many steps of a loop that forgets cost about twice as much; one that costs so much more does not.
    private const double GrowthOfUnsettled = 32;

    // Halvings of a move that would make the mean field unstable.
    private const int MaxHalvings = 6;

    private readonly IFirstInputSimulator _simulator;
    private readonly FirstInputOptions _options;
    private AffinePolicy[] _policies;
    private bool _together;
    private double _share = 1;
    private double _lastMove = double.PositiveInfinity;
    private double _moveBefore = double.PositiveInfinity;
    private bool _hasArrived;

    /// <summary>Prepares a learner and announces the start.</summary>
    /// <param name="simulator">The game.</param>
    /// <param name="start">One policy a population; zero will do.</param>
    /// <param name="options">The settings.</param>
    /// <exception cref="ArgumentException">The start has another number of policies, or a setting is out of range.</exception>
    public FirstInputLearner(IFirstInputSimulator simulator, IReadOnlyList<AffinePolicy> start, FirstInputOptions options)
    {
        ArgumentNullException.ThrowIfNull(simulator);
        ArgumentNullException.ThrowIfNull(start);
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        if (start.Count != simulator.PopulationCount)
        {
            throw new ArgumentException($"There are {start.Count} policies, expected {simulator.PopulationCount}.", nameof(start));
        }

        (_simulator, _options) = (simulator, options);
        _policies = start.ToArray();
        _simulator.Announce(_policies);
    }

    /// <inheritdoc/>
    public int Iteration { get; private set; }

    /// <inheritdoc/>
    public LearnerStatus Status { get; private set; }

    /// <inheritdoc/>
    public LearningAccount Account { get; private set; }

    /// <summary>How far the policies still are from those of an equilibrium, by what the last rounds moved.</summary>
    /// <remarks>Moves that shrink by a factor q a round have move·q/(1 − q) to go.</remarks>
    public LearningVerdict Verdict
    {
        get
        {
            double shrinking = _lastMove < _moveBefore ? _lastMove / _moveBefore : 1;
            double gap = (shrinking < 1 ? _lastMove / (1 - shrinking) : double.PositiveInfinity) + _options.HorizonTolerance;
            return Status switch
            {
                LearnerStatus.Running => LearningVerdict.OfRunning(gap, EstimatedBy),
                LearnerStatus.Diverged => new LearningVerdict(
                    StopReason.Diverged, double.PositiveInfinity, EstimatedBy, "the learner diverged: no rollout of any length has a finite cost"),
                _ when _hasArrived => new LearningVerdict(StopReason.Target, gap, EstimatedBy, "the policies no longer move"),
                _ => new LearningVerdict(
                    StopReason.NoProgress, gap, EstimatedBy, $"the rounds are over, and the policies still move by {Lqr.Words.Percent(_lastMove)} a round"),
            };
        }
    }

    /// <summary>The policies of all populations.</summary>
    public IReadOnlyList<AffinePolicy> Policies => _policies;

    /// <inheritdoc/>
    public void Advance(CancellationToken cancellation = default)
    {
        Learners.RequireRunning(this);
        AffinePolicy[] improved = new AffinePolicy[_policies.Length];
        bool settled = true;
        for (int l = 0; l < improved.Length; l++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (Improve(l, ref settled) is not { } policy)
            {
                Status = LearnerStatus.Diverged;
                return;
            }

            improved[l] = policy;
        }

        double move = improved.Select((next, l) => PolicyEntries.Distance(_policies[l], next, _simulator.StartScales(l))).Max();

        if (!_together)
        {
            // Own gains alone, before mean fields at rest, until every loop settles; then the mean field of these gains is stable.
            improved = _policies.Zip(improved, (old, next) => old with { OwnGain = next.OwnGain }).ToArray();
            Iteration++;
            if (settled && _simulator.Publish(improved, Iteration) is { } first)
            {
                Account += first;
                _together = true;
            }

            _policies = improved;
            Status = Iteration == _options.Rounds ? LearnerStatus.Finished : LearnerStatus.Running;
            return;
        }

        // Best responses that drive each other apart are followed by a share only.
        if (settled && move > _lastMove)
        {
            _share = Math.Max(LeastShare, 0.5 * _share);
        }

        _moveBefore = _lastMove;
        _lastMove = settled ? move : double.PositiveInfinity;
        improved = _policies.Zip(improved, (old, next) => PolicyEntries.Between(old, next, _share)).ToArray();
        Iteration++;
        bool stable = TryPublish(ref improved);
        _policies = improved;
        _hasArrived = stable && settled && move <= _options.Tolerance;
        Status = _hasArrived || Iteration == _options.Rounds ? LearnerStatus.Finished : LearnerStatus.Running;
    }

    /// <inheritdoc/>
    public LearnerState Save() => new(Kind, Iteration, Status, Account, [.. _policies.SelectMany(PolicyEntries.Of), _together ? 1 : 0, _share, _lastMove, _moveBefore, _hasArrived ? 1 : 0], []);

    /// <inheritdoc/>
    public void Restore(LearnerState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        _policies = PolicyEntries.Restore(state, Kind, _policies, OwnValues);
        int own = state.Values.Count - OwnValues;
        (_together, _share, _lastMove) = (state.Values[own] != 0, state.Values[own + 1], state.Values[own + 2]);
        (_moveBefore, _hasArrived) = (state.Values[own + 3], state.Values[own + 4] != 0);
        (Iteration, Status, Account) = (state.Iteration, state.Status, state.Account);
        if (!_together || _simulator.Publish(_policies, Iteration) is null)
        {
            _simulator.Announce(_policies);
        }
    }

    /// <summary>Publishes the policies, or those between the old and the new ones whose mean field is stable; announces them where none is.</summary>
    private bool TryPublish(ref AffinePolicy[] improved)
    {
        AffinePolicy[] full = improved;
        for (int halving = 0; halving <= MaxHalvings; halving++)
        {
            double share = Math.ScaleB(1, -halving);
            AffinePolicy[] trial = _policies.Zip(full, (old, next) => PolicyEntries.Between(old, next, share)).ToArray();
            if (_simulator.Publish(trial, Iteration) is { } account)
            {
                Account += account;
                improved = trial;
                return halving == 0;
            }
        }

        improved = full;
        _simulator.Announce(full);
        return false;
    }

    private AffinePolicy? Improve(int l, ref bool settled)
    {
        AffinePolicy policy = _policies[l];
        IReadOnlyList<double> scales = _simulator.StartScales(l);
        int most = (int)Math.Min(_options.MostSteps, Math.ScaleB(_options.FirstMostSteps, Math.Min(Iteration, 20)));
        AffinePolicy? found = null;
        double size = double.PositiveInfinity;
        int order = _together ? scales.Count : policy.OwnGain.GetLength(1);
        for (int steps = _options.FirstSteps; steps <= most; steps *= 2)
        {
            if (FirstInputSlopes.Of(_simulator, l, policy, steps, order) is not { } slopes
                || slopes.Size > GrowthOfUnsettled * size
                || slopes.Improve(policy) is not { } next)
            {
                break;
            }

            size = slopes.Size;

            Account += new LearningAccount(slopes.Rollouts, (long)slopes.Rollouts * steps, 0);
            if (found is not null && PolicyEntries.Distance(found, next, scales) <= _options.HorizonTolerance)
            {
                return next;
            }

            found = next;
        }

        settled = false;
        return found;
    }
}
