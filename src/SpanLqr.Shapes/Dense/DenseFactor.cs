using System;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace SpanLqr.Shapes.Dense;

/// <summary>Factorisations of dense square matrices, in place or into a destination.</summary>
/// <remarks>
/// All are right-looking: once column k of L is known, every row below takes its share of it. An entry still sees its
/// terms in ascending k, which is all the arithmetic contract asks, and the inner loop runs along rows.
/// </remarks>
internal static class DenseFactor<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>
    /// L·L' = A from the lower triangle; zeros above. False where a pivot, or its reciprocal, is not a positive number.
    /// </summary>
    public static bool Cholesky(int n, ref T a, ref T d)
    {
        if (!Ldl(n, ref a, ref d))
        {
            return false;
        }

        for (int k = 0; k < n; k++)
        {
            ref T pivot = ref Unsafe.Add(ref d, (nint)k * n + k);
            if (!(pivot > T.Zero))
            {
                return false;
            }

            pivot = T.Sqrt(pivot);
            for (int i = k + 1; i < n; i++)
            {
                Unsafe.Add(ref d, (nint)i * n + k) *= pivot;
            }
        }

        return true;
    }

    /// <summary>L·D·L' = A from the lower triangle; zeros above. False where a pivot, or its reciprocal, is not finite.</summary>
    public static bool Ldl(int n, ref T a, ref T d)
    {
        CopyLower(n, ref a, ref d);
        for (int k = 0; k < n; k++)
        {
            T pivot = Unsafe.Add(ref d, (nint)k * n + k);
            if (!IsUsable(pivot))
            {
                return false;
            }

            EliminateSymmetric(n, k, T.One / pivot, ref d);
        }

        ClearUpper(n, ref d);
        return true;
    }

    /// <summary>P·A = L·U with the largest pivot of each column, the first of equals. False where a pivot, or its reciprocal, is not finite.</summary>
    public static bool Lu(int n, ref T a, ref T d, ref int pivots)
    {
        DenseRow<T>.Copy(ref a, ref d, n * n);
        for (int k = 0; k < n; k++)
        {
            int chosen = LargestInColumn(n, k, ref d);
            Unsafe.Add(ref pivots, k) = chosen;
            ref T row = ref Unsafe.Add(ref d, (nint)k * n);
            if (chosen != k)
            {
                DenseRow<T>.Swap(ref row, ref Unsafe.Add(ref d, (nint)chosen * n), n);
            }

            T pivot = Unsafe.Add(ref row, k);
            if (!IsUsable(pivot))
            {
                return false;
            }

            T reciprocal = T.One / pivot;
            for (int i = k + 1; i < n; i++)
            {
                ref T below = ref Unsafe.Add(ref d, (nint)i * n + k);
                below *= reciprocal;
                DenseRow<T>.AddScaled(ref Unsafe.Add(ref row, k + 1), -below, ref Unsafe.Add(ref below, 1), n - k - 1);
            }
        }

        return true;
    }

    /// <summary>
    /// Makes column k of L from column k of s and takes its share l_ik·s_jk from every entry (i, j), i ≥ j &gt; k.
    /// Until the end the unused upper triangle keeps s as rows.
    /// </summary>
    private static void EliminateSymmetric(int n, int k, T reciprocal, ref T d)
    {
        ref T share = ref Unsafe.Add(ref d, (nint)k * n);
        for (int i = k + 1; i < n; i++)
        {
            ref T row = ref Unsafe.Add(ref d, (nint)i * n);
            T unscaled = Unsafe.Add(ref row, k);
            T scaled = unscaled * reciprocal;
            Unsafe.Add(ref row, k) = scaled;
            Unsafe.Add(ref share, i) = unscaled;
            DenseRow<T>.AddScaled(ref Unsafe.Add(ref share, k + 1), -scaled, ref Unsafe.Add(ref row, k + 1), i - k);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsUsable(T pivot) => T.IsFinite(pivot) && T.IsFinite(T.One / pivot);

    private static int LargestInColumn(int n, int k, ref T d)
    {
        // Starting below any modulus, a NaN loses every comparison and is chosen only where there is nothing else.
        int chosen = k;
        T largest = T.NegativeOne;
        for (int i = k; i < n; i++)
        {
            T modulus = T.Abs(Unsafe.Add(ref d, (nint)i * n + k));
            if (modulus > largest)
            {
                largest = modulus;
                chosen = i;
            }
        }

        return chosen;
    }

    private static void CopyLower(int n, ref T a, ref T d)
    {
        for (int i = 0; i < n; i++)
        {
            DenseRow<T>.Copy(ref Unsafe.Add(ref a, (nint)i * n), ref Unsafe.Add(ref d, (nint)i * n), i + 1);
        }
    }

    private static void ClearUpper(int n, ref T d)
    {
        for (int i = 0; i < n; i++)
        {
            DenseRow<T>.Span(ref d, (nint)i * n + i + 1, n - i - 1).Clear();
        }
    }
}
