using System.Diagnostics;

namespace SpanLqr.Compare.Ours;

/// <summary>The clock of our loops: CLOCK_MONOTONIC on Linux, as on the peers' side.</summary>
internal static class Clock
{
    public static long Now => Stopwatch.GetTimestamp();

    public static double SecondsSince(long start) => Stopwatch.GetElapsedTime(start).TotalSeconds;
}
