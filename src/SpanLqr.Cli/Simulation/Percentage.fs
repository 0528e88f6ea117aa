/// From steps that many threads report to percents that one at a time tells.
module SpanLqr.Cli.Simulation.Percentage

open System
open System.Threading

/// Calls `report` with a percentage of `total` and 100, each percentage once at most and never a smaller one after a larger.
let telling (total: int64) (report: int -> int -> unit) =
    let told = ref 0
    let gate = obj ()

    { new IProgress<int64> with
        member _.Report steps =
            let percentage = int (100L * steps / total)

            if percentage > Volatile.Read &told.contents then
                lock gate (fun () ->
                    if percentage > told.Value then
                        told.Value <- percentage
                        report percentage 100)
    }
