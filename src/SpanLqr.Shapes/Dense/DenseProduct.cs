using System;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace SpanLqr.Shapes.Dense;

/// <summary>Products of dense matrices of any size, each entry summed in ascending k in one accumulator.</summary>
internal static class DenseProduct<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Columns of the right factor in one pass, so that a panel of 400 rows stays in the second-level cache.</summary>
    private const int Panel = 256;

    /// <summary>Rows of the destination whose sums run side by side, to cover the latency of a fused multiply-add.</summary>
    private const int Lanes = 4;

    /// <summary>D ← left·right.</summary>
    public static void Multiply(in ProductLayout layout, ref T left, ref T right, ref T destination) =>
        Multiply(layout, ref left, ref right, Addend<T>.None, ref destination);

    /// <summary>D ← C + α·left·right; D may be C.</summary>
    public static void Multiply(in ProductLayout layout, ref T left, ref T right, Addend<T> addend, ref T destination)
    {
        if (layout.RightColumn == 1 && layout.Columns >= DenseRow<T>.Short)
        {
            ByRows(layout, ref left, ref right, addend, ref destination);
        }
        else
        {
            ByDots(layout, ref left, ref right, addend, ref destination);
        }
    }

    /// <summary>Row i of D gathers the rows of the right factor, each scaled by an entry of the left one.</summary>
    [SkipLocalsInit]
    private static void ByRows(in ProductLayout layout, ref T left, ref T right, Addend<T> addend, ref T destination)
    {
        Span<T> sums = stackalloc T[Panel];
        for (int j = 0; j < layout.Columns; j += Panel)
        {
            for (int i = layout.LowerOnly ? j : 0; i < layout.Rows; i++)
            {
                int width = Math.Min(Panel, (layout.LowerOnly ? i + 1 : layout.Columns) - j);
                nint start = ((nint)i * layout.Columns) + j;
                Span<T> row = DenseRow<T>.Span(ref destination, start, width);
                Span<T> target = addend.IsNone ? row : sums[..width];

                RowSum(layout, ref Unsafe.Add(ref left, i * layout.LeftRow), ref Unsafe.Add(ref right, j), target);
                if (!addend.IsNone)
                {
                    TensorPrimitives.FusedMultiplyAdd(target, addend.Alpha, addend.Row(start, width), row);
                }
            }
        }
    }

    private static void RowSum(in ProductLayout layout, ref T left, ref T right, Span<T> target)
    {
        // A product first, not a fused multiply-add onto zero: that would turn −0 into +0.
        TensorPrimitives.Multiply(DenseRow<T>.Span(ref right, 0, target.Length), left, target);
        for (int k = 1; k < layout.Depth; k++)
        {
            T scale = Unsafe.Add(ref left, k * layout.LeftDepth);
            TensorPrimitives.FusedMultiplyAdd(DenseRow<T>.Span(ref right, k * layout.RightDepth, target.Length), scale, target, target);
        }
    }

    /// <summary>Entry by entry, four rows at a time; for narrow destinations and for right factors that are transposed.</summary>
    private static void ByDots(in ProductLayout layout, ref T left, ref T right, Addend<T> addend, ref T destination)
    {
        for (int i = 0; i < layout.Rows; i += Lanes)
        {
            // The last block repeats its last row rather than needing a loop of its own.
            int last = Math.Min(Lanes, layout.Rows - i) - 1;
            int columns = layout.LowerOnly ? Math.Min(layout.Columns, i + last + 1) : layout.Columns;
            ref T row0 = ref Unsafe.Add(ref left, i * layout.LeftRow);
            ref T row1 = ref Unsafe.Add(ref row0, Math.Min(1, last) * layout.LeftRow);
            ref T row2 = ref Unsafe.Add(ref row0, Math.Min(2, last) * layout.LeftRow);
            ref T row3 = ref Unsafe.Add(ref row0, last * layout.LeftRow);

            for (int j = 0; j < columns; j++)
            {
                ref T column = ref Unsafe.Add(ref right, j * layout.RightColumn);
                T sum0 = row0 * column;
                T sum1 = row1 * column;
                T sum2 = row2 * column;
                T sum3 = row3 * column;
                for (int k = 1; k < layout.Depth; k++)
                {
                    nint at = k * layout.LeftDepth;
                    T factor = Unsafe.Add(ref column, k * layout.RightDepth);
                    sum0 = T.FusedMultiplyAdd(Unsafe.Add(ref row0, at), factor, sum0);
                    sum1 = T.FusedMultiplyAdd(Unsafe.Add(ref row1, at), factor, sum1);
                    sum2 = T.FusedMultiplyAdd(Unsafe.Add(ref row2, at), factor, sum2);
                    sum3 = T.FusedMultiplyAdd(Unsafe.Add(ref row3, at), factor, sum3);
                }

                Store(i, j, sum0, layout.Columns, addend, ref destination);
                if (last >= 1)
                {
                    Store(i + 1, j, sum1, layout.Columns, addend, ref destination);
                }

                if (last >= 2)
                {
                    Store(i + 2, j, sum2, layout.Columns, addend, ref destination);
                }

                if (last == 3)
                {
                    Store(i + 3, j, sum3, layout.Columns, addend, ref destination);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(int i, int j, T sum, int columns, Addend<T> addend, ref T destination)
    {
        nint index = ((nint)i * columns) + j;
        Unsafe.Add(ref destination, index) = addend.Finish(sum, index);
    }
}
