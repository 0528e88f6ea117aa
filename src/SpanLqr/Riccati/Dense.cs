using System;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SpanLqr.Riccati;

/// <summary>Entrywise work on dense storage of any shape, where only the number of entries counts.</summary>
internal static class Dense
{
    public static Span<T> Span<T>(ref T x, int length) => MemoryMarshal.CreateSpan(ref x, length);

    public static void Copy<T>(ref T source, ref T destination, int length) => Span(ref source, length).CopyTo(Span(ref destination, length));

    /// <summary>D ← X + Y.</summary>
    public static void Add(ref double x, ref double y, ref double destination, int length) =>
        TensorPrimitives.Add(Span(ref x, length), Span(ref y, length), Span(ref destination, length));

    /// <summary>D ← X − Y.</summary>
    public static void Subtract<T>(ref T x, ref T y, ref T destination, int length)
        where T : ISubtractionOperators<T, T, T> =>
        TensorPrimitives.Subtract(Span(ref x, length), Span(ref y, length), Span(ref destination, length));

    /// <summary>D ← C + α·X.</summary>
    public static void AddScaled(ref double x, double alpha, ref double addend, ref double destination, int length) =>
        TensorPrimitives.FusedMultiplyAdd(Span(ref x, length), alpha, Span(ref addend, length), Span(ref destination, length));

    /// <summary>D ← α·X.</summary>
    public static void Scale(ref double x, double alpha, ref double destination, int length) =>
        TensorPrimitives.Multiply(Span(ref x, length), alpha, Span(ref destination, length));

    /// <summary>A ← A + α·I for a square matrix of the given order.</summary>
    public static void AddDiagonal(ref double a, double alpha, int order)
    {
        for (int i = 0; i < order; i++)
        {
            Unsafe.Add(ref a, i * (order + 1)) += alpha;
        }
    }

    /// <summary>A ← α·I.</summary>
    public static void SetDiagonal(ref double a, double alpha, int order)
    {
        Span(ref a, order * order).Clear();
        AddDiagonal(ref a, alpha, order);
    }

    /// <summary>‖X‖_F, without overflow or underflow of the squares.</summary>
    public static double FrobeniusNorm(ref double x, int length)
    {
        ReadOnlySpan<double> entries = Span(ref x, length);
        double squares = OrderedSums.SumOfSquares(entries);
        if (squares is > 1e-280 and < 1e280)
        {
            return Math.Sqrt(squares);
        }

        double largest = MaxAbs(ref x, length);
        if (largest == 0 || !double.IsFinite(largest))
        {
            return largest;
        }

        double sum = 0;
        foreach (double entry in entries)
        {
            double scaled = entry / largest;
            sum += scaled * scaled;
        }

        return largest * Math.Sqrt(sum);
    }

    /// <summary>max |x_i|; NaN where an entry is NaN.</summary>
    public static double MaxAbs(ref double x, int length) => Math.Abs(TensorPrimitives.MaxMagnitude<double>(Span(ref x, length)));

    /// <summary>Σ_ij X_ij·Y_ij, which is tr(XY) where one of them is symmetric.</summary>
    public static T Dot<T>(ref T x, ref T y, int length)
        where T : INumberBase<T> => OrderedSums.Dot<T>(Span(ref x, length), Span(ref y, length));

    /// <summary>tr(A).</summary>
    public static double Trace(ref double a, int order)
    {
        double sum = 0;
        for (int i = 0; i < order; i++)
        {
            sum += Unsafe.Add(ref a, i * (order + 1));
        }

        return sum;
    }

    public static bool IsFinite<T>(ref T x, int length)
        where T : INumberBase<T>
    {
        // x − x is 0 for a number and NaN for the rest, so one pass without branches tells.
        Vector256<T> one = default, other = default;
        int i = 0;
        for (; i <= length - (2 * Vector256<T>.Count); i += 2 * Vector256<T>.Count)
        {
            Vector256<T> low = Vector256.LoadUnsafe(ref x, (nuint)i), high = Vector256.LoadUnsafe(ref x, (nuint)(i + Vector256<T>.Count));
            one += low - low;
            other += high - high;
        }

        T sum = Vector256.Sum(one + other);
        for (; i < length; i++)
        {
            T entry = Unsafe.Add(ref x, i);
            sum += entry - entry;
        }

        return sum == T.Zero;
    }

    public static bool IsFinite<T>(ReadOnlySpan<T> x)
        where T : INumberBase<T> => IsFinite(ref MemoryMarshal.GetReference(x), x.Length);
}
