using System.Numerics;
using System.Runtime.CompilerServices;

namespace SpanLqr.Shapes;

// Rollouts and Riccati recursions, one per lane.
public readonly partial struct DynamicShape
{
    /// <inheritdoc/>
    public void AdvanceRollouts<TLanes, TVector, T, TEntries, TNoise>(int steps, ref T loop, ref T noise, ref TVector state, ref TVector sum)
        where TLanes : struct, ILanes<TVector, T>
        where TVector : struct
        where T : unmanaged
        where TEntries : struct, ILaneEntries<TVector, T>
        where TNoise : struct, INoiseFactor =>
        RolloutLoops.Advance<TLanes, TVector, T, TEntries, TNoise>(
            StateDim, steps, ref loop, ref noise, ref state, ref Unsafe.Add(ref state, StateDim), ref sum);

    /// <inheritdoc/>
    public void AdvanceRiccati<TLanes, TVector, T>(
        int stages, bool hasCross, ref TVector stage, ref TVector recursion, ref T gain, nint gainStride, nint entryStride, ref TVector workspace)
        where TLanes : struct, ILanes<TVector, T>
        where TVector : struct
        where T : unmanaged, INumberBase<T> =>
        BatchLoops.Advance<LoopSums, TLanes, TVector, T>(
            StateDim, InputDim, stages, hasCross, ref stage, ref recursion, ref gain, gainStride, entryStride, ref workspace);
}
