using System;
using System.Numerics;
using System.Threading;
using SpanLqr.Threads;

namespace SpanLqr.Rollouts;

/// <summary>Many rollouts on many threads, and what their costs say.</summary>
public static class RolloutEstimate
{
    // A multiple of every vector's lanes, so that batches are whole vectors; the same on every machine, because statistics are merged by batch.
    private const int BatchSize = 512;

    /// <summary>Mean, variance and standard error of the summed cost of rollouts 0 … count − 1.</summary>
    /// <typeparam name="T">double or float.</typeparam>
    /// <param name="engine">Rollouts of one variant that share their loops.</param>
    /// <param name="count">How many rollouts, at least 1.</param>
    /// <param name="threads">At most so many threads; 0 for one a processor. They change no bit of the result.</param>
    /// <param name="progress">Told now and then how many rollouts are done; from several threads, but never from two at once. What it throws ends the work and is thrown here.</param>
    /// <param name="cancellation">Stops the work between batches.</param>
    /// <returns>The statistics, merged batch by batch in the order of the rollouts.</returns>
    /// <exception cref="ArgumentException">The plan has several variants, or is a population.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The count is below 1, or the threads are negative.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static RolloutStatistics Estimate<T>(
        this RolloutEngine<T> engine, long count, int threads = 0, Action<long>? progress = null, CancellationToken cancellation = default)
        where T : unmanaged, INumberBase<T>
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        if (engine.Plan.Variants > 1 || engine.Plan.Rollouts > 1)
        {
            throw new ArgumentException(
                $"The plan has {engine.Plan.Variants} variants and {engine.Plan.Rollouts} loops, expected 1 and 1: their costs have no common mean.",
                nameof(engine));
        }

        var statistics = new RolloutStatistics[(count + BatchSize - 1) / BatchSize];
        var gate = new Lock();
        long done = 0;
        ParallelWork.Run(
            statistics.LongLength,
            threads,
            cancellation,
            () => (Workspace: engine.CreateWorkspace(), Costs: new double[BatchSize]),
            (batch, local) =>
            {
                long first = batch * BatchSize;
                Span<double> costs = local.Costs.AsSpan(0, (int)Math.Min(BatchSize, count - first));
                engine.Run((ulong)first, costs, local.Workspace);
                statistics[batch] = RolloutStatistics.Of(costs);
                if (progress is not null)
                {
                    lock (gate)
                    {
                        done += costs.Length;
                        progress(done);
                    }
                }
            });
        return Merge(statistics);
    }

    /// <summary>Merged in halves, so that rounding grows with the logarithm of their number.</summary>
    private static RolloutStatistics Merge(ReadOnlySpan<RolloutStatistics> statistics)
    {
        int half = statistics.Length / 2;
        return statistics.Length == 1 ? statistics[0] : RolloutStatistics.Merge(Merge(statistics[..half]), Merge(statistics[half..]));
    }
}
