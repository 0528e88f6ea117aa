using System;
using System.Numerics.Tensors;

namespace SpanLqr.Linear;

/// <summary>Small dense matrices in arrays, for what is solved once in a while and never inside a solver.</summary>
internal static class MatrixAlgebra
{
    // Beside the largest diagonal entry a pivot this small is rounding.
    private const double Negligible = 1e-15;

    /// <summary>Row i.</summary>
    public static Span<double> Row(double[,] x, int i) => Arrays.Flat(x).Slice(i * x.GetLength(1), x.GetLength(1));

    /// <summary>A copy of a row-major span.</summary>
    public static double[,] Of(ReadOnlySpan<double> entries, int rows, int columns)
    {
        double[,] result = new double[rows, columns];
        entries.CopyTo(Arrays.Flat(result));
        return result;
    }

    /// <summary>XY.</summary>
    public static double[,] Product(double[,] x, double[,] y)
    {
        double[,] result = new double[x.GetLength(0), y.GetLength(1)];
        for (int i = 0; i < x.GetLength(0); i++)
        {
            Span<double> row = Row(result, i);
            for (int k = 0; k < x.GetLength(1); k++)
            {
                TensorPrimitives.FusedMultiplyAdd(Row(y, k), x[i, k], row, row);
            }
        }

        return result;
    }

    /// <summary>X'.</summary>
    public static double[,] Transpose(double[,] x) => DenseMatrix.Create(x.GetLength(1), x.GetLength(0), (i, j) => x[j, i]);

    /// <summary>X'YX.</summary>
    public static double[,] Congruence(double[,] y, double[,] x) => Product(Transpose(x), Product(y, x));

    /// <summary>X + αY.</summary>
    public static double[,] Sum(double[,] x, double[,] y, double alpha = 1) => DenseMatrix.Map(x, (i, j, entry) => entry + (alpha * y[i, j]));

    /// <summary>αX.</summary>
    public static double[,] Scale(double[,] x, double alpha) => DenseMatrix.Map(x, (_, _, entry) => alpha * entry);

    /// <summary>(X + X')/2.</summary>
    public static double[,] Symmetric(double[,] x) => DenseMatrix.HalfSum(x, x);

    /// <summary>tr(X'Y), which is tr(XY) where X is symmetric.</summary>
    public static double Inner(double[,] x, double[,] y) => OrderedSums.Dot<double>(Arrays.Flat(x), Arrays.Flat(y));

    /// <summary>The block of so many rows and columns at (row, column).</summary>
    public static double[,] Block(double[,] x, int row, int column, int rows, int columns) =>
        DenseMatrix.Create(rows, columns, (i, j) => x[row + i, column + j]);

    /// <summary>Whether every entry is finite.</summary>
    public static bool IsFinite(double[,] x) => double.IsFinite(TensorPrimitives.SumOfMagnitudes<double>(Arrays.Flat(x)));

