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
        Func<double> run = wide ? Run512 : Run256;
        WarmUp.Run([new Contender(Contender.Ours, "", _ => run())]);
        double best = double.PositiveInfinity;
        for (int round = 0; round < rounds; round++)
        {
            best = Math.Min(best, run());
        }

        int lanes = wide ? Vector512<double>.Count : Vector256<double>.Count;
        double flops = 2.0 * lanes * Chains * Iterations;
        return new Peak(flops / (best * 1e9), wide ? "Vector512" : "Vector256", wide ? Demand512 : Demand256);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static double Run512()
    {
        Vector512<double> x = Vector512.Create(0.999), y = Vector512.Create(1e-3);
        Vector512<double> a = y, b = y, c = y, d = y, e = y, f = y, g = y, h = y, i = y, j = y, k = y, l = y;
        long start = Clock.Now;
        for (int count = 0; count < Iterations; count++)
        {
            a = Vector512.FusedMultiplyAdd(a, x, y);
            b = Vector512.FusedMultiplyAdd(b, x, y);
            c = Vector512.FusedMultiplyAdd(c, x, y);
            d = Vector512.FusedMultiplyAdd(d, x, y);
            e = Vector512.FusedMultiplyAdd(e, x, y);
            f = Vector512.FusedMultiplyAdd(f, x, y);
            g = Vector512.FusedMultiplyAdd(g, x, y);
            h = Vector512.FusedMultiplyAdd(h, x, y);
            i = Vector512.FusedMultiplyAdd(i, x, y);
            j = Vector512.FusedMultiplyAdd(j, x, y);
            k = Vector512.FusedMultiplyAdd(k, x, y);
            l = Vector512.FusedMultiplyAdd(l, x, y);
        }

        double seconds = Clock.SecondsSince(start);
        Sink = Vector512.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
        return seconds;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static double Run256()
    {
        Vector256<double> x = Vector256.Create(0.999), y = Vector256.Create(1e-3);
        Vector256<double> a = y, b = y, c = y, d = y, e = y, f = y, g = y, h = y, i = y, j = y, k = y, l = y;
        long start = Clock.Now;
        for (int count = 0; count < Iterations; count++)
        {
            a = Vector256.FusedMultiplyAdd(a, x, y);
            b = Vector256.FusedMultiplyAdd(b, x, y);
            c = Vector256.FusedMultiplyAdd(c, x, y);
            d = Vector256.FusedMultiplyAdd(d, x, y);
            e = Vector256.FusedMultiplyAdd(e, x, y);
            f = Vector256.FusedMultiplyAdd(f, x, y);
            g = Vector256.FusedMultiplyAdd(g, x, y);
            h = Vector256.FusedMultiplyAdd(h, x, y);
            i = Vector256.FusedMultiplyAdd(i, x, y);
            j = Vector256.FusedMultiplyAdd(j, x, y);
            k = Vector256.FusedMultiplyAdd(k, x, y);
            l = Vector256.FusedMultiplyAdd(l, x, y);
        }

        double seconds = Clock.SecondsSince(start);
        Sink = Vector256.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
        return seconds;
    }

    // Keeps the chains from being dead code.
    private static double Sink { get; set; }
}
