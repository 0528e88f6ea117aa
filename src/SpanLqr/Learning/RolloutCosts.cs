using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using SpanLqr.Lqr;
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

        FamilyRollouts[] workers = Workers(variants);
        int threads = Math.Min(workers.Length, ((count - 1) / FamilyRollouts.Share) + 1);
        if (threads > 1)
        {
            RunInParallel(workers.AsMemory(0, threads), parameters, keys, costs);
            return;
        }

        for (int first = 0; first < count; first += FamilyRollouts.Share)
        {
            workers[0].Run(parameters, keys, first, _scale, costs);
        }
    }

    private void RunInParallel(ReadOnlyMemory<FamilyRollouts> workers, ReadOnlySpan<double> parameters, ReadOnlySpan<ulong> keys, Span<double> costs)
    {
        // Spans do not cross threads.
        double[] rows = parameters.ToArray(), results = new double[costs.Length];
        ulong[] noises = keys.ToArray();
        Parallel.For(
            0,
            workers.Length,
            worker =>
            {
                for (int first = worker * FamilyRollouts.Share; first < noises.Length; first += workers.Length * FamilyRollouts.Share)
                {
                    workers.Span[worker].Run(rows, noises, first, _scale, results);
                }
            });
        results.CopyTo(costs);
    }

    /// <summary>One for each thread, made once for each number of variants.</summary>
    private FamilyRollouts[] Workers(int variants)
    {
        if (!_workers.TryGetValue(variants, out FamilyRollouts[]? workers))
        {
            workers = new FamilyRollouts[_options.Threads];
            for (int i = 0; i < workers.Length; i++)
            {
                workers[i] = new FamilyRollouts(_family, variants, _noiseFactor, _rollouts);
            }

            _workers.Add(variants, workers);
        }

        return workers;
    }
}
