using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SpanLqr.Shapes;

public static partial class ScalarFallback
{
    /// <summary>Row <paramref name="target"/> ← fma(−<paramref name="factor"/>, row <paramref name="source"/>, row <paramref name="target"/>).</summary>
    private static void SubtractRow<T>(int cols, T factor, int source, int target, ref T rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ref T from = ref Unsafe.Add(ref rows, source * cols);
        ref T to = ref Unsafe.Add(ref rows, target * cols);
        for (int j = 0; j < cols; j++)
        {
            Unsafe.Add(ref to, j) = T.FusedMultiplyAdd(-factor, Unsafe.Add(ref from, j), Unsafe.Add(ref to, j));
        }
    }

    private static void ScaleRow<T>(int cols, T factor, int row, ref T rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ref T entries = ref Unsafe.Add(ref rows, row * cols);
        for (int j = 0; j < cols; j++)
        {
            Unsafe.Add(ref entries, j) *= factor;
        }
    }

    private static void SwapRows<T>(int cols, int one, int other, ref T rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int j = 0; j < cols; j++)
        {
            (At(ref rows, cols, one, j), At(ref rows, cols, other, j)) = (At(ref rows, cols, other, j), At(ref rows, cols, one, j));
        }
    }

    // Source and destination may be the same; a copy onto itself changes nothing.
    private static void Copy<T>(int length, ref T source, ref T destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        MemoryMarshal.CreateReadOnlySpan(ref source, length).CopyTo(MemoryMarshal.CreateSpan(ref destination, length));
}
