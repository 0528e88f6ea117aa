using System;
using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SpanLqr.Shapes.Dense.Tiles;

/// <summary>A product cut into tiles: columns of up to three vectors outside, blocks of rows inside.</summary>
/// <typeparam name="T">The entry.</typeparam>
/// <remarks>
/// The last vector of a row moves back until it ends with the row. It overlaps only its neighbour in the same tile, which reads all of
/// C before it writes D, so D may be C. A right factor that is transposed, or whose rows lie too far apart for the cache, is copied a
/// tile at a time.
/// </remarks>
[StructLayout(LayoutKind.Auto)]
internal ref struct ProductWork<T> : IWidthWork<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // A panel of the right factor up to this size lies on the stack, a larger one in a pooled array.
    private const int PanelBytes = 48 * 1024;

    // Rows from which a copy of the right factor pays, and the bytes of it up to which the cache holds it as it is.
    private const int PanelRows = 48;
    private const int CacheBytes = 32 * 1024;

    private readonly ProductLayout layout;
    private readonly bool subtracts;
    private readonly T alpha;
    private readonly ref T left;
    private readonly ref T right;
    private readonly ref T addend;
    private readonly ref T destination;

    public ProductWork(in ProductLayout layout, bool subtracts, ref T left, ref T right, Addend<T> addend, ref T destination)
    {
        this.layout = layout;
        this.subtracts = subtracts;
        this.left = ref left;
        this.right = ref right;
        alpha = addend.Alpha;
        this.addend = ref addend.Start;
        this.destination = ref destination;
    }

    /// <inheritdoc/>
    public readonly void Run<TVector, TLanes>()
        where TVector : struct
        where TLanes : struct, IFusedLanes<TVector, T>
    {
        bool packs = layout.RightColumn != 1
            || (layout.Rows >= PanelRows && (long)layout.RightDepth * layout.Depth * Unsafe.SizeOf<T>() > CacheBytes);
        if (packs)
        {
            RunPanels<TVector, TLanes>();
            return;
        }

        for (int column = 0; column < layout.Columns;)
        {
            int vectors = Vectors<TVector, TLanes>(column), width = Math.Min(vectors * TLanes.Count, layout.Columns - column);
            RunTile<TVector, TLanes>(vectors, column, width, ref Unsafe.Add(ref right, column), layout.RightDepth);
            column += width;
        }
    }

    [SkipLocalsInit]
    private readonly void RunPanels<TVector, TLanes>()
        where TVector : struct
        where TLanes : struct, IFusedLanes<TVector, T>
    {
        int length = layout.Depth * Math.Min(layout.Columns, 3 * TLanes.Count);
        T[]? rented = length * Unsafe.SizeOf<T>() <= PanelBytes ? null : ArrayPool<T>.Shared.Rent(length);
        Span<T> panel = rented ?? stackalloc T[PanelBytes / Unsafe.SizeOf<T>()];
        ref T copy = ref MemoryMarshal.GetReference(panel);
        for (int column = 0; column < layout.Columns;)
        {
            int vectors = Vectors<TVector, TLanes>(column), width = Math.Min(vectors * TLanes.Count, layout.Columns - column);
            if (layout.RightColumn == 1)
            {
                for (int k = 0; k < layout.Depth; k++)
                {
                    DenseRow<T>.Copy(ref Unsafe.Add(ref right, (k * layout.RightDepth) + column), ref Unsafe.Add(ref copy, k * width), width);
                }
            }
            else
            {
                BlockTranspose<T>.Run(width, layout.Depth, ref Unsafe.Add(ref right, column * layout.RightColumn), layout.RightColumn, ref copy, width);
            }

            RunTile<TVector, TLanes>(vectors, column, width, ref copy, width);
            column += width;
        }

        if (rented is not null)
        {
            ArrayPool<T>.Shared.Return(rented);
        }
    }

    /// <summary>The vectors of the tile that begins at this column: never one alone that its row does not fill, unless it is the only one.</summary>
    private readonly int Vectors<TVector, TLanes>(int column)
        where TVector : struct
        where TLanes : struct, IFusedLanes<TVector, T>
    {
        int rest = layout.Columns - column, vectors = (rest + TLanes.Count - 1) / TLanes.Count;
        if (layout.LowerOnly && vectors <= 2)
        {
            // Narrow tiles follow the diagonal.
            return vectors == 2 && rest == 2 * TLanes.Count ? 1 : vectors;
        }

        return vectors is 3 or >= 5 ? 3 : vectors >= 2 ? 2 : 1;
    }

    private readonly void RunTile<TVector, TLanes>(int vectors, int column, int width, ref T right, nint rightDepth)
        where TVector : struct
        where TLanes : struct, IFusedLanes<TVector, T>
    {
        nint last = width - TLanes.Count;
        var at = new TileStrides
        {
            LeftRow = layout.LeftRow,
            LeftDepth = layout.LeftDepth,
            RightDepth = rightDepth,
            Row = layout.Row,
            Second = vectors == 2 ? last : TLanes.Count,
            Third = last,
        };
        switch (vectors)
        {
            case 1:
                RunRows<TVector, TLanes, One>(column, at, ref right);
                break;
            case 2:
                RunRows<TVector, TLanes, Two>(column, at, ref right);
                break;
            default:
                RunRows<TVector, TLanes, Three>(column, at, ref right);
                break;
        }
    }

    private readonly void RunRows<TVector, TLanes, TVectors>(int column, in TileStrides at, ref T right)
        where TVector : struct
        where TLanes : struct, IFusedLanes<TVector, T>
        where TVectors : struct, IConstant
    {
        // Rows that end above the diagonal are left out, in blocks of four.
        int row = layout.LowerOnly ? Math.Min(column, layout.Rows) & ~3 : 0;
        if (TVectors.Value == 1)
        {
            RunBlocks<TVector, TLanes, Eight, TVectors>((layout.Rows - row) / 8, ref row, column, at, ref right);
        }

        // Threes rather than a one or a two at the end.
        int rest = layout.Rows - row, threes = -rest & 3;
        threes = 3 * threes <= rest ? threes : 0;
        RunBlocks<TVector, TLanes, Four, TVectors>((rest - (3 * threes)) / 4, ref row, column, at, ref right);
        RunBlocks<TVector, TLanes, Three, TVectors>(threes, ref row, column, at, ref right);
        RunBlocks<TVector, TLanes, Two, TVectors>((layout.Rows - row) / 2, ref row, column, at, ref right);
        RunBlocks<TVector, TLanes, One, TVectors>(layout.Rows - row, ref row, column, at, ref right);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void RunBlocks<TVector, TLanes, TRows, TVectors>(int blocks, ref int row, int column, in TileStrides at, ref T right)
        where TVector : struct
        where TLanes : struct, IFusedLanes<TVector, T>
        where TRows : struct, IConstant
        where TVectors : struct, IConstant
    {
        if (blocks == 0)
        {
            return;
        }

        ref T rows = ref Unsafe.Add(ref left, row * layout.LeftRow);
        nint start = (row * layout.Row) + column;
        ref T target = ref Unsafe.Add(ref destination, start);
        if (subtracts)
        {
            ProductTile<T, TVector, TLanes, TRows, TVectors, LessProducts>.Run(
                blocks, layout.Depth, at, ref rows, ref right, ref target, T.One, ref Unsafe.NullRef<T>());
        }
        else
        {
            ref T joins = ref Unsafe.IsNullRef(ref addend) ? ref addend : ref Unsafe.Add(ref addend, start);
            ProductTile<T, TVector, TLanes, TRows, TVectors, SumOfProducts>.Run(
                blocks, layout.Depth, at, ref rows, ref right, ref target, alpha, ref joins);
        }

        row += blocks * TRows.Value;
    }
}
