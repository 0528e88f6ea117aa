using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SpanLqr.Shapes;

public static partial class ScalarFallback
{
    /// <summary>Row <paramref name="target"/> ← fma(−<paramref name="factor"/>, row <paramref name="source"/>, row <paramref name="target"/>).</summary>
    private static void SubtractRow(int cols, double factor, int source, int target, ref double rows)
    {
        ref double from = ref Unsafe.Add(ref rows, source * cols);
        ref double to = ref Unsafe.Add(ref rows, target * cols);
        for (int j = 0; j < cols; j++)
        {
            Unsafe.Add(ref to, j) = double.FusedMultiplyAdd(-factor, Unsafe.Add(ref from, j), Unsafe.Add(ref to, j));
        }
    }

    private static void ScaleRow(int cols, double factor, int row, ref double rows)
    {
        ref double entries = ref Unsafe.Add(ref rows, row * cols);
        for (int j = 0; j < cols; j++)
        {
            Unsafe.Add(ref entries, j) *= factor;
        }
    }

    private static void SwapRows(int cols, int one, int other, ref double rows)
    {
        for (int j = 0; j < cols; j++)
        {
            (At(ref rows, cols, one, j), At(ref rows, cols, other, j)) = (At(ref rows, cols, other, j), At(ref rows, cols, one, j));
        }
    }

    // Source and destination may be the same; a copy onto itself changes nothing.
    private static void Copy(int length, ref double source, ref double destination) =>
        MemoryMarshal.CreateReadOnlySpan(ref source, length).CopyTo(MemoryMarshal.CreateSpan(ref destination, length));
}
