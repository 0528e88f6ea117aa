using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace SpanLqr.Shapes.Dense;

/// <summary>V = (I + W)⁻¹·A and Y = (I + W)⁻¹·G by elimination without row exchanges.</summary>
internal static class DenseShiftedSolve<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Runs it; W is overwritten by its factors, the scratch receives n entries.</summary>
    /// <returns>False where a pivot cancels.</returns>
    public static bool Run(int n, ref T w, ref T a, ref T g, ref T scratch, ref T v, ref T y)
    {
        // I is added to every entry, as the vectors do it: −0 becomes +0.
        System.Span<T> entries = DenseRow<T>.Span(ref w, 0, n * n);
        TensorPrimitives.Add(entries, T.Zero, entries);
        for (int i = 0; i < n; i++)
        {
            ref T diagonal = ref Unsafe.Add(ref w, (nint)i * (n + 1));
            diagonal += T.One;
            Unsafe.Add(ref scratch, i) = diagonal;
        }

        if (!DenseFactor<T>.LuInPlace(n, ref scratch, ref w))
        {
            return false;
        }

        DenseSolve<T>.Lu(n, n, ref w, ref a, ref v);
        DenseSolve<T>.Lu(n, n, ref w, ref g, ref y);
        return true;
    }
}
