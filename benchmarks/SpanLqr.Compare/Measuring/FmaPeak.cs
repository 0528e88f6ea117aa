using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SpanLqr.Compare.Ours;
using SpanLqr.Compare.Report;

namespace SpanLqr.Compare.Measuring;

/// <summary>The peak of fused multiply-adds: twelve independent chains in registers, at the widest vectors there are.</summary>
internal static class FmaPeak
{
    private const int Chains = 12;
    private const int Iterations = 20_000;
    private const double Demand512 = 0.95;
    private const double Demand256 = 0.90;

    public static Peak Measure(int rounds)
    {
        bool wide = Vector512.IsHardwareAccelerated;
        Func<double> chains = wide ? Chains512 : Chains256;
        double best = double.PositiveInfinity, sink = 0;
        for (int round = 0; round < rounds; round++)
        {
            long start = Clock.Now;
            sink += chains();
            best = Math.Min(best, Clock.SecondsSince(start));
        }

        int lanes = wide ? Vector512<double>.Count : Vector256<double>.Count;
        double flops = 2.0 * lanes * Chains * Iterations;
        GC.KeepAlive(sink);
        return new Peak(flops / (best * 1e9), wide ? "Vector512" : "Vector256", wide ? Demand512 : Demand256);
    }

    // Optimised from the first call and without a call inside: else the JIT keeps the sums in memory. The accumulator is the
    // addend, so that it multiplies and adds in place, without a move.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Chains512()
    {
        Vector512<double> x = Vector512.Create(0.999), y = Vector512.Create(1e-3);
        Vector512<double> a = y, b = y, c = y, d = y, e = y, f = y, g = y, h = y, i = y, j = y, k = y, l = y;
        for (int count = 0; count < Iterations; count++)
        {
            a = Vector512.FusedMultiplyAdd(x, y, a);
            b = Vector512.FusedMultiplyAdd(x, y, b);
            c = Vector512.FusedMultiplyAdd(x, y, c);
            d = Vector512.FusedMultiplyAdd(x, y, d);
            e = Vector512.FusedMultiplyAdd(x, y, e);
            f = Vector512.FusedMultiplyAdd(x, y, f);
            g = Vector512.FusedMultiplyAdd(x, y, g);
            h = Vector512.FusedMultiplyAdd(x, y, h);
            i = Vector512.FusedMultiplyAdd(x, y, i);
            j = Vector512.FusedMultiplyAdd(x, y, j);
            k = Vector512.FusedMultiplyAdd(x, y, k);
            l = Vector512.FusedMultiplyAdd(x, y, l);
        }

        return Vector512.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Chains256()
    {
        Vector256<double> x = Vector256.Create(0.999), y = Vector256.Create(1e-3);
        Vector256<double> a = y, b = y, c = y, d = y, e = y, f = y, g = y, h = y, i = y, j = y, k = y, l = y;
        for (int count = 0; count < Iterations; count++)
        {
            a = Vector256.FusedMultiplyAdd(x, y, a);
            b = Vector256.FusedMultiplyAdd(x, y, b);
            c = Vector256.FusedMultiplyAdd(x, y, c);
            d = Vector256.FusedMultiplyAdd(x, y, d);
            e = Vector256.FusedMultiplyAdd(x, y, e);
            f = Vector256.FusedMultiplyAdd(x, y, f);
            g = Vector256.FusedMultiplyAdd(x, y, g);
            h = Vector256.FusedMultiplyAdd(x, y, h);
            i = Vector256.FusedMultiplyAdd(x, y, i);
            j = Vector256.FusedMultiplyAdd(x, y, j);
            k = Vector256.FusedMultiplyAdd(x, y, k);
            l = Vector256.FusedMultiplyAdd(x, y, l);
        }

        return Vector256.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }
}
