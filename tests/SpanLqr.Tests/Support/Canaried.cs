using System;
using Xunit;

namespace SpanLqr.Tests.Support;

/// <summary>A buffer with sentinels before and after it, to prove that nobody writes outside.</summary>
internal sealed class Canaried(int length)
{
    private const int Margin = 16;
    private const double Sentinel = -7.25e77;

    private readonly double[] _memory = Filled(length + (2 * Margin));

    /// <summary>The buffer between the sentinels.</summary>
    public Span<double> Span => _memory.AsSpan(Margin, length);

    /// <summary>Asserts that the sentinels are as they were.</summary>
    public void AssertIntact()
    {
        Assert.All(_memory[..Margin], x => Assert.Equal(Sentinel, x));
        Assert.All(_memory[(Margin + length)..], x => Assert.Equal(Sentinel, x));
    }

    private static double[] Filled(int length)
    {
        double[] memory = new double[length];
        Array.Fill(memory, Sentinel);
        return memory;
    }
}
