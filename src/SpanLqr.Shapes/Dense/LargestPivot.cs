using System.Numerics;
using System.Runtime.CompilerServices;

namespace SpanLqr.Shapes.Dense;

/// <summary>The largest entry of the column, the first of equals; its row is exchanged and written down.</summary>
internal readonly ref struct LargestPivot<T>(ref int pivots) : IPivotRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ref int pivots = ref pivots;

    /// <inheritdoc/>
    public bool TryPlace(int n, int k, ref T matrix)
    {
        // Starting below any modulus, a NaN loses every comparison and is chosen only where there is nothing else.
        int chosen = k;
        T largest = T.NegativeOne;
        for (int i = k; i < n; i++)
        {
            T modulus = T.Abs(Unsafe.Add(ref matrix, ((nint)i * n) + k));
            if (modulus > largest)
            {
                largest = modulus;
                chosen = i;
            }
        }

        Unsafe.Add(ref pivots, k) = chosen;
        if (chosen != k)
        {
            DenseRow<T>.Swap(ref Unsafe.Add(ref matrix, (nint)k * n), ref Unsafe.Add(ref matrix, (nint)chosen * n), n);
        }

        return DenseRow<T>.IsUsable(Unsafe.Add(ref matrix, (nint)k * (n + 1)));
    }
}
