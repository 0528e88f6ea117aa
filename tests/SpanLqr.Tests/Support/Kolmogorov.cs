using System;

namespace SpanLqr.Tests.Support;

/// <summary>Kolmogorov–Smirnov distances, scaled so that the same numbers are critical for every size.</summary>
internal static class Kolmogorov
{
    /// <summary>Exceeded with probability 2·exp(−2·2.5²) = 7e−6 where the laws are the same.</summary>
    public const double Critical = 2.5;

    /// <summary>√n·sup|F_n − F|. Sorts the sample.</summary>
    public static double OneSample(double[] sample, Func<double, double> cumulative)
    {
        Array.Sort(sample);
        double largest = 0;
        for (int i = 0; i < sample.Length; i++)
        {
            double f = cumulative(sample[i]);
            largest = Math.Max(largest, Math.Max(f - ((double)i / sample.Length), ((i + 1.0) / sample.Length) - f));
        }

        return Math.Sqrt(sample.Length) * largest;
    }

    /// <summary>√(nm/(n + m))·sup|F_n − G_m|. Sorts both samples.</summary>
    public static double TwoSample(double[] first, double[] second)
    {
        Array.Sort(first);
        Array.Sort(second);
        double largest = 0;
        for (int i = 0, j = 0; i < first.Length && j < second.Length;)
        {
            double at = Math.Min(first[i], second[j]);
            while (i < first.Length && first[i] <= at)
            {
                i++;
            }

            while (j < second.Length && second[j] <= at)
            {
                j++;
            }

            largest = Math.Max(largest, Math.Abs(((double)i / first.Length) - ((double)j / second.Length)));
        }

        return Math.Sqrt((double)first.Length * second.Length / (first.Length + second.Length)) * largest;
    }
}
