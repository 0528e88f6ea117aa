using System.Numerics;

namespace SpanLqr.Riccati;

/// <summary>A system of complex linear equations by Gaussian elimination with partial pivoting.</summary>
internal static class ComplexSolve
{
    // A pivot that is this share of the largest is the rounding of a dependent row.
    private const double LeastPivot = 1e-14;

    /// <summary>B ← A⁻¹B; A is overwritten. False where A is singular to rounding. About 11n³ real flops.</summary>
    public static bool TrySolve(Complex[,] a, Complex[,] b)
    {
        int n = a.GetLength(0), columns = b.GetLength(1);
        double largest = 0;
        for (int k = 0; k < n; k++)
        {
            int pivot = k;
            for (int i = k + 1; i < n; i++)
            {
                pivot = a[i, k].Magnitude > a[pivot, k].Magnitude ? i : pivot;
            }

            largest = double.Max(largest, a[pivot, k].Magnitude);
            if (!(a[pivot, k].Magnitude > LeastPivot * largest))
            {
                return false;
            }

            Exchange(a, k, pivot);
            Exchange(b, k, pivot);
            for (int i = k + 1; i < n; i++)
            {
                Complex factor = a[i, k] / a[k, k];
                for (int j = k + 1; j < n; j++)
                {
                    a[i, j] -= factor * a[k, j];
                }

                for (int j = 0; j < columns; j++)
                {
                    b[i, j] -= factor * b[k, j];
                }
            }
        }

        for (int i = n - 1; i >= 0; i--)
        {
            for (int j = 0; j < columns; j++)
            {
                Complex sum = b[i, j];
                for (int k = i + 1; k < n; k++)
                {
                    sum -= a[i, k] * b[k, j];
                }

                b[i, j] = sum / a[i, i];
            }
        }

        return true;
    }

    private static void Exchange(Complex[,] matrix, int first, int second)
    {
        for (int j = 0; first != second && j < matrix.GetLength(1); j++)
        {
            (matrix[first, j], matrix[second, j]) = (matrix[second, j], matrix[first, j]);
        }
    }
}
