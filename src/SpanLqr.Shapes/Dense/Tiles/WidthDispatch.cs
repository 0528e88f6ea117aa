using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace SpanLqr.Shapes.Dense.Tiles;

/// <summary>From the length of a row to the widest vector that it fills: the one place of the dense kernels that asks the processor.</summary>
/// <typeparam name="T"><see cref="double"/> or <see cref="float"/>.</typeparam>
internal static class WidthDispatch<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Whether a vector multiplies and adds in one instruction; where it does not, one number at a time is faster.</summary>
    private static bool HasFused
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Fma.IsSupported || AdvSimd.Arm64.IsSupported;
    }

    /// <summary>Runs the work with the widest vector of no more than <paramref name="length"/> entries.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<TWork>(int length, ref TWork work)
        where TWork : struct, IWidthWork<T>, allows ref struct
    {
        if (Vector512.IsHardwareAccelerated && length >= Vector512<T>.Count)
        {
            work.Run<Vector512<T>, Lanes512<T>>();
        }
        else if (Vector256.IsHardwareAccelerated && HasFused && length >= Vector256<T>.Count)
        {
            work.Run<Vector256<T>, Lanes256<T>>();
        }
        else if (Vector128.IsHardwareAccelerated && HasFused && length >= Vector128<T>.Count)
        {
            work.Run<Vector128<T>, Lanes128<T>>();
        }
        else
        {
            work.Run<T, ScalarLanes<T>>();
        }
    }
}
