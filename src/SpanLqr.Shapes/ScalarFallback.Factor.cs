using System;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace SpanLqr.Shapes;

public static partial class ScalarFallback
{
    /// <summary>L·L' = A from the lower triangle; zeros above.</summary>
    /// <param name="dimension">The dimension.</param>
    /// <param name="matrix">A.</param>
    /// <param name="destination">L; may be A.</param>
    /// <returns>False where a pivot, or its reciprocal, is not a positive number.</returns>
    public static bool CholeskyFactor<T>(int dimension, ref T matrix, ref T destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!LdlFactor(dimension, ref matrix, ref destination))
        {
            return false;
        }

        for (int j = 0; j < dimension; j++)
        {
            ref T pivot = ref At(ref destination, dimension, j, j);
            if (!(pivot > T.Zero))
            {
                return false;
            }

            pivot = T.Sqrt(pivot);
            for (int i = j + 1; i < dimension; i++)
            {
                At(ref destination, dimension, i, j) *= pivot;
            }
        }

        return true;
    }

    /// <summary>L·D·L' = A from the lower triangle: unit L below, D on the diagonal, zeros above.</summary>
    /// <param name="dimension">The dimension.</param>
    /// <param name="matrix">A.</param>
    /// <param name="destination">L and D; may be A.</param>
    /// <returns>False where a pivot, or its reciprocal, is not finite.</returns>
    public static bool LdlFactor<T>(int dimension, ref T matrix, ref T destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int j = 0; j < dimension; j++)
        {
            // Until the end the upper triangle keeps the unscaled columns t as rows; the lower triangle of A is read first.
            T pivot = At(ref matrix, dimension, j, j);
            for (int k = 0; k < j; k++)
            {
                pivot = T.FusedMultiplyAdd(-At(ref destination, dimension, j, k), At(ref destination, dimension, k, j), pivot);
            }

            if (!T.IsFinite(pivot) || !T.IsFinite(T.One / pivot))
            {
                return false;
            }

            T reciprocal = T.One / pivot;
            for (int i = j + 1; i < dimension; i++)
            {
                T s = At(ref matrix, dimension, i, j);
                for (int k = 0; k < j; k++)
                {
                    s = T.FusedMultiplyAdd(-At(ref destination, dimension, i, k), At(ref destination, dimension, k, j), s);
                }

                At(ref destination, dimension, i, j) = s * reciprocal;
                At(ref destination, dimension, j, i) = s;
            }

            At(ref destination, dimension, j, j) = pivot;
        }

        ClearUpper(dimension, ref destination);
        return true;
    }

    /// <summary>P·A = L·U, the largest entry of a column as its pivot, the first of equals.</summary>
    /// <param name="dimension">The dimension.</param>
    /// <param name="matrix">A.</param>
    /// <param name="destination">L and U; may be A.</param>
    /// <param name="pivots">pivots[k] is the row exchanged with row k.</param>
    /// <returns>False where a pivot, or its reciprocal, is not finite.</returns>
    public static bool LuFactor<T>(int dimension, ref T matrix, ref T destination, ref int pivots)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Copy(dimension * dimension, ref matrix, ref destination);
        for (int k = 0; k < dimension; k++)
        {
            int chosen = LargestInColumn(dimension, k, ref destination);
            Unsafe.Add(ref pivots, k) = chosen;
            if (chosen != k)
            {
                SwapRows(dimension, k, chosen, ref destination);
            }

            T pivot = At(ref destination, dimension, k, k);
            if (!T.IsFinite(pivot) || !T.IsFinite(T.One / pivot))
            {
                return false;
            }

            T reciprocal = T.One / pivot;
            for (int i = k + 1; i < dimension; i++)
            {
                T l = At(ref destination, dimension, i, k) * reciprocal;
                At(ref destination, dimension, i, k) = l;
                for (int j = k + 1; j < dimension; j++)
                {
                    ref T entry = ref At(ref destination, dimension, i, j);
                    entry = T.FusedMultiplyAdd(-l, At(ref destination, dimension, k, j), entry);
                }
            }
        }

        return true;
    }

    private static int LargestInColumn<T>(int dimension, int k, ref T matrix)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Starting below any modulus, a NaN loses every comparison and is chosen only where there is nothing else.
        int chosen = k;
        T largest = T.NegativeOne;
        for (int i = k; i < dimension; i++)
        {
            T modulus = T.Abs(At(ref matrix, dimension, i, k));
            if (modulus > largest)
            {
                largest = modulus;
                chosen = i;
            }
        }

        return chosen;
    }

    private static void ClearUpper<T>(int dimension, ref T matrix)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < dimension; i++)
        {
            for (int j = i + 1; j < dimension; j++)
            {
                At(ref matrix, dimension, i, j) = T.Zero;
            }
        }
    }
}
