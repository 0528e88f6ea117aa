using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace SpanLqr.Shapes.Dense;

/// <summary>Factorisations of dense square matrices, in place or into a destination.</summary>
/// <remarks>
/// A range of columns is halved until it is narrow: the left half is factored, the right half takes its share of it in one product,
/// and is factored in turn. An entry sees its terms in ascending k however the range is cut, which is all the arithmetic contract asks.
/// </remarks>
internal static class DenseFactor<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Columns that are eliminated one by one.</summary>
    private const int Narrow = 4;

    /// <summary>
    /// L·L' = A from the lower triangle; zeros above. False where a pivot, or its reciprocal, is not a positive number.
    /// </summary>
    public static bool Cholesky(int n, ref T a, ref T d)
    {
        CopyLower(n, ref a, ref d);
        if (!LdlColumns(n, 0, n, ref d))
        {
            return false;
        }

        // The roots of the pivots gather in the first row, whose entries above the diagonal are not needed any more.
        for (int k = 0; k < n; k++)
        {
            T pivot = Unsafe.Add(ref d, (nint)k * (n + 1));
            if (!(pivot > T.Zero))
            {
                return false;
            }

            Unsafe.Add(ref d, k) = T.Sqrt(pivot);
        }

        for (int i = 1; i < n; i++)
        {
            System.Span<T> row = DenseRow<T>.Span(ref d, (nint)i * n, i);
            TensorPrimitives.Multiply(row, DenseRow<T>.Span(ref d, 0, i), row);
            Unsafe.Add(ref d, (nint)i * (n + 1)) = Unsafe.Add(ref d, i);
        }

        ClearUpper(n, ref d);
        return true;
    }

    /// <summary>L·D·L' = A from the lower triangle; zeros above. False where a pivot, or its reciprocal, is not finite.</summary>
    public static bool Ldl(int n, ref T a, ref T d)
    {
        CopyLower(n, ref a, ref d);
        if (!LdlColumns(n, 0, n, ref d))
        {
            return false;
        }

        ClearUpper(n, ref d);
        return true;
    }

    /// <summary>P·A = L·U with the largest pivot of each column, the first of equals. False where a pivot, or its reciprocal, is not finite.</summary>
    public static bool Lu(int n, ref T a, ref T d, ref int pivots)
    {
        DenseRow<T>.Copy(ref a, ref d, n * n);
        var rule = new LargestPivot<T>(ref pivots);
        return LuColumns(n, 0, n, ref rule, ref d);
    }

    /// <summary>A = L·U without row exchanges, in place. False where a pivot has cancelled against what <paramref name="first"/> says it was.</summary>
    public static bool LuInPlace(int n, ref T first, ref T d)
    {
        var rule = new DiagonalPivot<T>(ref first);
        return LuColumns(n, 0, n, ref rule, ref d);
    }

    /// <summary>
    /// Columns from <paramref name="from"/> to <paramref name="to"/> of L and D, which have taken their share of all columns before. Until the
    /// end the unused upper triangle keeps the columns of L·D as rows.
    /// </summary>
    private static bool LdlColumns(int n, int from, int to, ref T d)
    {
        if (to - from <= Narrow)
        {
            return LdlNarrow(n, from, to, ref d);
        }

        int middle = Middle(from, to);
        if (!LdlColumns(n, from, middle, ref d))
        {
            return false;
        }

        DenseProduct<T>.Subtract(
            ProductLayout.Within(n, n - middle, middle - from, to - middle).Lower(),
            ref At(ref d, n, middle, from),
            ref At(ref d, n, from, middle),
            ref At(ref d, n, middle, middle));
        return LdlColumns(n, middle, to, ref d);
    }

    private static bool LdlNarrow(int n, int from, int to, ref T d)
    {
        for (int k = from; k < to; k++)
        {
            T pivot = At(ref d, n, k, k);
            if (!DenseRow<T>.IsUsable(pivot))
            {
                return false;
            }

            T reciprocal = T.One / pivot;
            ref T share = ref At(ref d, n, k, 0);
            for (int i = k + 1; i < n; i++)
            {
                ref T row = ref At(ref d, n, i, 0);
                T unscaled = Unsafe.Add(ref row, k), scaled = unscaled * reciprocal;
                Unsafe.Add(ref row, k) = scaled;
                Unsafe.Add(ref share, i) = unscaled;
                SubtractScaled(k + 1, int.Min(to, i + 1), scaled, ref share, ref row);
            }
        }

        return true;
    }

    /// <summary>Columns from <paramref name="from"/> to <paramref name="to"/> of L and U, which have taken their share of all columns before.</summary>
    private static bool LuColumns<TRule>(int n, int from, int to, ref TRule rule, ref T d)
        where TRule : struct, IPivotRule<T>, allows ref struct
    {
        if (to - from <= Narrow)
        {
            return LuNarrow(n, from, to, ref rule, ref d);
        }

        int middle = Middle(from, to);
        if (!LuColumns(n, from, middle, ref rule, ref d))
        {
            return false;
        }

        ref T above = ref At(ref d, n, from, middle);
        DenseTriangular<T>.Solve(
            new TriangularLayout(middle - from, to - middle) { FactorRow = n, Row = n }, ref At(ref d, n, from, from), ref above, ref above);
        DenseProduct<T>.Subtract(
            ProductLayout.Within(n, n - middle, middle - from, to - middle), ref At(ref d, n, middle, from), ref above, ref At(ref d, n, middle, middle));
        return LuColumns(n, middle, to, ref rule, ref d);
    }

    private static bool LuNarrow<TRule>(int n, int from, int to, ref TRule rule, ref T d)
        where TRule : struct, IPivotRule<T>, allows ref struct
    {
        for (int k = from; k < to; k++)
        {
            if (!rule.TryPlace(n, k, ref d))
            {
                return false;
            }

            ref T share = ref At(ref d, n, k, 0);
            T reciprocal = T.One / Unsafe.Add(ref share, k);
            for (int i = k + 1; i < n; i++)
            {
                ref T row = ref At(ref d, n, i, 0);
                T scaled = Unsafe.Add(ref row, k) * reciprocal;
                Unsafe.Add(ref row, k) = scaled;
                SubtractScaled(k + 1, to, scaled, ref share, ref row);
            }
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SubtractScaled(int from, int to, T scale, ref T share, ref T row)
    {
        for (int j = from; j < to; j++)
        {
            ref T entry = ref Unsafe.Add(ref row, j);
            entry = T.FusedMultiplyAdd(-scale, Unsafe.Add(ref share, j), entry);
        }
    }

    /// <summary>Half way, such that only the last range of all is not a multiple of the narrow ones.</summary>
    private static int Middle(int from, int to) => from + (((to - from + (2 * Narrow) - 1) / (2 * Narrow)) * Narrow);

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
            DenseRow<T>.Span(ref d, ((nint)i * n) + i + 1, n - i - 1).Clear();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref T At(ref T matrix, int n, int i, int j) => ref Unsafe.Add(ref matrix, ((nint)i * n) + j);
}
