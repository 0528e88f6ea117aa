using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SpanLqr.Shapes.Dense;

/// <summary>What works on the two triangles of a matrix: mirroring, symmetrising, transposing.</summary>
internal static class DenseSymmetric
{
    /// <summary>Rows in one strip of a transpose, so that the cache lines read for one column serve the next ones.</summary>
    private const int Strip = 32;

    private const int Block = 4;

    /// <summary>Copies the lower triangle to the upper one, four by four blocks through registers.</summary>
    public static void MirrorLower(int n, ref double d)
    {
        int whole = n / Block * Block;
        for (int i = 0; i < whole; i += Block)
        {
            for (int j = 0; j < i; j += Block)
            {
                ref double lower = ref At(ref d, n, i, j);
                Lanes.Transpose(
                    Vector256.LoadUnsafe(ref lower),
                    Vector256.LoadUnsafe(ref lower, (nuint)n),
                    Vector256.LoadUnsafe(ref lower, (nuint)(2 * n)),
                    Vector256.LoadUnsafe(ref lower, (nuint)(3 * n)),
                    out Vector256<double> c0,
                    out Vector256<double> c1,
                    out Vector256<double> c2,
                    out Vector256<double> c3);
                ref double upper = ref At(ref d, n, j, i);
                c0.StoreUnsafe(ref upper);
                c1.StoreUnsafe(ref upper, (nuint)n);
                c2.StoreUnsafe(ref upper, (nuint)(2 * n));
                c3.StoreUnsafe(ref upper, (nuint)(3 * n));
            }

            MirrorEntries(n, i, i + Block, i, ref d);
        }

        MirrorEntries(n, whole, n, 0, ref d);
    }

    // Rows from first to last, columns from start up to the diagonal.
    private static void MirrorEntries(int n, int first, int last, int start, ref double d)
    {
        for (int i = first; i < last; i++)
        {
            for (int j = start; j < i; j++)
            {
                At(ref d, n, j, i) = At(ref d, n, i, j);
            }
        }
    }

    /// <summary>d ← (d + d')/2.</summary>
    public static void Symmetrize(int n, ref double d)
    {
        for (int i = 1; i < n; i++)
        {
            for (int j = 0; j < i; j++)
            {
                double mean = 0.5 * (At(ref d, n, i, j) + At(ref d, n, j, i));
                At(ref d, n, i, j) = mean;
                At(ref d, n, j, i) = mean;
            }
        }
    }

    /// <summary>d ← x', x of rows×columns.</summary>
    public static void Transpose(int rows, int columns, ref double x, ref double d)
    {
        for (int top = 0; top < rows; top += Strip)
        {
            int bottom = int.Min(rows, top + Strip);
            for (int j = 0; j < columns; j++)
            {
                for (int i = top; i < bottom; i++)
                {
                    At(ref d, rows, j, i) = At(ref x, columns, i, j);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref double At(ref double start, int columns, int i, int j) => ref Unsafe.Add(ref start, ((nint)i * columns) + j);
}
