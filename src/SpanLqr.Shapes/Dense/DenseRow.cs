using System;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SpanLqr.Shapes.Dense;

/// <summary>Row operations that every dense kernel is made of.</summary>
internal static class DenseRow<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static Span<T> Span(ref T start, nint offset, int length) =>
        MemoryMarshal.CreateSpan(ref Unsafe.Add(ref start, offset), length);

    /// <summary>Whether a pivot and its reciprocal are finite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsUsable(T pivot) => T.IsFinite(pivot) && T.IsFinite(T.One / pivot);

    /// <summary>y ← y + x.</summary>
    public static void Add(ref T x, ref T y, int length)
    {
        Span<T> row = Span(ref y, 0, length);
        TensorPrimitives.Add(row, Span(ref x, 0, length), row);
    }

    /// <summary>y ← s·y.</summary>
    public static void Scale(T s, ref T y, int length)
    {
        Span<T> row = Span(ref y, 0, length);
        TensorPrimitives.Multiply(row, s, row);
    }

    /// <summary>Exchanges two rows that do not overlap.</summary>
    public static void Swap(ref T x, ref T y, int length)
    {
        for (int j = 0; j < length; j++)
        {
            (Unsafe.Add(ref x, j), Unsafe.Add(ref y, j)) = (Unsafe.Add(ref y, j), Unsafe.Add(ref x, j));
        }
    }

    /// <summary>y ← x, unless they are the same memory.</summary>
    public static void Copy(ref T x, ref T y, int length)
    {
        if (!Unsafe.AreSame(ref x, ref y))
        {
            Span(ref x, 0, length).CopyTo(Span(ref y, 0, length));
        }
    }
}
