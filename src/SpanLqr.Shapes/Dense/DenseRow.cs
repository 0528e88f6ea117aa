using System;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SpanLqr.Shapes.Dense;

/// <summary>Row operations that every dense kernel is made of.</summary>
internal static class DenseRow
{
    /// <summary>Below this many entries a plain loop beats the call of a vectorised one.</summary>
    public const int Short = 8;

    public static Span<double> Span(ref double start, nint offset, int length) =>
        MemoryMarshal.CreateSpan(ref Unsafe.Add(ref start, offset), length);

    /// <summary>y ← y + s·x, each entry one fused multiply-add.</summary>
    public static void AddScaled(ref double x, double s, ref double y, int length)
    {
        if (length < Short)
        {
            for (int j = 0; j < length; j++)
            {
                ref double entry = ref Unsafe.Add(ref y, j);
                entry = Math.FusedMultiplyAdd(Unsafe.Add(ref x, j), s, entry);
            }
        }
        else
        {
            Span<double> row = Span(ref y, 0, length);
            TensorPrimitives.FusedMultiplyAdd(Span(ref x, 0, length), s, row, row);
        }
    }

    /// <summary>y ← y + x.</summary>
    public static void Add(ref double x, ref double y, int length)
    {
        Span<double> row = Span(ref y, 0, length);
        TensorPrimitives.Add(row, Span(ref x, 0, length), row);
    }

    /// <summary>y ← s·y.</summary>
    public static void Scale(double s, ref double y, int length)
    {
        Span<double> row = Span(ref y, 0, length);
        TensorPrimitives.Multiply(row, s, row);
    }

    /// <summary>Exchanges two rows that do not overlap.</summary>
    public static void Swap(ref double x, ref double y, int length)
    {
        for (int j = 0; j < length; j++)
        {
            (Unsafe.Add(ref x, j), Unsafe.Add(ref y, j)) = (Unsafe.Add(ref y, j), Unsafe.Add(ref x, j));
        }
    }

    /// <summary>y ← x, unless they are the same memory.</summary>
    public static void Copy(ref double x, ref double y, int length)
    {
        if (!Unsafe.AreSame(ref x, ref y))
        {
            Span(ref x, 0, length).CopyTo(Span(ref y, 0, length));
        }
    }
}
