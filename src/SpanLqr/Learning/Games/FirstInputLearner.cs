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
/// measured mixing, in place of a horizon and a burn-in. A loop that has not settled is improved over the steps that it had, so the start need not be stable.</para>
/// <para>Diverged where no rollout of any length has a finite cost. Needs a simulator without noise; the seed of nothing enters.</para>
/// </remarks>
public sealed class FirstInputLearner : ILearner
{
    private const string Kind = "mean-field game by first inputs";

    // A share below this cannot tell a slow approach from none.
    private const double LeastShare = 1.0 / 64;

    // Halvings of a move that would make the mean field unstable.
    private const int MaxHalvings = 6;

    private readonly IFirstInputSimulator _simulator;
    private readonly FirstInputOptions _options;
    private AffinePolicy[] _policies;
    private double _share = 1;
    private double _lastMove = double.PositiveInfinity;

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

        // Best responses that drive each other apart are followed by a share only.
        if (move > _lastMove)
        {
            _share = Math.Max(LeastShare, 0.5 * _share);
        }

        _lastMove = move;
        improved = _policies.Zip(improved, (old, next) => PolicyEntries.Between(old, next, _share)).ToArray();
        Iteration++;
        bool stable = TryPublish(ref improved);
        _policies = improved;
        bool arrived = stable && settled && move <= _options.Tolerance;
        Status = arrived || Iteration == _options.Rounds ? LearnerStatus.Finished : LearnerStatus.Running;
    }

    /// <inheritdoc/>
    public LearnerState Save() => new(Kind, Iteration, Status, Account, [.. _policies.SelectMany(PolicyEntries.Of), _share, _lastMove], []);

    /// <inheritdoc/>
    public void Restore(LearnerState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        _policies = PolicyEntries.Restore(state, Kind, _policies, 2);
        (_share, _lastMove) = (state.Values[^2], state.Values[^1]);
        (Iteration, Status, Account) = (state.Iteration, state.Status, state.Account);
        _simulator.Announce(_policies);
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
        for (int steps = _options.FirstSteps; steps <= most; steps *= 2)
        {
            if (FirstInputSlopes.Of(_simulator, l, policy, steps) is not { } slopes || slopes.Improve(policy) is not { } next)
            {
                break;
            }

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
