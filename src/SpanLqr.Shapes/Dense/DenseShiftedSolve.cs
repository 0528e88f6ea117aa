using System.Runtime.CompilerServices;

namespace SpanLqr.Shapes.Dense;

/// <summary>V = (I + W)⁻¹·A and Y = (I + W)⁻¹·G by elimination without row exchanges.</summary>
internal static class DenseShiftedSolve
{
    /// <summary>Runs it; W is overwritten by its factors, the scratch receives n entries.</summary>
    /// <returns>False where a pivot cancels.</returns>
    public static bool Run(int n, ref double w, ref double a, ref double g, ref double scratch, ref double v, ref double y)
    {
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                Row(ref w, n, i, j) += i == j ? 1.0 : 0.0;
            }

            Unsafe.Add(ref scratch, i) = Row(ref w, n, i, i);
        }

        DenseRow<double>.Copy(ref a, ref v, n * n);
        DenseRow<double>.Copy(ref g, ref y, n * n);
        for (int k = 0; k < n; k++)
        {
            double pivot = Row(ref w, n, k, k);
            if (ScalarFallback.Cancels(pivot, Unsafe.Add(ref scratch, k)))
            {
                return false;
            }

            double reciprocal = 1.0 / pivot;
            for (int i = k + 1; i < n; i++)
            {
                double l = Row(ref w, n, i, k) * reciprocal;
                DenseRow<double>.AddScaled(ref Row(ref w, n, k, k + 1), -l, ref Row(ref w, n, i, k + 1), n - k - 1);
                DenseRow<double>.AddScaled(ref Row(ref v, n, k, 0), -l, ref Row(ref v, n, i, 0), n);
                DenseRow<double>.AddScaled(ref Row(ref y, n, k, 0), -l, ref Row(ref y, n, i, 0), n);
            }
        }

        Backward(n, ref w, ref v);
        Backward(n, ref w, ref y);
        return true;
    }

    private static void Backward(int n, ref double w, ref double x)
    {
        for (int k = n - 1; k >= 0; k--)
        {
            DenseRow<double>.Scale(1.0 / Row(ref w, n, k, k), ref Row(ref x, n, k, 0), n);
            for (int i = 0; i < k; i++)
            {
                DenseRow<double>.AddScaled(ref Row(ref x, n, k, 0), -Row(ref w, n, i, k), ref Row(ref x, n, i, 0), n);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref double Row(ref double matrix, int n, int i, int j) => ref Unsafe.Add(ref matrix, ((nint)i * n) + j);
}
