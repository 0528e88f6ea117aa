using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SpanLqr.Shapes.Dense;

/// <summary>Matrix–vector work. Sums have four chains, term k in chain k mod 4.</summary>
internal static class DenseVector<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>d ← A·x, A rows×n.</summary>
    public static void Multiply(int rows, int n, ref T a, ref T x, ref T destination)
    {
        for (int i = 0; i < rows; i++)
        {
            Unsafe.Add(ref destination, i) = Dot(n, ref Unsafe.Add(ref a, (nint)i * n), ref x);
        }
    }

    /// <summary>x⁺ ← A·x + B·u, both sums formed apart.</summary>
    public static void Advance(int n, int m, ref T a, ref T b, ref T x, ref T u, ref T destination)
    {
        for (int i = 0; i < n; i++)
        {
            Unsafe.Add(ref destination, i) = Dot(n, ref Unsafe.Add(ref a, (nint)i * n), ref x) + Dot(m, ref Unsafe.Add(ref b, (nint)i * m), ref u);
        }
    }

    /// <summary>x'·A·x: y = A·x, then Σ_i x_i·y_i.</summary>
    public static T QuadraticForm(int n, ref T a, ref T x) => typeof(T) == typeof(double)
        ? Unsafe.BitCast<double, T>(ChainedSums<double, Vector256<double>, FourDoubles>.QuadraticForm(n, ref Unsafe.As<T, double>(ref a), ref Unsafe.As<T, double>(ref x)))
        : Unsafe.BitCast<float, T>(ChainedSums<float, Vector128<float>, FourSingles>.QuadraticForm(n, ref Unsafe.As<T, float>(ref a), ref Unsafe.As<T, float>(ref x)));

    // The JIT knows T and keeps one side.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Dot(int n, ref T left, ref T right) => typeof(T) == typeof(double)
        ? Unsafe.BitCast<double, T>(ChainedSums<double, Vector256<double>, FourDoubles>.Dot(n, ref Unsafe.As<T, double>(ref left), ref Unsafe.As<T, double>(ref right)))
        : Unsafe.BitCast<float, T>(ChainedSums<float, Vector128<float>, FourSingles>.Dot(n, ref Unsafe.As<T, float>(ref left), ref Unsafe.As<T, float>(ref right)));
}
