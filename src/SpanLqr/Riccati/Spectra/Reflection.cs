using System;
using System.Numerics.Tensors;

namespace SpanLqr.Riccati;

/// <summary>Householder reflections I − βvv' and their products with row-major matrices.</summary>
internal static class Reflection
{
    /// <summary>Makes the reflection that maps x to a multiple of the first unit vector; v takes the place of x.</summary>
    /// <param name="x">x on entry, v on return.</param>
    /// <param name="image">The multiple.</param>
    /// <returns>β; 0, for the identity, where x is that multiple already.</returns>
    public static double Make(Span<double> x, out double image)
    {
        image = x[0];
        if (x.Length == 1 || TensorPrimitives.MaxMagnitude<double>(x[1..]) == 0)
        {
            return 0;
        }

        double largest = Math.Abs(TensorPrimitives.MaxMagnitude<double>(x));
        TensorPrimitives.Divide(x, largest, x);
        double head = x[0];
        double norm = -Math.CopySign(Math.Sqrt(OrderedSums.SumOfSquares<double>(x)), head);
        image = norm * largest;
        x[0] = head - norm;
        return 1 / (norm * (norm - head));
    }

    /// <summary>A ← (I − βvv')A on the rows from <paramref name="row"/> on, columns from <paramref name="column"/> to the end.</summary>
    public static void ApplyLeft(ReadOnlySpan<double> v, double beta, Span<double> a, int stride, int row, int column, Span<double> workspace)
    {
        int width = stride - column;
        Span<double> along = workspace[..width];
        along.Clear();
        for (int i = 0; i < v.Length; i++)
        {
            TensorPrimitives.MultiplyAdd(a.Slice(((row + i) * stride) + column, width), v[i], along, along);
        }

        for (int i = 0; i < v.Length; i++)
        {
            Span<double> target = a.Slice(((row + i) * stride) + column, width);
            TensorPrimitives.MultiplyAdd(along, -beta * v[i], target, target);
        }
    }

    /// <summary>A ← A(I − βvv') on the first <paramref name="rows"/> rows, columns from <paramref name="column"/> on.</summary>
    public static void ApplyRight(ReadOnlySpan<double> v, double beta, Span<double> a, int stride, int rows, int column)
    {
        for (int i = 0; i < rows; i++)
        {
            Span<double> target = a.Slice((i * stride) + column, v.Length);
            double along = 0;
            for (int j = 0; j < v.Length; j++)
            {
                along += target[j] * v[j];
            }

            along *= beta;
            for (int j = 0; j < v.Length; j++)
            {
                target[j] -= along * v[j];
            }
        }
    }
}
