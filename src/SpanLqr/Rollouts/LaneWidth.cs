using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SpanLqr.Rollouts;

/// <summary>W, the lanes of the widest vector that this machine has in hardware.</summary>
internal static class LaneWidth<T>
    where T : unmanaged
{
    public static int Count { get; } =
        (Vector512.IsHardwareAccelerated ? 64 : Vector256.IsHardwareAccelerated ? 32 : 16) / Unsafe.SizeOf<T>();
}
