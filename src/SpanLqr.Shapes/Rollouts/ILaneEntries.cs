using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace SpanLqr.Shapes;

/// <summary>Where the lanes of a rollout find the numbers of their loop: one loop for all, or one each.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ILaneEntries<TVector, T>
    where TVector : struct
    where T : unmanaged
{
    /// <summary>Entry <paramref name="index"/> of the loop, for every lane.</summary>
    static abstract TVector At(ref T loop, int index);
}

/// <summary>All lanes run the same loop.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct SharedEntries<TLanes, TVector, T> : ILaneEntries<TVector, T>
    where TLanes : struct, ILanes<TVector, T>
    where TVector : struct
    where T : unmanaged
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector At(ref T loop, int index) => TLanes.Broadcast(Unsafe.Add(ref loop, index));
}

/// <summary>Each lane runs a loop of its own; entry k of lane j is at k·W + j.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct LaneEntries<TLanes, TVector, T> : ILaneEntries<TVector, T>
    where TLanes : struct, ILanes<TVector, T>
    where TVector : struct
    where T : unmanaged
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector At(ref T loop, int index) => TLanes.Load(ref Unsafe.Add(ref loop, index * TLanes.Count));
}
