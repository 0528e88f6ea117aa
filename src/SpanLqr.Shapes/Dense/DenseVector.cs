using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SpanLqr.Shapes.Dense;

/// <summary>
/// Matrix–vector work. Sums have four chains, term k in chain k mod 4; as the lanes of a vector they are summed up at the end
/// as (s₀ + s₁) + (s₂ + s₃).
/// </summary>
internal static class DenseVector
{
    private const int Chains = 4;

    /// <summary>Rows in one strip of work that needs a second sum at hand, so that scratch stays bounded.</summary>
    private const int Strip = 64;

    /// <summary>Σ_k left_k·right_k.</summary>
    public static double Dot(int length, ref double left, ref double right)
    {
        if (length < Chains)
        {
            double sum = left * right;
            for (int k = 1; k < length; k++)
            {
                sum += Unsafe.Add(ref left, k) * Unsafe.Add(ref right, k);
            }

            return sum;
        }

        Vector256<double> chains = Vector256.LoadUnsafe(ref left) * Vector256.LoadUnsafe(ref right);
        int done = Chains;
        for (; done <= length - Chains; done += Chains)
        {
            chains = Vector256.FusedMultiplyAdd(
                Vector256.LoadUnsafe(ref left, (nuint)done), Vector256.LoadUnsafe(ref right, (nuint)done), chains);
        }

        for (int lane = 0; done + lane < length; lane++)
        {
            double term = Math.FusedMultiplyAdd(Unsafe.Add(ref left, done + lane), Unsafe.Add(ref right, done + lane), chains[lane]);
            chains = chains.WithElement(lane, term);
        }

        return chains[0] + chains[1] + (chains[2] + chains[3]);
    }

    /// <summary>d ← A·x, A rows×n.</summary>
    public static void Multiply(int rows, int n, ref double a, ref double x, ref double destination)
    {
        for (int i = 0; i < rows; i++)
        {
            Unsafe.Add(ref destination, i) = Dot(n, ref Unsafe.Add(ref a, (nint)i * n), ref x);
        }
    }

    /// <summary>x⁺ ← A·x + B·u, both sums formed apart.</summary>
    public static void Advance(int n, int m, ref double a, ref double b, ref double x, ref double u, ref double destination)
    {
        for (int i = 0; i < n; i++)
        {
            Unsafe.Add(ref destination, i) = Dot(n, ref Unsafe.Add(ref a, (nint)i * n), ref x) + Dot(m, ref Unsafe.Add(ref b, (nint)i * m), ref u);
        }
    }

    /// <summary>x'·A·x: y = A·x, then Σ_i x_i·y_i.</summary>
    [SkipLocalsInit]
    public static double QuadraticForm(int n, ref double a, ref double x)
    {
        Span<double> strip = stackalloc double[Strip];
        Vector256<double> chains = default;
        for (int i = 0; i < n; i += Strip)
        {
            int rows = Math.Min(Strip, n - i);
            Multiply(rows, n, ref Unsafe.Add(ref a, (nint)i * n), ref x, ref strip[0]);
            if (n < Chains)
            {
                return Dot(n, ref x, ref strip[0]);
            }

            for (int r = 0; r < rows; r++)
            {
                int lane = r % Chains;
                double factor = Unsafe.Add(ref x, i + r);
                chains = chains.WithElement(lane, i + r < Chains ? factor * strip[r] : Math.FusedMultiplyAdd(factor, strip[r], chains[lane]));
            }
        }

        return chains[0] + chains[1] + (chains[2] + chains[3]);
    }
}
