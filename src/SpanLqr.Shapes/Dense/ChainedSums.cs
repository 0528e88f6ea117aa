using System;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace SpanLqr.Shapes.Dense;

/// <summary>Sums of four chains, one in each lane of a vector, summed up at the end as (s₀ + s₁) + (s₂ + s₃).</summary>
/// <typeparam name="T">The entry.</typeparam>
/// <typeparam name="TVector">Four of them.</typeparam>
/// <typeparam name="TLanes">What a vector of four can do.</typeparam>
internal static class ChainedSums<T, TVector, TLanes>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVector : struct
    where TLanes : struct, IFourLanes<T, TVector>
{
    private const int Chains = 4;

    /// <summary>Rows in one strip of work that needs a second sum at hand, so that scratch stays bounded.</summary>
    private const int Strip = 64;

    /// <summary>Σ_k left_k·right_k.</summary>
    public static T Dot(int length, ref T left, ref T right)
    {
        if (length < Chains)
        {
            T sum = left * right;
            for (int k = 1; k < length; k++)
            {
                sum += Unsafe.Add(ref left, k) * Unsafe.Add(ref right, k);
            }

            return sum;
        }

        TVector chains = TLanes.Multiply(TLanes.Load(ref left, 0), TLanes.Load(ref right, 0));
        int done = Chains;
        for (; done <= length - Chains; done += Chains)
        {
            chains = TLanes.FusedMultiplyAdd(TLanes.Load(ref left, done), TLanes.Load(ref right, done), chains);
        }

        for (int lane = 0; done + lane < length; lane++)
        {
            T term = T.FusedMultiplyAdd(Unsafe.Add(ref left, done + lane), Unsafe.Add(ref right, done + lane), TLanes.Lane(chains, lane));
            chains = TLanes.WithLane(chains, lane, term);
        }

        return Sum(chains);
    }

    /// <summary>x'·A·x: y = A·x, then Σ_i x_i·y_i.</summary>
    [SkipLocalsInit]
    public static T QuadraticForm(int n, ref T a, ref T x)
    {
        Span<T> strip = stackalloc T[Strip];
        TVector chains = default;
        for (int i = 0; i < n; i += Strip)
        {
            int rows = Math.Min(Strip, n - i);
            for (int r = 0; r < rows; r++)
            {
                strip[r] = Dot(n, ref Unsafe.Add(ref a, (nint)(i + r) * n), ref x);
            }

            if (n < Chains)
            {
                return Dot(n, ref x, ref strip[0]);
            }

            for (int r = 0; r < rows; r++)
            {
                int lane = r % Chains;
                T factor = Unsafe.Add(ref x, i + r);
                chains = TLanes.WithLane(chains, lane, i + r < Chains ? factor * strip[r] : T.FusedMultiplyAdd(factor, strip[r], TLanes.Lane(chains, lane)));
            }
        }

        return Sum(chains);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Sum(TVector chains) => TLanes.Lane(chains, 0) + TLanes.Lane(chains, 1) + (TLanes.Lane(chains, 2) + TLanes.Lane(chains, 3));
}
