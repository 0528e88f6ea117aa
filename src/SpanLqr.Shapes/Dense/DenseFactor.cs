using System;
using System.Runtime.CompilerServices;

namespace SpanLqr.Shapes.Dense;

/// <summary>Factorisations of dense square matrices, in place or into a destination.</summary>
/// <remarks>
/// All are right-looking: once column k of L is known, every row below takes its share of it. An entry still sees its
/// terms in ascending k, which is all the arithmetic contract asks, and the inner loop runs along rows.
/// </remarks>
internal static class DenseFactor
{
    /// <summary>
    /// L·L' = A from the lower triangle; zeros above. False where a pivot, or its reciprocal, is not a positive number.
    /// </summary>
    public static bool Cholesky(int n, ref double a, ref double d)
    {
        if (!Ldl(n, ref a, ref d))
        {
            return false;
        }

        for (int k = 0; k < n; k++)
        {
            ref double pivot = ref Unsafe.Add(ref d, (nint)k * n + k);
            if (!(pivot > 0))
            {
                return false;
            }

            pivot = Math.Sqrt(pivot);
            for (int i = k + 1; i < n; i++)
            {
                Unsafe.Add(ref d, (nint)i * n + k) *= pivot;
            }
        }

        return true;
    }

    /// <summary>L·D·L' = A from the lower triangle; zeros above. False where a pivot, or its reciprocal, is not finite.</summary>
    public static bool Ldl(int n, ref double a, ref double d)
    {
        CopyLower(n, ref a, ref d);
        for (int k = 0; k < n; k++)
        {
            double pivot = Unsafe.Add(ref d, (nint)k * n + k);
            if (!IsUsable(pivot))
            {
                return false;
            }

            EliminateSymmetric(n, k, 1 / pivot, ref d);
        }

        ClearUpper(n, ref d);
        return true;
    }

    /// <summary>P·A = L·U with the largest pivot of each column, the first of equals. False where a pivot, or its reciprocal, is not finite.</summary>
    public static bool Lu(int n, ref double a, ref double d, ref int pivots)
    {
        DenseRow.Copy(ref a, ref d, n * n);
        for (int k = 0; k < n; k++)
        {
            int chosen = LargestInColumn(n, k, ref d);
            Unsafe.Add(ref pivots, k) = chosen;
            ref double row = ref Unsafe.Add(ref d, (nint)k * n);
            if (chosen != k)
            {
                DenseRow.Swap(ref row, ref Unsafe.Add(ref d, (nint)chosen * n), n);
            }

            double pivot = Unsafe.Add(ref row, k);
            if (!IsUsable(pivot))
            {
                return false;
            }

            double reciprocal = 1 / pivot;
            for (int i = k + 1; i < n; i++)
            {
                ref double below = ref Unsafe.Add(ref d, (nint)i * n + k);
                below *= reciprocal;
                DenseRow.AddScaled(ref Unsafe.Add(ref row, k + 1), -below, ref Unsafe.Add(ref below, 1), n - k - 1);
            }
        }

        return true;
    }

    /// <summary>
    /// Makes column k of L from column k of s and takes its share l_ik·s_jk from every entry (i, j), i ≥ j &gt; k.
    /// Until the end the unused upper triangle keeps s as rows.
    /// </summary>
    private static void EliminateSymmetric(int n, int k, double reciprocal, ref double d)
    {
        ref double share = ref Unsafe.Add(ref d, (nint)k * n);
        for (int i = k + 1; i < n; i++)
        {
            ref double row = ref Unsafe.Add(ref d, (nint)i * n);
            double unscaled = Unsafe.Add(ref row, k);
            double scaled = unscaled * reciprocal;
            Unsafe.Add(ref row, k) = scaled;
            Unsafe.Add(ref share, i) = unscaled;
            DenseRow.AddScaled(ref Unsafe.Add(ref share, k + 1), -scaled, ref Unsafe.Add(ref row, k + 1), i - k);
        }
    }

    private static bool IsUsable(double pivot) => double.IsFinite(pivot) && double.IsFinite(1 / pivot);

    private static int LargestInColumn(int n, int k, ref double d)
    {
        // Starting below any modulus, a NaN loses every comparison and is chosen only where there is nothing else.
        int chosen = k;
        double largest = -1;
        for (int i = k; i < n; i++)
        {
            double modulus = Math.Abs(Unsafe.Add(ref d, (nint)i * n + k));
            if (modulus > largest)
            {
                largest = modulus;
                chosen = i;
            }
        }

        return chosen;
    }

    private static void CopyLower(int n, ref double a, ref double d)
    {
        for (int i = 0; i < n; i++)
        {
            DenseRow.Copy(ref Unsafe.Add(ref a, (nint)i * n), ref Unsafe.Add(ref d, (nint)i * n), i + 1);
        }
    }

    private static void ClearUpper(int n, ref double d)
    {
        for (int i = 0; i < n; i++)
        {
            DenseRow.Span(ref d, (nint)i * n + i + 1, n - i - 1).Clear();
        }
    }
}
