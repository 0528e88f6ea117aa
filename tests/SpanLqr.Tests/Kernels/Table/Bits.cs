using System;
using System.Runtime.InteropServices;

namespace SpanLqr.Tests.KernelFacts;

/// <summary>Comparison of numbers as bit patterns.</summary>
internal static class Bits
{
    /// <summary>The same bits everywhere.</summary>
    public static bool Identical<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y)
        where T : struct => MemoryMarshal.AsBytes(x).SequenceEqual(MemoryMarshal.AsBytes(y));

    /// <summary>The same bits, any NaN being as good as another: which operand's payload survives depends on the instruction.</summary>
    public static bool Same(double x, double y) => BitConverter.DoubleToInt64Bits(x) == BitConverter.DoubleToInt64Bits(y) || (double.IsNaN(x) && double.IsNaN(y));

    /// <summary>The first entry that is not the same, or −1.</summary>
    public static int FirstDifference(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            if (!Same(x[i], y[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
