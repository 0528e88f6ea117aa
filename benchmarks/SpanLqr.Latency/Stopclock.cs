using System;
using System.Diagnostics;
using System.Threading;

namespace SpanLqr.Latency;

/// <summary>Times every call by itself and writes one row of the table.</summary>
internal sealed class Stopclock(string build, long calls)
{
    // Enough calls for the runtime to ask for the optimised form, and a pause for it to compile it; a few times over, since
    // what a method calls is asked for later than the method.
    private const int WarmUpCalls = 20_000;
    private const int WarmUpCycles = 5;
    private const int WarmUpPauseMilliseconds = 250;

    private static readonly double NanosecondsPerTick = 1e9 / Stopwatch.Frequency;
    private readonly Histogram _histogram = new();

    public void Time<TWork>(string name, string size, TWork work)
        where TWork : struct, IWork
    {
        for (int cycle = 0; cycle < WarmUpCycles; cycle++)
        {
            Repeat(work, WarmUpCalls);
            Thread.Sleep(WarmUpPauseMilliseconds);
        }

        _histogram.Clear();
        int collections = Collections();
        long bytes = GC.GetAllocatedBytesForCurrentThread();
        Repeat(work, calls);
        bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
        collections = Collections() - collections;
        Console.WriteLine(
            $"| {name} | {size} | {build} | {_histogram.Quantile(0.5)} | {_histogram.Quantile(0.99)} | {_histogram.Quantile(0.999)} | "
                + $"{_histogram.Quantile(0.9999)} | {_histogram.Max} | {bytes} | {collections} |");
    }

    private void Repeat<TWork>(TWork work, long count)
        where TWork : struct, IWork
    {
        for (long i = 0; i < count; i++)
        {
            long start = Stopwatch.GetTimestamp();
            work.Invoke();
            long ticks = Stopwatch.GetTimestamp() - start;
            _histogram.Add((long)(ticks * NanosecondsPerTick));
        }
    }

    private static int Collections() => GC.CollectionCount(0) + GC.CollectionCount(1) + GC.CollectionCount(2);
}
