using System;
using System.Threading.Tasks;

namespace SpanLqr.Learning;

/// <summary>The work of one call to a cost oracle, in shares that write different costs and have buffers of their own.</summary>
internal sealed class OracleShares
{
    private readonly int _threads;
    private readonly Work _work;

    public OracleShares(int threads, Work work) => (_threads, _work) = (threads, work);

    /// <summary>One share.</summary>
    public delegate void Work(int share, int shares, ReadOnlySpan<double> parameters, ReadOnlySpan<ulong> keys, Span<double> costs);

    /// <summary>Runs all shares; on one thread nothing is allocated.</summary>
    public void Run(int shares, ReadOnlySpan<double> parameters, ReadOnlySpan<ulong> keys, Span<double> costs)
    {
        if (_threads > 1 && shares > 1)
        {
            RunInParallel(shares, parameters, keys, costs);
            return;
        }

        for (int share = 0; share < shares; share++)
        {
            _work(share, shares, parameters, keys, costs);
        }
    }

    private void RunInParallel(int shares, ReadOnlySpan<double> parameters, ReadOnlySpan<ulong> keys, Span<double> costs)
    {
        // Spans do not cross threads.
        double[] rows = parameters.ToArray(), results = new double[costs.Length];
        ulong[] noises = keys.ToArray();
        Parallel.For(
            0,
            shares,
            new ParallelOptions { MaxDegreeOfParallelism = _threads },
            share => _work(share, shares, rows, noises, results));
        results.CopyTo(costs);
    }
}
