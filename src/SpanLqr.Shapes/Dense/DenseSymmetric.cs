using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SpanLqr.Shapes.Dense;

/// <summary>What works on the two triangles of a matrix: mirroring, symmetrising, transposing.</summary>
internal static class DenseSymmetric<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Rows in one strip of a transpose, so that the cache lines read for one column serve the next ones.</summary>
    private const int Strip = 32;

    /// <summary>Copies the lower triangle to the upper one.</summary>
    public static void MirrorLower(int n, ref T d)
    {
        // The JIT knows T and keeps one side.
        if (typeof(T) == typeof(double))
        {
            TriangleMirror<double, Vector256<double>, FourDoubles>.Run(n, ref Unsafe.As<T, double>(ref d));
        }
        else
        {
            TriangleMirror<float, Vector128<float>, FourSingles>.Run(n, ref Unsafe.As<T, float>(ref d));
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
    public static void Transpose(int rows, int columns, ref T x, ref T d)
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
    private static ref T At(ref T start, int columns, int i, int j) => ref Unsafe.Add(ref start, ((nint)i * columns) + j);
}
