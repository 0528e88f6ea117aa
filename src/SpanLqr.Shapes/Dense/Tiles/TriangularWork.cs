using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SpanLqr.Shapes.Dense.Tiles;

/// <summary>A triangular system of many right sides cut into tiles: columns of up to three vectors outside, rows of the solution inside.</summary>
/// <typeparam name="T">The entry.</typeparam>
/// <remarks>
/// Rows and columns of the factor are counted in the order of elimination: for a backward substitution the first one is the last of the
/// matrix and the strides are negative.
/// </remarks>
[StructLayout(LayoutKind.Auto)]
internal readonly ref struct TriangularWork<T> : IWidthWork<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly TriangularLayout layout;
    private readonly ref T factor;
    private readonly ref T source;
    private readonly ref T solution;

    public TriangularWork(in TriangularLayout layout, ref T factor, ref T source, ref T solution)
    {
        this.layout = layout;
        this.factor = ref factor;
        this.source = ref source;
        this.solution = ref solution;
    }

    /// <inheritdoc/>
    public void Run<TVector, TLanes>()
        where TVector : struct
        where TLanes : struct, IFusedLanes<TVector, T>
    {
        for (int column = 0; column < layout.Columns;)
        {
            int vectors = (layout.Columns - column + TLanes.Count - 1) / TLanes.Count;
            vectors = vectors is 3 or >= 5 ? 3 : vectors >= 2 ? 2 : 1;
            int width = Math.Min(vectors * TLanes.Count, layout.Columns - column);
            nint last = width - TLanes.Count;
            var at = new TileStrides
            {
                LeftRow = layout.FactorRow,
                LeftDepth = layout.FactorDepth,
                RightDepth = layout.Row,
                Row = layout.Row,
                Second = vectors == 2 ? last : TLanes.Count,
                Third = last,
            };
            switch (vectors)
            {
                case 1:
                    RunRows<TVector, TLanes, One>(column, at);
                    break;
                case 2:
                    RunRows<TVector, TLanes, Two>(column, at);
                    break;
                default:
                    RunRows<TVector, TLanes, Three>(column, at);
                    break;
            }

            column += width;
        }
    }

    private void RunRows<TVector, TLanes, TVectors>(int column, in TileStrides at)
        where TVector : struct
        where TLanes : struct, IFusedLanes<TVector, T>
        where TVectors : struct, IConstant
    {
        ref T s = ref Unsafe.Add(ref source, column);
        ref T x = ref Unsafe.Add(ref solution, column);
        int blocks = layout.Rows / 4, done = 4 * blocks;
        TriangularTile<T, TVector, TLanes, Four, TVectors>.Solve(0, blocks, layout.Divides, at, ref factor, ref s, ref x);
        switch (layout.Rows - done)
        {
            case 1:
                TriangularTile<T, TVector, TLanes, One, TVectors>.Solve(done, 1, layout.Divides, at, ref factor, ref s, ref x);
                break;
            case 2:
                TriangularTile<T, TVector, TLanes, Two, TVectors>.Solve(done, 1, layout.Divides, at, ref factor, ref s, ref x);
                break;
            case 3:
                TriangularTile<T, TVector, TLanes, Three, TVectors>.Solve(done, 1, layout.Divides, at, ref factor, ref s, ref x);
                break;
            default:
                break;
        }
    }
}
