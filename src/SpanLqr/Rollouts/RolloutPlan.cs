using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using SpanLqr.Shapes;

namespace SpanLqr.Rollouts;

/// <summary>
/// Loops laid out for the lanes, once, before any number of rollouts run them: V variants over the same noise, each of one loop for all
/// steps or one a step, shared by all rollouts or one for each.
/// </summary>
/// <remarks>Immutable to all but its maker, and may be shared between threads. Allocates (V·stages·rollouts)·(2n² + 4n) entries.</remarks>
/// <typeparam name="T">double or float: the precision of states and noise; costs are summed up in double.</typeparam>
public sealed class RolloutPlan<T>
    where T : unmanaged, INumberBase<T>
{
    private readonly double[] _constants;

    private RolloutPlan(int stateDim, int variants, int stages, int rollouts, bool isPopulation, NoiseForm form, bool hasConstants)
    {
        StateDim = stateDim;
        Variants = variants;
        Stages = stages;
        Rollouts = rollouts;
        Form = form;
        Stride = LoopLayout.Length(stateDim);
        Lanes = isPopulation ? LaneWidth<T>.Count : 1;
        Loops = new T[SpanLength.Of((long)PaddedRollouts * stages, variants, Stride, nameof(rollouts))];
        _constants = new double[SpanLength.Of(PaddedRollouts, variants, stages, nameof(rollouts))];
        HasConstants = hasConstants;
    }

    private RolloutPlan(int variants, int stages, int rollouts, IReadOnlyList<ClosedLoop> loops, Func<int, int, int, ClosedLoop> loop)
        : this(
            loops[0].StateDim, variants, stages, rollouts, rollouts > 1, loops.Max(static loop => loop.NoiseForm), loops.Any(static loop => loop.CostConstant != 0))
    {
        for (int r = 0; r < PaddedRollouts; r++)
        {
            // Lanes beyond the last rollout repeat it, so that nothing in them overflows which does not elsewhere.
            int source = Math.Min(r, rollouts - 1);
            for (int v = 0; v < variants; v++)
            {
                for (int t = 0; t < stages; t++)
                {
                    ClosedLoop at = loop(source, v, t);
                    at.Write(Form, LoopAt(r, v, t), Lanes);
                    ConstantAt(r, v, t) = at.CostConstant;
                }
            }
        }
    }

    /// <summary>n, the number of states.</summary>
    public int StateDim { get; }

    /// <summary>V, how many loops run over the same noise.</summary>
    public int Variants { get; }

    /// <summary>Stages: 1, or the T loops of T steps.</summary>
    public int Stages { get; }

    /// <summary>The rollouts that have loops of their own; 1 where all share them.</summary>
    public int Rollouts { get; private set; }

    /// <summary>Whether each rollout has its own loops.</summary>
    internal bool IsPopulation => Lanes > 1;

    internal NoiseForm Form { get; }

    /// <summary>Whether any loop has a constant cost h.</summary>
    internal bool HasConstants { get; }

    internal T[] Loops { get; }

    internal int Stride { get; }

    /// <summary>How many loops lie side by side: 1 or the width of a vector.</summary>
    internal int Lanes { get; }

    /// <summary>The lanes that there are for the rollouts.</summary>
    internal int PaddedRollouts => (Rollouts + Lanes - 1) / Lanes * Lanes;

    /// <summary>The same loop at every step of every rollout.</summary>
    /// <param name="loop">The loop.</param>
    /// <returns>The plan.</returns>
    public static RolloutPlan<T> Of(ClosedLoop loop)
    {
        ArgumentNullException.ThrowIfNull(loop);
        return new RolloutPlan<T>(1, 1, 1, [loop], (_, _, _) => loop);
    }

    /// <summary>Several loops over the same noise (common random numbers): rollout r of all of them sees the same normals.</summary>
    /// <param name="variants">The loops, of one number of states.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="ArgumentException">There is none, or their sizes differ.</exception>
    public static RolloutPlan<T> OfVariants(IReadOnlyList<ClosedLoop> variants)
    {
        Check(variants, nameof(variants));
        return new RolloutPlan<T>(variants.Count, 1, 1, variants, (_, v, _) => variants[v]);
    }

    /// <summary>One loop a step; rollouts then have as many steps.</summary>
    /// <param name="stages">The loops of steps 0, 1, …, of one number of states.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="ArgumentException">There is none, or their sizes differ.</exception>
    public static RolloutPlan<T> OfStages(IReadOnlyList<ClosedLoop> stages)
    {
        Check(stages, nameof(stages));
        return new RolloutPlan<T>(1, stages.Count, 1, stages, (_, _, t) => stages[t]);
    }

    /// <summary>A population of policies: rollout r runs loops of its own, and variant v over the noise of r.</summary>
    /// <param name="loops">V·K loops, loop v·K + r for variant v of rollout r.</param>
    /// <param name="rollouts">K, the number of rollouts.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="ArgumentException">The count is not a multiple of K, or sizes differ.</exception>
    public static RolloutPlan<T> OfPopulation(IReadOnlyList<ClosedLoop> loops, int rollouts)
    {
        Check(loops, nameof(loops));
        ArgumentOutOfRangeException.ThrowIfLessThan(rollouts, 1);
        if (loops.Count % rollouts != 0)
        {
            throw new ArgumentException($"There are {loops.Count} loops, expected a multiple of {rollouts}, the number of rollouts.", nameof(loops));
        }

        return new RolloutPlan<T>(loops.Count / rollouts, 1, rollouts, loops, (r, v, _) => loops[(v * rollouts) + r]);
    }

    /// <summary>Room for a population, whose loops its owner writes before each run; the noise is written already.</summary>
    /// <param name="stateDim">n.</param>
    /// <param name="variants">V.</param>
    /// <param name="rollouts">The most rollouts of a run.</param>
    /// <param name="noiseFactor">L, the same for all, or null for no noise.</param>
    internal static RolloutPlan<T> RoomFor(int stateDim, int variants, int rollouts, double[,]? noiseFactor)
    {
        NoiseForm form = noiseFactor is null ? NoiseForm.None : NoiseFactorLayout.FormOf(noiseFactor);
        RolloutPlan<T> plan = new(stateDim, variants, 1, rollouts, true, form, true);
        for (int i = 0; noiseFactor is not null && i < plan.PaddedRollouts * variants; i++)
        {
            NoiseFactorLayout.Write(noiseFactor, form, plan.LoopAt(i / variants, i % variants, 0)[(LoopLayout.Noise(stateDim) * plan.Lanes)..], plan.Lanes);
        }

        return plan;
    }

    /// <summary>The offset of a loop, for a block of as many rollouts as a vector has lanes.</summary>
    internal int Start(int block, int variant, int stage) => ((((block * Variants) + variant) * Stages) + stage) * Stride * Lanes;

    /// <summary>The entries of a loop, entry k at k·<see cref="Lanes"/>.</summary>
    internal Span<T> LoopAt(int rollout, int variant, int stage) => Loops.AsSpan(Start(rollout / Lanes, variant, stage) + (rollout % Lanes));

    /// <summary>h of a loop.</summary>
    internal ref double ConstantAt(int rollout, int variant, int stage) => ref _constants[(((rollout * Variants) + variant) * Stages) + stage];

    /// <summary>Uses room for fewer rollouts, or for more again.</summary>
    internal void Use(int rollouts)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rollouts * Variants * Stages, _constants.Length);
        Rollouts = rollouts;
    }

    /// <summary>Σ h over the steps that count.</summary>
    internal double ConstantSum(long rollout, int variant, int burnIn, int steps)
    {
        ReadOnlySpan<double> constants = _constants.AsSpan((int)(((IsPopulation ? rollout : 0) * Variants) + variant) * Stages, Stages);
        if (Stages == 1)
        {
            return constants[0] * (steps - burnIn);
        }

        double sum = 0;
        foreach (double constant in constants[burnIn..])
        {
            sum += constant;
        }

        return sum;
    }

    private static void Check(IReadOnlyList<ClosedLoop> loops, string name)
    {
        ArgumentNullException.ThrowIfNull(loops, name);
        if (loops.Count == 0)
        {
            throw new ArgumentException("There is no loop.", name);
        }

        for (int i = 0; i < loops.Count; i++)
        {
            ArgumentNullException.ThrowIfNull(loops[i], name);
            if (loops[i].StateDim != loops[0].StateDim)
            {
                throw new ArgumentException($"Loop {i} has {loops[i].StateDim} states, expected {loops[0].StateDim}, as loop 0 has.", name);
            }
        }
    }
}
