using System;

namespace SpanLqr.Latency;

/// <summary>Durations by the nanosecond up to a millisecond; beyond that only how many, and the longest.</summary>
internal sealed class Histogram
{
    private const int Bins = 1_000_000;
    private readonly long[] _counts = new long[Bins + 1];
    private long _total;

    /// <summary>The longest duration.</summary>
    public long Max { get; private set; }

    public void Add(long nanoseconds)
    {
        _counts[Math.Clamp(nanoseconds, 0, Bins)]++;
        _total++;
        Max = Math.Max(Max, nanoseconds);
    }

    public void Clear()
    {
        Array.Clear(_counts);
        _total = 0;
        Max = 0;
    }

    /// <summary>The least duration that this share of all did not exceed.</summary>
    public long Quantile(double share)
    {
        long wanted = (long)Math.Ceiling(share * _total), seen = 0;
        for (int bin = 0; bin < Bins; bin++)
        {
            seen += _counts[bin];
            if (seen >= wanted)
            {
                return bin;
            }
        }

        return Max;
    }
}
