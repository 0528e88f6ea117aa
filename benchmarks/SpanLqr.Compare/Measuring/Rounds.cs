using System;
using System.Collections.Generic;
using System.Linq;

namespace SpanLqr.Compare.Measuring;

/// <summary>Times the contenders of a match in turn, A B C … A B C …, so that a slow phase of the machine meets all of them.</summary>
/// <param name="Count">Rounds.</param>
/// <param name="Seconds">The length of one contender's turn.</param>
internal sealed record Rounds(int Count, double Seconds)
{
    public static Rounds Full { get; } = new(60, 150e-6);

    public static Rounds Quick { get; } = new(12, 100e-6);

    /// <summary>For work of which one call takes a good part of a second.</summary>
    public static Rounds Slow { get; } = new(7, 0) { LeastIterations = 1 };

    // A turn must be long against the clock's grid, and two calls are no average.
    private int LeastIterations { get; init; } = 3;

    private const double CalibrationSeconds = 30e-6;
    private const int CalibrationRuns = 4;

    public void Time(Match match)
    {
        Contender[] contenders = [.. match.Contenders];
        long[] iterations = [.. contenders.Select(Calibrate)];
        double[][] times = [.. contenders.Select(_ => new double[Count])];
        for (int round = 0; round < Count; round++)
        {
            for (int i = 0; i < contenders.Length; i++)
            {
                // The first calls of a turn find cold caches and predictors, whoever's turn it is.
                contenders[i].Run(Math.Max(1, iterations[i] / 8));
                long before = GC.GetAllocatedBytesForCurrentThread();
                double seconds = contenders[i].Run(iterations[i]);
                match.AllocatedBytes += contenders[i].IsOurs ? GC.GetAllocatedBytesForCurrentThread() - before : 0;
                times[i][round] = seconds * 1e9 / iterations[i] / match.Divisor;
            }
        }

        for (int i = 0; i < contenders.Length; i++)
        {
            match.Times[contenders[i]] = Sample.Of(times[i]);
        }
    }

    /// <summary>The iterations that fill a turn. The shortest of a few runs, since one that is interrupted says nothing.</summary>
    private long Calibrate(Contender contender)
    {
        long iterations = 1;
        double seconds = Shortest(contender, iterations);
        while (seconds is >= 0 and < CalibrationSeconds)
        {
            iterations *= 2;
            seconds = Shortest(contender, iterations);
        }

        return Math.Max(LeastIterations, (long)(iterations * Seconds / seconds));
    }

    private static double Shortest(Contender contender, long iterations)
    {
        double shortest = double.PositiveInfinity;
        for (int run = 0; run < CalibrationRuns; run++)
        {
            shortest = Math.Min(shortest, contender.Run(iterations));
        }

        return shortest;
    }
}
