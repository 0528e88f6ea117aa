using System.Numerics;
using System.Runtime.CompilerServices;
using SpanLqr.Shapes.Dense.Tiles;

namespace SpanLqr.Shapes.Dense;

/// <summary>What works on the two triangles of a matrix: mirroring, symmetrising, transposing.</summary>
internal static class DenseSymmetric<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Block = 4;

    /// <summary>Copies the lower triangle to the upper one.</summary>
    public static void MirrorLower(int n, ref T d)
    {
        for (int i = 0; i < n; i += Block)
        {
            int rows = int.Min(Block, n - i);
            BlockTranspose<T>.Run(rows, i, ref At(ref d, n, i, 0), n, ref At(ref d, n, 0, i), n);
            for (int r = i + 1; r < i + rows; r++)
            {
                for (int j = i; j < r; j++)
                {
                    At(ref d, n, j, r) = At(ref d, n, r, j);
                }
            }
        }
    }

    /// <summary>d ← (d + d')/2.</summary>
    public static void Symmetrize(int n, ref T d)
    {
        T half = T.One / (T.One + T.One);
        for (int i = 1; i < n; i++)
        {
            for (int j = 0; j < i; j++)
            {
                T mean = half * (At(ref d, n, i, j) + At(ref d, n, j, i));
                At(ref d, n, i, j) = mean;
                At(ref d, n, j, i) = mean;
            }
        }
    }

    /// <summary>d ← x', x of rows×columns.</summary>
    public static void Transpose(int rows, int columns, ref T x, ref T d) => BlockTranspose<T>.Run(rows, columns, ref x, columns, ref d, rows);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref T At(ref T start, int columns, int i, int j) => ref Unsafe.Add(ref start, ((nint)i * columns) + j);
}
