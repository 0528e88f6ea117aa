using System;
using System.Threading.Tasks;

namespace SpanLqr.Learning.Lqr;

/// <summary>Work in numbered shares, on one thread or several; shares must not depend on one another.</summary>
internal static class Shares
{
    /// <summary>Does every share.</summary>
    /// <param name="count">How many there are.</param>
    /// <param name="threads">Threads to use at most; with 1 nothing is allocated.</param>
    /// <param name="work">Does the share of that number.</param>
    public static void Run(int count, int threads, Action<int> work)
    {
        if (threads == 1 || count == 1)
        {
            for (int share = 0; share < count; share++)
            {
                work(share);
            }
        }
        else
        {
            Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = threads }, work);
        }
    }
}
