using System;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace SpanLqr.Shapes.Dense;

/// <summary>Matrix–vector work that needs a second sum at hand: it goes in strips of rows, so that scratch stays bounded.</summary>
internal static class DenseVector
{
    /// <summary>Rows in one strip.</summary>
    private const int Strip = 64;

    /// <summary>x⁺ ← A·x + B·u, both sums formed apart.</summary>
    [SkipLocalsInit]
    public static void Advance(int n, int m, ref double a, ref double b, ref double x, ref double u, ref double destination)
    {
        Span<double> strip = stackalloc double[Strip];
        for (int i = 0; i < n; i += Strip)
        {
            int rows = Math.Min(Strip, n - i);
            Span<double> target = DenseRow.Span(ref destination, i, rows);
            DenseProduct.Multiply(ProductLayout.Plain(rows, n, 1), ref Unsafe.Add(ref a, (nint)i * n), ref x, ref target[0]);
            DenseProduct.Multiply(ProductLayout.Plain(rows, m, 1), ref Unsafe.Add(ref b, (nint)i * m), ref u, ref strip[0]);
            TensorPrimitives.Add(target, strip[..rows], target);
        }
    }

    /// <summary>x'·A·x: y = A·x, then Σ_i x_i·y_i.</summary>
    [SkipLocalsInit]
    public static double QuadraticForm(int n, ref double a, ref double x)
    {
        Span<double> strip = stackalloc double[Strip];
        double sum = 0;
        for (int i = 0; i < n; i += Strip)
        {
            int rows = Math.Min(Strip, n - i);
            DenseProduct.Multiply(ProductLayout.Plain(rows, n, 1), ref Unsafe.Add(ref a, (nint)i * n), ref x, ref strip[0]);
            for (int r = 0; r < rows; r++)
            {
                double factor = Unsafe.Add(ref x, i + r);
                sum = i + r == 0 ? factor * strip[0] : Math.FusedMultiplyAdd(factor, strip[r], sum);
            }
        }

        return sum;
    }
}
