using System;

namespace SpanLqr.Compare.Measuring;

/// <summary>Nanoseconds of one call over all rounds.</summary>
internal readonly record struct Sample(double Median, double Minimum)
{
    public static Sample Of(double[] rounds)
    {
        double[] sorted = [.. rounds];
        Array.Sort(sorted);
        int middle = sorted.Length / 2;
        double median = sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Sample(median, sorted[0]);
    }
}
