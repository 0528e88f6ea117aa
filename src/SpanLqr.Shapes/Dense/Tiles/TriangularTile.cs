using System.Numerics;
using System.Runtime.CompilerServices;

namespace SpanLqr.Shapes.Dense.Tiles;

/// <summary>
/// Rows of the solution of a triangular system, up to four at a time: what the rows before them take comes in as in a product, and the
/// triangle between them is finished in registers.
/// </summary>
/// <typeparam name="T">The entry.</typeparam>
/// <typeparam name="TVector">A vector of it.</typeparam>
/// <typeparam name="TLanes">What a vector can do.</typeparam>
/// <typeparam name="TRows">Rows of a block: 1 to 4.</typeparam>
/// <typeparam name="TVectors">Vectors in a row: 1 to 3.</typeparam>
internal static class TriangularTile<T, TVector, TLanes, TRows, TVectors>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVector : struct
    where TLanes : struct, IFusedLanes<TVector, T>
    where TRows : struct, IConstant
    where TVectors : struct, IConstant
{
    /// <summary>x_i ← (s_i − Σ_{k &lt; i} f_ik·x_k)/f_ii, k ascending, the division a multiplication by 1/f_ii; without it where the diagonal is one.</summary>
    /// <param name="first">The first row.</param>
    /// <param name="blocks">Blocks of rows.</param>
    /// <param name="divides">Whether the diagonal takes part.</param>
    /// <param name="at">Where the entries lie; of the factor as of the left one, of x as of the right one, of s by rows.</param>
    /// <param name="factor">f, entry (0, 0).</param>
    /// <param name="source">s, row 0.</param>
    /// <param name="x">x, row 0; may be s.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Solve(int first, int blocks, bool divides, in TileStrides at, ref T factor, ref T source, ref T x)
    {
        nint leftRow = at.LeftRow, leftDepth = at.LeftDepth, depthRow = at.RightDepth, row = at.Row, second = at.Second, third = at.Third;
        for (int block = 0; block < blocks; block++)
        {
            int done = first + (block * TRows.Value);
            ref T l = ref Unsafe.Add(ref factor, done * leftRow);
            ref T r = ref x;
            ref T s = ref Unsafe.Add(ref source, done * row);
            Unsafe.SkipInit(out TileRow<T, TVector, TLanes, TVectors> known);
            Unsafe.SkipInit(out TileRow<T, TVector, TLanes, TVectors> x0);
            Unsafe.SkipInit(out TileRow<T, TVector, TLanes, TVectors> x1);
            Unsafe.SkipInit(out TileRow<T, TVector, TLanes, TVectors> x2);
            Unsafe.SkipInit(out TileRow<T, TVector, TLanes, TVectors> x3);
            x0.Load(ref s, second, third);
            if (TRows.Value > 1)
            {
                x1.Load(ref Unsafe.Add(ref s, row), second, third);
            }

            if (TRows.Value > 2)
            {
                x2.Load(ref Unsafe.Add(ref s, 2 * row), second, third);
            }

            if (TRows.Value > 3)
            {
                x3.Load(ref Unsafe.Add(ref s, 3 * row), second, third);
            }

            for (int k = 0; k < done; k++)
            {
                known.Load(ref r, second, third);
                x0.Continue<LessProducts>(l, known);
                if (TRows.Value > 1)
                {
                    x1.Continue<LessProducts>(Unsafe.Add(ref l, leftRow), known);
                }

                if (TRows.Value > 2)
                {
                    x2.Continue<LessProducts>(Unsafe.Add(ref l, 2 * leftRow), known);
                }

                if (TRows.Value > 3)
                {
                    x3.Continue<LessProducts>(Unsafe.Add(ref l, 3 * leftRow), known);
                }

                l = ref Unsafe.Add(ref l, leftDepth);
                r = ref Unsafe.Add(ref r, depthRow);
            }

            // Here l is the diagonal block and r the first row of this one.
            if (divides)
            {
                x0.Multiply(T.One / l, x0);
            }

            x0.Store(ref r, second, third);
            if (TRows.Value > 1)
            {
                x1.Continue<LessProducts>(Unsafe.Add(ref l, leftRow), x0);
                if (divides)
                {
                    x1.Multiply(T.One / Unsafe.Add(ref l, leftRow + leftDepth), x1);
                }

                x1.Store(ref Unsafe.Add(ref r, depthRow), second, third);
            }

            if (TRows.Value > 2)
            {
                x2.Continue<LessProducts>(Unsafe.Add(ref l, 2 * leftRow), x0);
                x2.Continue<LessProducts>(Unsafe.Add(ref l, (2 * leftRow) + leftDepth), x1);
                if (divides)
                {
                    x2.Multiply(T.One / Unsafe.Add(ref l, (2 * leftRow) + (2 * leftDepth)), x2);
                }

                x2.Store(ref Unsafe.Add(ref r, 2 * depthRow), second, third);
            }

            if (TRows.Value > 3)
            {
                x3.Continue<LessProducts>(Unsafe.Add(ref l, 3 * leftRow), x0);
                x3.Continue<LessProducts>(Unsafe.Add(ref l, (3 * leftRow) + leftDepth), x1);
                x3.Continue<LessProducts>(Unsafe.Add(ref l, (3 * leftRow) + (2 * leftDepth)), x2);
                if (divides)
                {
                    x3.Multiply(T.One / Unsafe.Add(ref l, (3 * leftRow) + (3 * leftDepth)), x3);
                }

                x3.Store(ref Unsafe.Add(ref r, 3 * depthRow), second, third);
            }
        }
    }
}
