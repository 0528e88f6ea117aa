using System;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SpanLqr.Linear;

/// <summary>Sums whose order is that of 512-bit vectors on every machine, so that their bits are the same on all of them.</summary>
/// <remarks>The sums of TensorPrimitives are in the order of the machine's own vectors.</remarks>
internal static class OrderedSums
{
    /// <summary>Σ x_i·y_i.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static T Dot<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y)
        where T : INumberBase<T>
    {
        if (x.Length != y.Length)
        {
            throw new ArgumentException($"The lengths are {x.Length} and {y.Length}, expected equal ones.", nameof(y));
        }

        ref T first = ref MemoryMarshal.GetReference(x), second = ref MemoryMarshal.GetReference(y);
        Vector512<T> lanes = default;
        int i = 0;
        for (; i <= x.Length - Vector512<T>.Count; i += Vector512<T>.Count)
        {
            lanes += Vector512.LoadUnsafe(ref first, (nuint)i) * Vector512.LoadUnsafe(ref second, (nuint)i);
        }

        T rest = T.Zero;
        for (; i < x.Length; i++)
        {
            rest += x[i] * y[i];
        }

        return Total(lanes) + rest;
    }

    /// <summary>Σ x_i.</summary>
    public static T Sum<T>(ReadOnlySpan<T> x)
        where T : INumberBase<T>
    {
        ref T first = ref MemoryMarshal.GetReference(x);
        Vector512<T> lanes = default;
        int i = 0;
        for (; i <= x.Length - Vector512<T>.Count; i += Vector512<T>.Count)
        {
            lanes += Vector512.LoadUnsafe(ref first, (nuint)i);
        }

        T rest = T.Zero;
        for (; i < x.Length; i++)
        {
            rest += x[i];
        }

        return Total(lanes) + rest;
    }

    /// <summary>Σ x_i².</summary>
    public static T SumOfSquares<T>(ReadOnlySpan<T> x)
        where T : INumberBase<T> => Dot(x, x);

    /// <summary>(Σ x_i²)^½.</summary>
    public static T Norm<T>(ReadOnlySpan<T> x)
        where T : INumberBase<T>, IRootFunctions<T> => T.Sqrt(Dot(x, x));

    private static T Total<T>(Vector512<T> lanes)
        where T : INumberBase<T>
    {
        Vector256<T> half = lanes.GetLower() + lanes.GetUpper();
        Vector128<T> quarter = half.GetLower() + half.GetUpper();
        T total = quarter[0];
        for (int k = 1; k < Vector128<T>.Count; k++)
        {
            total += quarter[k];
        }

        return total;
    }
}
