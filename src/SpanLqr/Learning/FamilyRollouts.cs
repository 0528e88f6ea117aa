using System;
using SpanLqr.Rollouts;

namespace SpanLqr.Learning;

/// <summary>The rollouts of a family that one thread runs: loops are written straight into the lanes of one plan, again and again.</summary>
internal sealed class FamilyRollouts
{
    /// <summary>The most rollouts of a run: whole vectors at any width, few enough to share among threads and to stay in the cache.</summary>
    public const int Batch = 32;

    private readonly ILoopFamily _family;
    private readonly RolloutPlan<double> _plan;
    private readonly RolloutEngine<double> _engine;
    private readonly RolloutWorkspace<double> _workspace;
    private readonly double[] _costs;

    public FamilyRollouts(ILoopFamily family, int variants, double[,]? noiseFactor, RolloutOptions options)
    {
        _family = family;
        _plan = RolloutPlan<double>.RoomFor(family.StateDim, variants, Batch, noiseFactor);
        _engine = new RolloutEngine<double>(_plan, options);
        _workspace = _engine.CreateWorkspace();
        _costs = new double[SpanLength.Of((long)variants * Batch, nameof(variants))];
    }

    /// <summary>The summed costs of some of the keys.</summary>
    /// <param name="parameters">Rows of all keys, variant after variant.</param>
    /// <param name="keys">All keys.</param>
    /// <param name="first">The first of at most <see cref="Batch"/> keys that are run.</param>
    /// <param name="scale">What costs are multiplied by.</param>
    /// <param name="costs">One for each row, of which those of the keys are written.</param>
    public void Run(ReadOnlySpan<double> parameters, ReadOnlySpan<ulong> keys, int first, double scale, Span<double> costs)
    {
        int count = Math.Min(Batch, keys.Length - first), length = _family.ParameterCount;
        _plan.Use(count);
        for (int v = 0; v < _plan.Variants; v++)
        {
            for (int r = 0; r < _plan.PaddedRollouts; r++)
            {
                // Lanes beyond the last rollout repeat it, as in any plan.
                int row = (v * keys.Length) + first + Math.Min(r, count - 1);
                LoopEntries loop = new(_plan.StateDim, _plan.LoopAt(r, v, 0), _plan.Lanes, ref _plan.ConstantAt(r, v, 0));
                _family.Close(parameters.Slice(row * length, length), loop);
            }
        }

        Span<double> own = _costs.AsSpan(0, _plan.Variants * count);
        _engine.Run(keys.Slice(first, count), own, _workspace);
        for (int i = 0; i < own.Length; i++)
        {
            costs[(i / count * keys.Length) + first + (i % count)] = scale * own[i];
        }
    }
}
