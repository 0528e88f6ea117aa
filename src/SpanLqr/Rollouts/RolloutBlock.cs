using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using SpanLqr.Shapes;

namespace SpanLqr.Rollouts;

/// <summary>As many rollouts as a vector has lanes, from the first step to the last. What runs in a lane does not know of the others.</summary>
internal readonly ref struct RolloutBlock<T>
    where T : unmanaged, INumberBase<T>
{
    public required RolloutPlan<T> Plan { get; init; }

    public required RolloutStart<T> Start { get; init; }

    public required int Steps { get; init; }

    public required int BurnIn { get; init; }

    /// <summary>A cost above it is a blow-up; finite.</summary>
    public required double CostLimit { get; init; }

    /// <summary>The hash of seed and stream.</summary>
    public required ulong NoiseKey { get; init; }

    public required RolloutWorkspace<T> Workspace { get; init; }

    /// <summary>Which loops of a population to run.</summary>
    public required int Block { get; init; }

    /// <summary>The rollouts whose normals the lanes take; the last one is repeated where there are fewer than lanes.</summary>
    public required ReadOnlySpan<ulong> Rollouts { get; init; }

    /// <summary>Every so many steps the state of lane <see cref="SampledLane"/> is kept, from step 0 on; empty <see cref="Samples"/> for never.</summary>
    public int SampleEvery { get; init; }

    public int SampledLane { get; init; }

    public Span<double> Samples { get; init; }

    /// <summary>Runs the block; the summed costs are then in the workspace, +∞ for what diverged.</summary>
    public void Run<TShape, TLanes, TVector, TEntries, TNoise, TNormals>(TShape shape)
        where TShape : struct, ILqrShape
        where TLanes : struct, ILanes<TVector, T>
        where TVector : struct
        where TEntries : struct, ILaneEntries<TVector, T>
        where TNoise : struct, INoiseFactor
        where TNormals : struct, INormals<T>
    {
        int n = shape.StateDim, chunk = RolloutWorkspace<T>.ChunkSteps(n), steps = Steps;
        bool isNoisy = TNoise.RowLength(0) > 0;
        StartGenerators<TNormals>(TLanes.Count);
        ref ulong generators = ref Workspace.Generators[0];
        ref T noise = ref Workspace.Noise;
        if (Start.Pairs > 0)
        {
            TNormals.Fill(Start.Pairs, ref generators, ref noise);
        }

        for (int v = 0; v < Plan.Variants; v++)
        {
            Start.Set<TLanes, TVector>(ref noise, ref Workspace.State<TVector>(v));
        }

        for (int t = 0; t < steps; t += chunk)
        {
            int count = Math.Min(chunk, steps - t);
            if (isNoisy)
            {
                TNormals.Fill(((count * n) + 1) / 2, ref generators, ref noise);
            }

            bool anyGoesOn = false;
            for (int v = 0; v < Plan.Variants; v++)
            {
                RunChunk<TShape, TLanes, TVector, TEntries, TNoise>(shape, v, t, count);
                anyGoesOn |= AddToTotals(v, t == 0, ref Unsafe.As<TVector, T>(ref Workspace.Sum<TVector>(v)), TLanes.Count);
            }

            if (!anyGoesOn)
            {
                return;
            }
        }
    }

    private void StartGenerators<TNormals>(int lanes)
        where TNormals : struct, INormals<T>
    {
        Span<ulong> keys = Workspace.Keys.AsSpan(0, lanes / TNormals.LanesPerGenerator);
        for (int g = 0; g < keys.Length; g++)
        {
            keys[g] = Rollouts[Math.Min(g * TNormals.LanesPerGenerator, Rollouts.Length - 1)] / (ulong)TNormals.LanesPerGenerator;
        }

        TNormals.Start(NoiseKey, ref keys[0], ref Workspace.Generators[0]);
    }

    /// <summary>A chunk of one variant; divided where counting begins, where a state is kept, and at every step where loops vary.</summary>
    private void RunChunk<TShape, TLanes, TVector, TEntries, TNoise>(TShape shape, int variant, int first, int count)
        where TShape : struct, ILqrShape
        where TLanes : struct, ILanes<TVector, T>
        where TVector : struct
        where TEntries : struct, ILaneEntries<TVector, T>
        where TNoise : struct, INoiseFactor
    {
        ref TVector state = ref Workspace.State<TVector>(variant);
        ref TVector sum = ref Workspace.Sum<TVector>(variant);
        sum = default;
        int end = first + count;
        for (int t = first; t < end;)
        {
            int next = Plan.Stages > 1 ? t + 1 : t < BurnIn ? Math.Min(end, BurnIn) : end;
            if (!Samples.IsEmpty && variant == 0)
            {
                next = Math.Min(next, t + SampleEvery - (t % SampleEvery));
                Sample(t, ref Unsafe.As<TVector, T>(ref state), TLanes.Count);
            }

            shape.AdvanceRollouts<TLanes, TVector, T, TEntries, TNoise>(
                next - t,
                ref Plan.Loops[Plan.Start(Block, variant, Plan.Stages > 1 ? t : 0)],
                ref Unsafe.Add(ref Workspace.Noise, (t - first) * shape.StateDim * TLanes.Count),
                ref state,
                ref sum);
            if (next <= BurnIn)
            {
                sum = default;
            }

            t = next;
        }
    }

    private void Sample(int step, ref T state, int lanes)
    {
        int n = Plan.StateDim, row = step / SampleEvery;
        if (step % SampleEvery == 0 && (row + 1) * n <= Samples.Length)
        {
            for (int i = 0; i < n; i++)
            {
                Samples[(row * n) + i] = Widen(ref Unsafe.Add(ref state, (i * lanes) + SampledLane));
            }
        }
    }

    /// <summary>An entry as a double, exactly, with no call of generic arithmetic, which the JIT does not always inline.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double Widen(ref T entry) => typeof(T) == typeof(double) ? Unsafe.As<T, double>(ref entry) : Unsafe.As<T, float>(ref entry);

    /// <summary>Totals are summed in double with Neumaier's compensation; false where every lane has diverged.</summary>
    private bool AddToTotals(int variant, bool isFirst, ref T sums, int lanes)
    {
        Span<double> totals = Workspace.Totals.AsSpan(variant * lanes, lanes), compensations = Workspace.Compensations.AsSpan(variant * lanes, lanes);
        bool anyGoesOn = false;
        for (int lane = 0; lane < totals.Length; lane++)
        {
            double term = Widen(ref Unsafe.Add(ref sums, lane)), sum = term, compensation = 0;
            if (!isFirst)
            {
                double total = totals[lane];
                sum += total;
                compensation = compensations[lane] + (Math.Abs(total) >= Math.Abs(term) ? total - sum + term : term - sum + total);
            }

            // A comparison with NaN is false, and so is one of +∞ with the largest number.
            bool goesOn = Math.Abs(sum) <= CostLimit;
            compensations[lane] = compensation;
            totals[lane] = goesOn ? sum : double.PositiveInfinity;
            anyGoesOn |= goesOn;
        }

        return anyGoesOn;
    }
}
