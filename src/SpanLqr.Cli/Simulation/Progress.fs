namespace SpanLqr.Cli.Simulation

open System
open System.Diagnostics
open System.Threading
open SpanLqr.Cli

/// Tells on standard error how far a long run is; a short one is over before there is anything to tell.
type Progress(terminal: Terminal, total: int64) =
    /// Seconds from one line to the next.
    let interval = 5.0

    let clock = Stopwatch.StartNew()
    let mutable due = interval

    interface IProgress<int64> with
        member _.Report steps =
            let now = clock.Elapsed.TotalSeconds
            let expected = Volatile.Read(&due)

            // Of all threads that see it due one tells it.
            if
                now >= expected
                && Interlocked.CompareExchange(&due, now + interval, expected) = expected
            then
                let left = now * float (total - steps) / float steps
                Terminal.complain terminal $"simulate: {100L * steps / total} %% done, about {left:F0} s left"
