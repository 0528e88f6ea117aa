using System;
using System.Threading.Tasks;
using SpanLqr.Rollouts;
using SpanLqr.ZeroOrder;

namespace SpanLqr.Learning;

/// <summary>Costs from our own rollouts: what stands behind <see cref="ICostOracle"/> where the plant is a model.</summary>
/// <remarks>
/// A cost depends on its row of parameters and its key alone, and not on threads or neighbours. Every call allocates the loops of its
/// rows, unlike the rollouts themselves. May be called by one thread at a time.
/// </remarks>
public sealed class RolloutCosts : ICostOracle
{
    /// <summary>Rollouts that one task takes: some vectors' worth at any width, and few enough to share.</summary>
    private const int Share = 32;

    private readonly LoopOfParameters _loopOf;
    private readonly RolloutCostOptions _options;
    private readonly RolloutOptions _rollouts;

    /// <summary>Prepares rollouts of a plant.</summary>
    /// <param name="parameterCount">D.</param>
    /// <param name="loopOf">The closed loop under given parameters; its noise must be null where rollouts start with the noise.</param>
    /// <param name="noise">W, the covariance of the noise, or of the initial state.</param>
    /// <param name="options">How.</param>
    /// <exception cref="ArgumentException">A setting is out of range.</exception>
    public RolloutCosts(int parameterCount, LoopOfParameters loopOf, double[,] noise, RolloutCostOptions options)
    {
        ArgumentNullException.ThrowIfNull(loopOf);
        ArgumentNullException.ThrowIfNull(noise);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(parameterCount, 1);
        options.Check();
        ParameterCount = parameterCount;
        (_loopOf, _options) = (loopOf, options);
        _rollouts = new RolloutOptions(options.Steps)
        {
            BurnIn = options.BurnIn,
            InitialCovariance = options.Model == RolloutModel.NoiseInitial ? noise : null,
        };
    }

    /// <inheritdoc/>
    public int ParameterCount { get; }

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

        ClosedLoop[] loops = new ClosedLoop[costs.Length];
        for (int row = 0; row < loops.Length; row++)
        {
            ReadOnlySpan<double> at = parameters.Slice(row * ParameterCount, ParameterCount);
            bool repeats = row > 0 && at.SequenceEqual(parameters.Slice((row - 1) * ParameterCount, ParameterCount));
            loops[row] = repeats ? loops[row - 1] : _loopOf(at);
        }

        double[] results = new double[costs.Length];
        ulong[] rollouts = keys.ToArray();
        int shares = ((count - 1) / Share) + 1;
        if (_options.Threads == 1 || shares == 1)
        {
            for (int share = 0; share < shares; share++)
            {
                Run(loops, rollouts, variants, share, results);
            }
        }
        else
        {
            Parallel.For(
                0,
                shares,
                new ParallelOptions { MaxDegreeOfParallelism = _options.Threads },
                share => Run(loops, rollouts, variants, share, results));
        }

        results.CopyTo(costs);
    }

    private void Run(ClosedLoop[] loops, ulong[] keys, int variants, int share, double[] results)
    {
        int first = share * Share, count = Math.Min(Share, keys.Length - first);
        ClosedLoop[] own = new ClosedLoop[variants * count];
        for (int v = 0; v < variants; v++)
        {
            Array.Copy(loops, (v * keys.Length) + first, own, v * count, count);
        }

        var engine = new RolloutEngine<double>(RolloutPlan<double>.OfPopulation(own, count), _rollouts);
        double[] costs = new double[own.Length];
        engine.Run(keys.AsSpan(first, count), costs, engine.CreateWorkspace());
        double scale = _options.Model == RolloutModel.Ergodic ? 1.0 / (_options.Steps - _options.BurnIn) : 1;
        for (int i = 0; i < costs.Length; i++)
        {
            results[(i / count * keys.Length) + first + (i % count)] = scale * costs[i];
        }
    }
}
