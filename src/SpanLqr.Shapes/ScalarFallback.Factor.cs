using System;
using System.Runtime.CompilerServices;

namespace SpanLqr.Shapes;

public static partial class ScalarFallback
{
    /// <summary>L·L' = A from the lower triangle; zeros above.</summary>
    /// <param name="dimension">The dimension.</param>
    /// <param name="matrix">A.</param>
    /// <param name="destination">L; may be A.</param>
    /// <returns>False where a pivot, or its reciprocal, is not a positive number.</returns>
    public static bool CholeskyFactor(int dimension, ref double matrix, ref double destination)
    {
        if (!LdlFactor(dimension, ref matrix, ref destination))
        {
            return false;
        }

        for (int j = 0; j < dimension; j++)
        {
            ref double pivot = ref At(ref destination, dimension, j, j);
            if (!(pivot > 0.0))
            {
                return false;
            }

            pivot = double.Sqrt(pivot);
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
    public static bool LdlFactor(int dimension, ref double matrix, ref double destination)
    {
        for (int j = 0; j < dimension; j++)
        {
            // Until the end the upper triangle keeps the unscaled columns t as rows; the lower triangle of A is read first.
            double pivot = At(ref matrix, dimension, j, j);
            for (int k = 0; k < j; k++)
            {
                pivot = double.FusedMultiplyAdd(-At(ref destination, dimension, j, k), At(ref destination, dimension, k, j), pivot);
            }

            if (!double.IsFinite(pivot) || !double.IsFinite(1.0 / pivot))
            {
                return false;
            }

            double reciprocal = 1.0 / pivot;
            for (int i = j + 1; i < dimension; i++)
            {
                double s = At(ref matrix, dimension, i, j);
                for (int k = 0; k < j; k++)
                {
                    s = double.FusedMultiplyAdd(-At(ref destination, dimension, i, k), At(ref destination, dimension, k, j), s);
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
    public static bool LuFactor(int dimension, ref double matrix, ref double destination, ref int pivots)
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

            double pivot = At(ref destination, dimension, k, k);
            if (!double.IsFinite(pivot) || !double.IsFinite(1.0 / pivot))
            {
                return false;
            }

            double reciprocal = 1.0 / pivot;
            for (int i = k + 1; i < dimension; i++)
            {
                double l = At(ref destination, dimension, i, k) * reciprocal;
                At(ref destination, dimension, i, k) = l;
                for (int j = k + 1; j < dimension; j++)
                {
                    ref double entry = ref At(ref destination, dimension, i, j);
                    entry = double.FusedMultiplyAdd(-l, At(ref destination, dimension, k, j), entry);
                }
            }
        }

        return true;
    }

    private static int LargestInColumn(int dimension, int k, ref double matrix)
    {
        // Starting below any modulus, a NaN loses every comparison and is chosen only where there is nothing else.
        int chosen = k;
        double largest = -1.0;
        for (int i = k; i < dimension; i++)
        {
            double modulus = Math.Abs(At(ref matrix, dimension, i, k));
            if (modulus > largest)
            {
                largest = modulus;
                chosen = i;
            }
        }

        return chosen;
    }

    private static void ClearUpper(int dimension, ref double matrix)
    {
        for (int i = 0; i < dimension; i++)
        {
            for (int j = i + 1; j < dimension; j++)
            {
                At(ref matrix, dimension, i, j) = 0.0;
            }
        }
    }
}
