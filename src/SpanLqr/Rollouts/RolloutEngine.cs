using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using SpanLqr.RandomNumbers;
using SpanLqr.Shapes;

namespace SpanLqr.Rollouts;

/// <summary>Rollouts of a plan, one in each lane of a vector. The same bits in any lane, at any width, on any number of threads.</summary>
/// <remarks>
/// <para>Component i of the noise of step t of rollout r is a pure function of (seed, stream, r, t, i); in single precision rollouts
/// 2k and 2k + 1 share a generator and take half of its words each.</para>
/// <para>A step is about 3n² + 7n flops and n normals; the normals take most of the time for n ≤ 8. Nothing allocates after set-up.</para>
/// </remarks>
/// <typeparam name="T">double or float.</typeparam>
public sealed class RolloutEngine<T>
    where T : unmanaged, INumberBase<T>
{
    private readonly RolloutPlan<T> _plan;
    private readonly RolloutOptions _options;
    private readonly RolloutStart<T> _start;
    private readonly IRolloutRunner<T> _runner;
    private readonly ulong _noiseKey;
    private readonly double _costLimit;

    /// <summary>Sets rollouts up.</summary>
    /// <param name="plan">What they run.</param>
    /// <param name="options">How.</param>
    /// <exception cref="ArgumentException">
    /// The burn-in does not end before the last step; a plan of stages has not as many as there are steps; the initial law has the wrong size or is
    /// not a covariance; <typeparamref name="T"/> is neither double nor float.
    /// </exception>
    public RolloutEngine(RolloutPlan<T> plan, RolloutOptions options)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (typeof(T) != typeof(double) && typeof(T) != typeof(float))
        {
            throw new ArgumentException($"Rollouts run in double or float, not in {typeof(T).Name}.", nameof(plan));
        }

        if (options.BurnIn < 0 || options.BurnIn >= options.Steps)
        {
            throw new ArgumentException($"The burn-in is {options.BurnIn} of {options.Steps} steps, expected at least 0 and less than all.", nameof(options));
        }

        if (plan.Stages > 1 && plan.Stages != options.Steps)
        {
            throw new ArgumentException($"The plan has {plan.Stages} stages, expected one for each of {options.Steps} steps.", nameof(options));
        }

        _plan = plan;
        _options = options;
        _start = new RolloutStart<T>(plan.StateDim, options.InitialMean, options.InitialCovariance);
        _runner = RolloutDispatch<T>.For(plan);
        _noiseKey = SplitMix64.Combine(options.Seed, options.Stream);
        _costLimit = Math.Min(options.CostLimit, double.MaxValue);
    }

    /// <summary>What they run.</summary>
    public RolloutPlan<T> Plan => _plan;

    /// <summary>How.</summary>
    public RolloutOptions Options => _options;

    /// <summary>The memory that one thread needs.</summary>
    /// <returns>A workspace, which may serve any number of calls, one at a time.</returns>
    public RolloutWorkspace<T> CreateWorkspace() => new(_plan.StateDim, _plan.Variants);

    /// <summary>The summed costs of rollouts first, first + 1, …</summary>
    /// <param name="first">The first rollout; in single precision an even number.</param>
    /// <param name="costs">V·count entries, cost v·count + i that of variant v in rollout first + i; +∞ for a blow-up, never NaN.</param>
    /// <param name="workspace">From <see cref="CreateWorkspace"/>.</param>
    /// <param name="finalStates">
    /// Receives the states after the last step of variant 0, n entries a rollout, whatever they are where the cost is +∞; or empty.
    /// </param>
    /// <exception cref="ArgumentException">A length is wrong; a population has not as many rollouts; an odd first rollout in single precision.</exception>
    public void Run(ulong first, Span<double> costs, RolloutWorkspace<T> workspace, Span<double> finalStates = default)
    {
        int count = CheckCosts(costs, finalStates);
        CheckWorkspace(workspace);
        CheckEven(first);
        Span<ulong> rollouts = stackalloc ulong[64 / Unsafe.SizeOf<T>()];
        int width = LaneWidth<T>.Count;
        for (int at = 0; at < count; at += width)
        {
            int used = Math.Min(width, count - at);
            for (int lane = 0; lane < used; lane++)
            {
                rollouts[lane] = first + (ulong)(at + lane);
            }

            RunBlock(at, rollouts[..used], count, costs, workspace, finalStates);
        }
    }

    /// <summary>The summed costs of chosen rollouts: what a search with common random numbers asks for.</summary>
    /// <param name="rollouts">The rollouts; in single precision in pairs 2k, 2k + 1.</param>
    /// <param name="costs">V entries for each, as for the other overload.</param>
    /// <param name="workspace">From <see cref="CreateWorkspace"/>.</param>
    /// <exception cref="ArgumentException">A length is wrong; a population has not as many rollouts; rollouts are not paired in single precision.</exception>
    public void Run(ReadOnlySpan<ulong> rollouts, Span<double> costs, RolloutWorkspace<T> workspace)
    {
        int count = CheckCosts(costs, default);
        CheckWorkspace(workspace);
        if (rollouts.Length != count)
        {
            throw new ArgumentException($"There are {rollouts.Length} rollouts, expected {count}, one for each cost of a variant.", nameof(rollouts));
        }

        int width = LaneWidth<T>.Count;
        for (int at = 0; at < count; at += width)
        {
            ReadOnlySpan<ulong> lanes = rollouts[at..Math.Min(at + width, count)];
            for (int lane = 0; typeof(T) == typeof(float) && lane < lanes.Length; lane++)
            {
                if (lanes[lane] != lanes[lane & ~1] + (ulong)(lane & 1))
                {
                    throw new ArgumentException($"Rollout {lanes[lane]} is not beside its pair, which single precision needs.", nameof(rollouts));
                }

                CheckEven(lanes[lane & ~1]);
            }

            RunBlock(at, lanes, count, costs, workspace, default);
        }
    }

    /// <summary>The states of one rollout of variant 0, with the same bits as among others.</summary>
    /// <param name="rollout">Which rollout; of a population, its place in it.</param>
    /// <param name="every">Every so many steps, from step 0 on, a state is kept.</param>
    /// <param name="states">Receives them, n entries each; further ones are left out.</param>
    /// <param name="workspace">From <see cref="CreateWorkspace"/>.</param>
    /// <returns>The summed cost of the rollout, or +∞ where it diverged; states behind that are zero.</returns>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    public double Trace(ulong rollout, int every, Span<double> states, RolloutWorkspace<T> workspace)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(every, 1);
        CheckWorkspace(workspace);
        if (states.Length % _plan.StateDim != 0)
        {
            throw new ArgumentException($"The states have {states.Length} entries, expected a multiple of {_plan.StateDim}.", nameof(states));
        }

        states.Clear();
        int width = LaneWidth<T>.Count, lane = typeof(T) == typeof(float) ? (int)(rollout % 2) : 0, block = 0;
        if (_plan.IsPopulation)
        {
            lane = (int)(rollout % (ulong)width);
            block = (int)(rollout / (ulong)width);
        }

        Span<ulong> rollouts = stackalloc ulong[lane + 1];
        for (int i = 0; i <= lane; i++)
        {
            rollouts[i] = rollout - (ulong)(lane - i);
        }

        _runner.Run(Block(block, rollouts, workspace) with { SampleEvery = every, SampledLane = lane, Samples = states });
        Span<double> costs = stackalloc double[lane + 1];
        CopyTotals(workspace, 0, (long)rollout - lane, costs);
        return costs[lane];
    }

    private void RunBlock(
        int at, ReadOnlySpan<ulong> rollouts, int count, Span<double> costs, RolloutWorkspace<T> workspace, Span<double> finalStates)
    {
        int n = _plan.StateDim, width = LaneWidth<T>.Count;
        _runner.Run(Block(_plan.IsPopulation ? at / width : 0, rollouts, workspace));
        for (int v = 0; v < _plan.Variants; v++)
        {
            CopyTotals(workspace, v, at, costs.Slice((v * count) + at, rollouts.Length));
        }

        for (int lane = 0; lane < rollouts.Length && !finalStates.IsEmpty; lane++)
        {
            for (int i = 0; i < n; i++)
            {
                finalStates[((at + lane) * n) + i] =
                    RolloutBlock<T>.Widen(ref Unsafe.Add(ref workspace.State<T>(0), (i * width) + lane));
            }
        }
    }

    private RolloutBlock<T> Block(int block, ReadOnlySpan<ulong> rollouts, RolloutWorkspace<T> workspace) => new()
    {
        Plan = _plan,
        Start = _start,
        Steps = _options.Steps,
        BurnIn = _options.BurnIn,
        CostLimit = _costLimit,
        NoiseKey = _noiseKey,
        Workspace = workspace,
        Block = block,
        Rollouts = rollouts,
    };

    /// <summary>The costs of the first lanes of a block, whose first rollout has a place in the plan.</summary>
    private void CopyTotals(RolloutWorkspace<T> workspace, int variant, long place, Span<double> costs)
    {
        int first = variant * LaneWidth<T>.Count;
        ReadOnlySpan<double> totals = workspace.Totals.AsSpan(first, costs.Length), compensations = workspace.Compensations.AsSpan(first, costs.Length);
        for (int lane = 0; lane < costs.Length; lane++)
        {
            costs[lane] = double.IsFinite(totals[lane]) ? totals[lane] + compensations[lane] : double.PositiveInfinity;
        }

        for (int lane = 0; lane < costs.Length && _plan.HasConstants; lane++)
        {
            costs[lane] += _plan.ConstantSum(place + lane, variant, _options.BurnIn, _options.Steps);
        }
    }

    private int CheckCosts(Span<double> costs, Span<double> finalStates)
    {
        int count = costs.Length / _plan.Variants;
        if (count * _plan.Variants != costs.Length)
        {
            throw new ArgumentException($"There are {costs.Length} costs, expected a multiple of {_plan.Variants}, the number of variants.", nameof(costs));
        }

        if (_plan.IsPopulation && count != _plan.Rollouts)
        {
            throw new ArgumentException($"There are {count} rollouts, expected {_plan.Rollouts}, the size of the population.", nameof(costs));
        }

        if (!finalStates.IsEmpty && finalStates.Length != count * _plan.StateDim)
        {
            throw new ArgumentException(
                $"The final states have {finalStates.Length} entries, expected {_plan.StateDim} for each of {count} rollouts.", nameof(finalStates));
        }

        return count;
    }

    private void CheckWorkspace(RolloutWorkspace<T> workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        if (workspace.StateDim != _plan.StateDim || workspace.Variants != _plan.Variants)
        {
            throw new ArgumentException(
                $"The workspace is for {workspace.StateDim} states and {workspace.Variants} variants, expected {_plan.StateDim} and {_plan.Variants}.",
                nameof(workspace));
        }
    }

    private static void CheckEven(ulong first)
    {
        if (typeof(T) == typeof(float) && first % 2 != 0)
        {
            throw new ArgumentException($"The first rollout is {first}; in single precision it is even, because pairs share a generator.", nameof(first));
        }
    }
}
