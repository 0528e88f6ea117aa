using System;
using System.Linq;
using System.Runtime.ExceptionServices;
using System.Threading;
using System.Threading.Tasks;

namespace SpanLqr.Threads;

/// <summary>Numbered items of work that do not depend on one another, shared out among threads.</summary>
internal static class ParallelWork
{
    /// <summary>Does every item. Where one throws no further ones begin, and the caller sees that exception and no collection of them.</summary>
    /// <typeparam name="TLocal">The buffers of one thread.</typeparam>
    /// <param name="count">How many items there are.</param>
    /// <param name="threads">Threads to use at most; 0 for one a processor.</param>
    /// <param name="cancellation">Ends the work between items.</param>
    /// <param name="create">Makes the buffers of one thread.</param>
    /// <param name="work">Does the item of that number.</param>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static void Run<TLocal>(long count, int threads, CancellationToken cancellation, Func<TLocal> create, Action<long, TLocal> work)
    {
        try
        {
            Parallel.For(
                0L,
                count,
                new ParallelOptions { MaxDegreeOfParallelism = threads == 0 ? -1 : threads, CancellationToken = cancellation },
                create,
                (item, _, local) =>
                {
                    work(item, local);
                    return local;
                },
                static _ => { });
        }
        catch (AggregateException errors)
        {
            // A cancelled thread is the consequence of what another one threw, unless all were cancelled.
            Exception first = errors.InnerExceptions.FirstOrDefault(static e => e is not OperationCanceledException) ?? errors.InnerExceptions[0];
            ExceptionDispatchInfo.Throw(first);
        }
    }
}
