using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using SpanLqr.Games;
using SpanLqr.ZeroOrder;

namespace SpanLqr.Learning.Games;

/// <summary>Learns an equilibrium from costs: first the gains of all populations, then, these fixed, their offsets.</summary>
/// <remarks>
/// A round lets each population improve its policy by zero-order descent in the mean field as it is, and then the simulator move the mean
/// field. Diverged where the mean field of the new policies is unstable, or a descent diverges.
/// Source: multi-population LQ mean-field games, Algorithms 1 and 2.
/// </remarks>
public sealed class GameLearner : ILearner
{
    private const string Kind = "mean-field game";
    private const ulong DescentPurpose = 6;

    private readonly IMeanFieldSimulator _simulator;
    private readonly GameLearnerOptions _options;
    private readonly AffinePolicy[] _start;
    private AffinePolicy[] _policies;

    /// <summary>Prepares a learner and publishes the start.</summary>
    /// <param name="simulator">The game.</param>
    /// <param name="start">One policy a population: K¹ stabilising, and a stable mean field altogether; K² and κ are zero in the paper.</param>
    /// <param name="options">The settings.</param>
    /// <exception cref="ArgumentException">
    /// The start has another number of policies or is unstable, or a setting is out of range.
    /// </exception>
    public GameLearner(IMeanFieldSimulator simulator, IReadOnlyList<AffinePolicy> start, GameLearnerOptions options)
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
        _start = start.ToArray();
        _policies = start.ToArray();
        if (simulator.Publish(_policies, 0) is null)
        {
            throw new ArgumentException("The mean field of the first policies is not stable.", nameof(start));
        }
    }

    /// <inheritdoc/>
    public int Iteration { get; private set; }

    /// <inheritdoc/>
    public LearnerStatus Status { get; private set; }

    /// <inheritdoc/>
    public LearningAccount Account { get; private set; }

    /// <summary>The policies of all populations.</summary>
    public IReadOnlyList<AffinePolicy> Policies => _policies;

    /// <summary>Whether the next round is one of gains.</summary>
    public bool LearnsGains => Iteration < _options.GainRounds;

    /// <inheritdoc/>
    public void Advance(CancellationToken cancellation = default)
    {
        Learners.RequireRunning(this);
        AffinePolicy[] improved = new AffinePolicy[_policies.Length];
        for (int l = 0; l < improved.Length; l++)
        {
            improved[l] = Improve(l, cancellation);
            if (Status == LearnerStatus.Diverged)
            {
                return;
            }
        }

        Iteration++;
        if (_simulator.Publish(improved, Iteration) is not { } account)
        {
            Status = LearnerStatus.Diverged;
            return;
        }

        Account += account;
        _policies = improved;
        Status = Iteration == _options.GainRounds + _options.OffsetRounds ? LearnerStatus.Finished : LearnerStatus.Running;
    }

    /// <inheritdoc/>
    public LearnerState Save() => new(Kind, Iteration, Status, Account, _policies.SelectMany(PolicyEntries.Of).ToArray(), []);

    /// <inheritdoc/>
    public void Restore(LearnerState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        _policies = PolicyEntries.Restore(state, Kind, _policies);
        (Iteration, Status, Account) = (state.Iteration, state.Status, state.Account);
        _simulator.Publish(_policies, Iteration);
    }

    private AffinePolicy Improve(int l, CancellationToken cancellation)
    {
        bool gains = LearnsGains;
        AffinePolicy origin = !_options.WarmStart && gains ? _start[l] : _policies[l];
        DescentOptions options = gains ? _options.Gains : _options.Offsets;
        ICostOracle costs = gains ? _simulator.GainCosts(l) : _simulator.OffsetCosts(l);
        double[] entries = gains ? Stack(origin.OwnGain, origin.MeanFieldGain) : (_options.WarmStart ? origin : _start[l]).Offset;
        ulong seed = NoiseKey.Of(options.Gradient.Seed, DescentPurpose, (ulong)Iteration, (ulong)l);
        ZeroOrderDescent descent = new(costs, entries, options with { Gradient = options.Gradient with { Seed = seed } });
        Learners.Run(descent, gains ? _options.GainIterations : _options.OffsetIterations, null, cancellation);
        Account += descent.Account;
        if (descent.Status == LearnerStatus.Diverged)
        {
            Status = LearnerStatus.Diverged;
        }

        return gains ? Unstack(descent.Parameters, origin) : origin with { Offset = descent.Parameters.ToArray() };
    }

    /// <summary>[K¹ K²], row by row.</summary>
    private static double[] Stack(double[,] own, double[,] meanField)
    {
        int rows = own.GetLength(0), m = own.GetLength(1), order = meanField.GetLength(1);
        double[] entries = new double[rows * (m + order)];
        for (int i = 0; i < entries.Length; i++)
        {
            int row = i / (m + order), column = i % (m + order);
            entries[i] = column < m ? own[row, column] : meanField[row, column - m];
        }

        return entries;
    }

    private static AffinePolicy Unstack(ReadOnlySpan<double> entries, AffinePolicy like)
    {
        int rows = like.OwnGain.GetLength(0), m = like.OwnGain.GetLength(1), order = like.MeanFieldGain.GetLength(1);
        double[,] own = new double[rows, m], meanField = new double[rows, order];
        for (int i = 0; i < entries.Length; i++)
        {
            int row = i / (m + order), column = i % (m + order);
            if (column < m)
            {
                own[row, column] = entries[i];
            }
            else
            {
                meanField[row, column - m] = entries[i];
            }
        }

        return new AffinePolicy(own, meanField, like.Offset);
    }
}