    /// <summary>L with LL' = X, lower triangular; null where X is not positive definite beyond rounding.</summary>
    public static double[,]? Cholesky(double[,] x)
    {
        int n = x.GetLength(0);
        double[,] factor = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double sum = x[i, j] - OrderedSums.Dot<double>(Row(factor, i)[..j], Row(factor, j)[..j]);
                if (i == j)
                {
                    if (!(sum > Negligible * x[i, i]) || !double.IsFinite(sum))
                    {
                        return null;
                    }

                    factor[i, i] = Math.Sqrt(sum);
                }
                else
                {
                    factor[i, j] = sum / factor[j, j];
                }
            }
        }

        return factor;
    }

    /// <summary>L⁻¹ of a lower triangular L.</summary>
    public static double[,] InverseLower(double[,] factor)
    {
        int n = factor.GetLength(0);
        double[,] inverse = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            Span<double> row = Row(inverse, i);
            row[i] = 1;
            for (int k = 0; k < i; k++)
            {
                TensorPrimitives.FusedMultiplyAdd(Row(inverse, k), -factor[i, k], row, row);
            }

            TensorPrimitives.Divide(row, factor[i, i], row);
        }

        return inverse;
    }

    /// <summary>X⁻¹Y for a positive definite X, in units in which its diagonal is 1; null where it is not positive definite.</summary>
    /// <param name="x">X.</param>
    /// <param name="y">Y.</param>
    /// <param name="ridge">Added to the unit diagonal.</param>
    public static double[,]? SolvePositive(double[,] x, double[,] y, double ridge = 0)
    {
        int n = x.GetLength(0);
        double[] unit = new double[n];
        for (int i = 0; i < n; i++)
        {
            unit[i] = x[i, i] > 0 ? 1 / Math.Sqrt(x[i, i]) : 1;
        }

        double[,]? factor = Cholesky(DenseMatrix.Map(x, (i, j, entry) => (entry * unit[i] * unit[j]) + (i == j ? ridge : 0)));
        if (factor is null)
        {
            return null;
        }

        double[,] solution = DenseMatrix.Map(y, (i, _, entry) => unit[i] * entry);
        for (int i = 0; i < n; i++)
        {
            Span<double> row = Row(solution, i);
            for (int k = 0; k < i; k++)
            {
                TensorPrimitives.FusedMultiplyAdd(Row(solution, k), -factor[i, k], row, row);
            }

            TensorPrimitives.Divide(row, factor[i, i], row);
        }

        for (int i = n - 1; i >= 0; i--)
        {
            Span<double> row = Row(solution, i);
            for (int k = i + 1; k < n; k++)
            {
                TensorPrimitives.FusedMultiplyAdd(Row(solution, k), -factor[k, i], row, row);
            }

            TensorPrimitives.Divide(row, factor[i, i], row);
        }

        return DenseMatrix.Map(solution, (i, _, entry) => unit[i] * entry);
    }

    /// <summary>X⁻¹Y by elimination with row exchanges; null where X is singular.</summary>
    public static double[,]? Solve(double[,] x, double[,] y)
    {
        int n = x.GetLength(0);
        double[,] left = (double[,])x.Clone(), right = (double[,])y.Clone();
        for (int k = 0; k < n; k++)
        {
            int pivot = k;
            for (int i = k + 1; i < n; i++)
            {
                pivot = Math.Abs(left[i, k]) > Math.Abs(left[pivot, k]) ? i : pivot;
            }

            if (left[pivot, k] == 0 || !double.IsFinite(left[pivot, k]))
            {
                return null;
            }

            Swap(Row(left, k), Row(left, pivot));
            Swap(Row(right, k), Row(right, pivot));
            for (int i = k + 1; i < n; i++)
            {
                double factor = -left[i, k] / left[k, k];
                Span<double> row = Row(left, i)[k..];
                TensorPrimitives.FusedMultiplyAdd(Row(left, k)[k..], factor, row, row);
                TensorPrimitives.FusedMultiplyAdd(Row(right, k), factor, Row(right, i), Row(right, i));
            }
        }

        for (int i = n - 1; i >= 0; i--)
        {
            Span<double> row = Row(right, i);
            for (int k = i + 1; k < n; k++)
            {
                TensorPrimitives.FusedMultiplyAdd(Row(right, k), -left[i, k], row, row);
            }

            TensorPrimitives.Divide(row, left[i, i], row);
        }

        return IsFinite(right) ? right : null;
    }

    /// <summary>X⁻¹ of a positive definite X; null where it is not.</summary>
    public static double[,]? InversePositive(double[,] x) => SolvePositive(x, DenseMatrix.Identity(x.GetLength(0)));

    private static void Swap(Span<double> x, Span<double> y)
    {
        if (x != y)
        {
            for (int i = 0; i < x.Length; i++)
            {
                (x[i], y[i]) = (y[i], x[i]);
            }
        }
    }
}
