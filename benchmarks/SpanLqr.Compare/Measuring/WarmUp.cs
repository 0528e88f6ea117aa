using System.Collections.Generic;
using System.Runtime;
using System.Threading;

namespace SpanLqr.Compare.Measuring;

/// <summary>Runs our loops until the JIT has nothing left to compile.</summary>
internal static class WarmUp
{
    // More than the 30 calls after which the runtime asks for the optimised form.
    private const int CallsPerCycle = 40;
    private const int IterationsPerCall = 64;

    // A large problem is warm after fewer.
    private const double SecondsPerCall = 2e-3;

    // Longer than the 100 ms that the runtime waits for new methods to stop coming. On one core that wait is ten times as
    // long unless DOTNET_TC_DelaySingleProcMultiplier=1, which compare.sh sets.
    private const int PauseMilliseconds = 250;
    private const int QuietCyclesWanted = 2;
    private const int MaxCycles = 40;

    /// <returns>Whether it came to rest.</returns>
    public static bool Run(IReadOnlyCollection<Contender> ours)
    {
        int quiet = 0;
        long compiled = JitInfo.GetCompiledMethodCount();
        for (int cycle = 0; cycle < MaxCycles && quiet < QuietCyclesWanted; cycle++)
        {
            foreach (Contender contender in ours)
            {
                int iterations = (int)double.Clamp(SecondsPerCall / contender.Run(1), 1, IterationsPerCall);
                for (int call = 0; call < CallsPerCycle; call++)
                {
                    contender.Run(iterations);
                }
            }

            Thread.Sleep(PauseMilliseconds);
            long now = JitInfo.GetCompiledMethodCount();
            quiet = now == compiled ? quiet + 1 : 0;
            compiled = now;
        }

        return quiet == QuietCyclesWanted;
    }
}
