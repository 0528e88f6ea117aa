using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SpanLqr.Shapes.Dense.Tiles;

/// <summary>Transposes a matrix four by four entries at a time, through registers.</summary>
/// <typeparam name="T"><see cref="double"/> or <see cref="float"/>.</typeparam>
internal static class BlockTranspose<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Block = 4;

    /// <summary>d ← x', x of rows×columns; row i of x at i·xRow, row j of d at j·dRow.</summary>
    public static void Run(int rows, int columns, ref T x, nint xRow, ref T d, nint dRow)
    {
        // The JIT knows T and keeps one side.
        if (typeof(T) == typeof(double))
        {
            Run<double, Vector256<double>, FourDoubles>(rows, columns, ref Unsafe.As<T, double>(ref x), xRow, ref Unsafe.As<T, double>(ref d), dRow);
        }
        else
        {
            Run<float, Vector128<float>, FourSingles>(rows, columns, ref Unsafe.As<T, float>(ref x), xRow, ref Unsafe.As<T, float>(ref d), dRow);
        }
    }

    private static void Run<TEntry, TVector, TLanes>(int rows, int columns, ref TEntry x, nint xRow, ref TEntry d, nint dRow)
        where TEntry : unmanaged
        where TVector : struct
        where TLanes : struct, IFourLanes<TEntry, TVector>
    {
        int i = 0;
        for (; i <= rows - Block; i += Block)
        {
            ref TEntry source = ref Unsafe.Add(ref x, i * xRow);
            ref TEntry target = ref Unsafe.Add(ref d, i);
            int j = 0;
            for (; j <= columns - Block; j += Block)
            {
                TVector r0 = TLanes.Load(ref source, j), r1 = TLanes.Load(ref source, xRow + j);
                TVector r2 = TLanes.Load(ref source, (2 * xRow) + j), r3 = TLanes.Load(ref source, (3 * xRow) + j);
                TLanes.Transpose(ref r0, ref r1, ref r2, ref r3);
                nint row = j * dRow;
                TLanes.Store(r0, ref target, row);
                TLanes.Store(r1, ref target, row + dRow);
                TLanes.Store(r2, ref target, row + (2 * dRow));
                TLanes.Store(r3, ref target, row + (3 * dRow));
            }

            Entries(i, i + Block, j, columns, ref x, xRow, ref d, dRow);
        }

        Entries(i, rows, 0, columns, ref x, xRow, ref d, dRow);
    }

    private static void Entries<TEntry>(int firstRow, int lastRow, int firstColumn, int lastColumn, ref TEntry x, nint xRow, ref TEntry d, nint dRow)
        where TEntry : unmanaged
    {
        for (int i = firstRow; i < lastRow; i++)
        {
            for (int j = firstColumn; j < lastColumn; j++)
            {
                Unsafe.Add(ref d, (j * dRow) + i) = Unsafe.Add(ref x, (i * xRow) + j);
            }
        }
    }
}
