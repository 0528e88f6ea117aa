using System.Numerics;
using System.Runtime.CompilerServices;

namespace SpanLqr.Shapes.Dense.Tiles;

/// <summary>
/// Blocks of rows of a product whose sums stay in registers while they walk down the inner dimension: up to four rows of up to three
/// vectors, or eight rows of one.
/// </summary>
/// <typeparam name="T">The entry.</typeparam>
/// <typeparam name="TVector">A vector of it.</typeparam>
/// <typeparam name="TLanes">What a vector can do.</typeparam>
/// <typeparam name="TRows">Rows of a block: 1 to 4, or 8.</typeparam>
/// <typeparam name="TVectors">Vectors in a row: 1 to 3.</typeparam>
/// <typeparam name="TChain">Whether an entry is the sum or takes it off D.</typeparam>
internal static class ProductTile<T, TVector, TLanes, TRows, TVectors, TChain>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVector : struct
    where TLanes : struct, IFusedLanes<TVector, T>
    where TRows : struct, IConstant
    where TVectors : struct, IConstant
    where TChain : struct, IChain
{
    /// <summary>D ← L·R, or C + α·L·R where C is not null, or D − L·R: each entry one chain in ascending depth, α and C joining last.</summary>
    /// <param name="blocks">Blocks of rows.</param>
    /// <param name="depth">Terms of a sum, at least 1.</param>
    /// <param name="at">Where the entries lie.</param>
    /// <param name="left">L.</param>
    /// <param name="right">R.</param>
    /// <param name="destination">D.</param>
    /// <param name="alpha">α.</param>
    /// <param name="addend">C; may be D.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(
        int blocks, int depth, in TileStrides at, ref T left, ref T right, ref T destination, T alpha, ref T addend)
    {
        nint leftRow = at.LeftRow, leftDepth = at.LeftDepth, rightDepth = at.RightDepth, second = at.Second, third = at.Third, row = at.Row;
        bool adds = !TChain.Subtracts && !Unsafe.IsNullRef(ref addend);
        for (int block = 0; block < blocks; block++)
        {
            ref T l = ref Unsafe.Add(ref left, block * TRows.Value * leftRow);
            ref T r = ref right;
            nint start = block * TRows.Value * row;
            ref T d = ref Unsafe.Add(ref destination, start);
            Unsafe.SkipInit(out TileRow<T, TVector, TLanes, TVectors> x);
            Unsafe.SkipInit(out TileRow<T, TVector, TLanes, TVectors> s0);
            Unsafe.SkipInit(out TileRow<T, TVector, TLanes, TVectors> s1);
            Unsafe.SkipInit(out TileRow<T, TVector, TLanes, TVectors> s2);
            Unsafe.SkipInit(out TileRow<T, TVector, TLanes, TVectors> s3);
            Unsafe.SkipInit(out TileRow<T, TVector, TLanes, TVectors> s4);
            Unsafe.SkipInit(out TileRow<T, TVector, TLanes, TVectors> s5);
            Unsafe.SkipInit(out TileRow<T, TVector, TLanes, TVectors> s6);
            Unsafe.SkipInit(out TileRow<T, TVector, TLanes, TVectors> s7);
            x.Load(ref r, second, third);
            s0.Begin<TChain>(l, x, ref d, second, third);
            if (TRows.Value > 1)
            {
                s1.Begin<TChain>(Unsafe.Add(ref l, leftRow), x, ref Unsafe.Add(ref d, row), second, third);
            }

            if (TRows.Value > 2)
            {
                s2.Begin<TChain>(Unsafe.Add(ref l, 2 * leftRow), x, ref Unsafe.Add(ref d, 2 * row), second, third);
            }

            if (TRows.Value > 3)
            {
                s3.Begin<TChain>(Unsafe.Add(ref l, 3 * leftRow), x, ref Unsafe.Add(ref d, 3 * row), second, third);
            }

            if (TRows.Value > 4)
            {
                s4.Begin<TChain>(Unsafe.Add(ref l, 4 * leftRow), x, ref Unsafe.Add(ref d, 4 * row), second, third);
                s5.Begin<TChain>(Unsafe.Add(ref l, 5 * leftRow), x, ref Unsafe.Add(ref d, 5 * row), second, third);
                s6.Begin<TChain>(Unsafe.Add(ref l, 6 * leftRow), x, ref Unsafe.Add(ref d, 6 * row), second, third);
                s7.Begin<TChain>(Unsafe.Add(ref l, 7 * leftRow), x, ref Unsafe.Add(ref d, 7 * row), second, third);
            }

            for (int k = 1; k < depth; k++)
            {
                l = ref Unsafe.Add(ref l, leftDepth);
                r = ref Unsafe.Add(ref r, rightDepth);
                x.Load(ref r, second, third);
                s0.Continue<TChain>(l, x);
                if (TRows.Value > 1)
                {
                    s1.Continue<TChain>(Unsafe.Add(ref l, leftRow), x);
                }

                if (TRows.Value > 2)
                {
                    s2.Continue<TChain>(Unsafe.Add(ref l, 2 * leftRow), x);
                }

                if (TRows.Value > 3)
                {
                    s3.Continue<TChain>(Unsafe.Add(ref l, 3 * leftRow), x);
                }

                if (TRows.Value > 4)
                {
                    s4.Continue<TChain>(Unsafe.Add(ref l, 4 * leftRow), x);
                    s5.Continue<TChain>(Unsafe.Add(ref l, 5 * leftRow), x);
                    s6.Continue<TChain>(Unsafe.Add(ref l, 6 * leftRow), x);
                    s7.Continue<TChain>(Unsafe.Add(ref l, 7 * leftRow), x);
                }
            }

            if (adds)
            {
                ref T c = ref Unsafe.Add(ref addend, start);
                s0.Finish(alpha, ref c, second, third);
                if (TRows.Value > 1)
                {
                    s1.Finish(alpha, ref Unsafe.Add(ref c, row), second, third);
                }

                if (TRows.Value > 2)
                {
                    s2.Finish(alpha, ref Unsafe.Add(ref c, 2 * row), second, third);
                }

                if (TRows.Value > 3)
                {
                    s3.Finish(alpha, ref Unsafe.Add(ref c, 3 * row), second, third);
                }

                if (TRows.Value > 4)
                {
                    s4.Finish(alpha, ref Unsafe.Add(ref c, 4 * row), second, third);
                    s5.Finish(alpha, ref Unsafe.Add(ref c, 5 * row), second, third);
                    s6.Finish(alpha, ref Unsafe.Add(ref c, 6 * row), second, third);
                    s7.Finish(alpha, ref Unsafe.Add(ref c, 7 * row), second, third);
                }
            }

            s0.Store(ref d, second, third);
            if (TRows.Value > 1)
            {
                s1.Store(ref Unsafe.Add(ref d, row), second, third);
            }

            if (TRows.Value > 2)
            {
                s2.Store(ref Unsafe.Add(ref d, 2 * row), second, third);
            }

            if (TRows.Value > 3)
            {
                s3.Store(ref Unsafe.Add(ref d, 3 * row), second, third);
            }

            if (TRows.Value > 4)
            {
                s4.Store(ref Unsafe.Add(ref d, 4 * row), second, third);
                s5.Store(ref Unsafe.Add(ref d, 5 * row), second, third);
                s6.Store(ref Unsafe.Add(ref d, 6 * row), second, third);
                s7.Store(ref Unsafe.Add(ref d, 7 * row), second, third);
            }
        }
    }
}
