using System;
using System.Collections.Generic;
using SpanLqr.Rollouts;
using SpanLqr.ZeroOrder;

namespace SpanLqr.Learning;

/// <summary>Costs from our own rollouts: what stands behind <see cref="ICostOracle"/> where the plant is a model.</summary>
/// <remarks>
/// A cost depends on its row of parameters and its key alone, and not on threads or neighbours. On one thread nothing allocates but the
/// first call with each number of variants. May be called by one thread at a time.
/// </remarks>
public sealed class RolloutCosts : ICostOracle
{
    private readonly ILoopFamily _family;
    private readonly RolloutCostOptions _options;
    private readonly RolloutOptions _rollouts;
    private readonly double[,]? _noiseFactor;
    private readonly double _scale;
    private readonly OracleShares _shares;
    private readonly Dictionary<int, FamilyRollouts[]> _workers = [];

    /// <summary>Prepares rollouts of a plant.</summary>
    /// <param name="family">The closed loop under given parameters.</param>
    /// <param name="noise">W, the covariance of the noise, or of the initial state.</param>
    /// <param name="options">How.</param>
    /// <exception cref="ArgumentException">W has another size than the loops or is not semidefinite, or a setting is out of range.</exception>
    public RolloutCosts(ILoopFamily family, double[,] noise, RolloutCostOptions options)
    {
        ArgumentNullException.ThrowIfNull(family);
        ArgumentNullException.ThrowIfNull(noise);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(family.ParameterCount, 1, nameof(family));
        options.Check();
        Arrays.Check(noise, family.StateDim, family.StateDim, nameof(noise));
        bool isErgodic = options.Model == RolloutModel.Ergodic;
        (_family, _options) = (family, options);
        _rollouts = new RolloutOptions(options.Steps) { BurnIn = options.BurnIn, InitialCovariance = isErgodic ? null : noise };
        _noiseFactor = isErgodic ? CovarianceFactor.Of(noise, nameof(noise)) : null;
        _shares = new OracleShares(options.Threads, RunShare);
        _scale = isErgodic ? 1.0 / (options.Steps - options.BurnIn) : 1;
    }

    /// <inheritdoc/>
    public int ParameterCount => _family.ParameterCount;

    /// <inheritdoc/>
    public int StepsPerRollout => _options.Steps;

    /// <inheritdoc/>
    public void Evaluate(ReadOnlySpan<double> parameters, ReadOnlySpan<ulong> keys, Span<double> costs)
    {
        int count = keys.Length, variants = count == 0 ? 0 : costs.Length / count;
        if (parameters.Length != costs.Length * ParameterCount || costs.Length != variants * count)
        {
            throw new ArgumentException(
                $"There are {parameters.Length} parameters for {costs.Length} costs of {count} keys, expected {ParameterCount} for each cost.",
                nameof(parameters));
        }

        if (count == 0)
        {
            return;
        }

        Prepare(variants);
        _shares.Run(Math.Min(_options.Threads, ((count - 1) / FamilyRollouts.Batch) + 1), parameters, keys, costs);
    }

    private void RunShare(int share, int shares, ReadOnlySpan<double> parameters, ReadOnlySpan<ulong> keys, Span<double> costs)
    {
        FamilyRollouts rollouts = _workers[costs.Length / keys.Length][share];
        for (int first = share * FamilyRollouts.Batch; first < keys.Length; first += shares * FamilyRollouts.Batch)
        {
            rollouts.Run(parameters, keys, first, _scale, costs);
        }
    }

    /// <summary>The workers of all threads for a number of variants.</summary>
    private void Prepare(int variants)
    {
        if (_workers.ContainsKey(variants))
        {
            return;
        }

        FamilyRollouts[] workers = new FamilyRollouts[_options.Threads];
        for (int i = 0; i < workers.Length; i++)
        {
            workers[i] = new FamilyRollouts(_family, variants, _noiseFactor, _rollouts);
        }

        _workers.Add(variants, workers);
    }
}
