using System;
using System.Threading;

namespace SpanLqr.Populations;

/// <summary>Counts the steps that rollouts have taken, on any threads, and ends them on request.</summary>
internal sealed class StepWatch(IProgress<long>? progress, CancellationToken cancellation)
{
    private long _steps;

    /// <summary>Some more steps are done.</summary>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public void Advance(long steps)
    {
        cancellation.ThrowIfCancellationRequested();
        long total = Interlocked.Add(ref _steps, steps);
        progress?.Report(total);
    }
}
