using System.Runtime.CompilerServices;

namespace SpanLqr.Shapes.Dense;

/// <summary>Copies the lower triangle of a square matrix to the upper one, four by four blocks through registers.</summary>
/// <typeparam name="T">The entry.</typeparam>
/// <typeparam name="TVector">Four of them.</typeparam>
/// <typeparam name="TLanes">What a vector of four can do.</typeparam>
internal static class TriangleMirror<T, TVector, TLanes>
    where T : unmanaged
    where TVector : struct
    where TLanes : struct, IFourLanes<T, TVector>
{
    private const int Block = 4;

    public static void Run(int n, ref T d)
    {
        int whole = n / Block * Block;
        for (int i = 0; i < whole; i += Block)
        {
            for (int j = 0; j < i; j += Block)
            {
                ref T lower = ref At(ref d, n, i, j);
                TVector r0 = TLanes.Load(ref lower, 0), r1 = TLanes.Load(ref lower, n);
                TVector r2 = TLanes.Load(ref lower, 2 * n), r3 = TLanes.Load(ref lower, 3 * n);
                TLanes.Transpose(ref r0, ref r1, ref r2, ref r3);
                ref T upper = ref At(ref d, n, j, i);
                TLanes.Store(r0, ref upper, 0);
                TLanes.Store(r1, ref upper, n);
                TLanes.Store(r2, ref upper, 2 * n);
                TLanes.Store(r3, ref upper, 3 * n);
            }

            MirrorEntries(n, i, i + Block, i, ref d);
        }

        MirrorEntries(n, whole, n, 0, ref d);
    }

    // Rows from first to last, columns from start up to the diagonal.
    private static void MirrorEntries(int n, int first, int last, int start, ref T d)
    {
        for (int i = first; i < last; i++)
        {
            for (int j = start; j < i; j++)
            {
                At(ref d, n, j, i) = At(ref d, n, i, j);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref T At(ref T start, int columns, int i, int j) => ref Unsafe.Add(ref start, ((nint)i * columns) + j);
}
