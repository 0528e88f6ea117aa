/// The loop that is run.
module SpanLqr.Cli.Simulation.ClosedLoop

open SpanLqr.Cli
open SpanLqr.Populations

/// Ends with exit code 3 where costs have no average in the long run.
let requireStable file (loop: MeanFieldLoop) =
    if not loop.Horizon.HasValue then
        let radius = LoopStability.Radius loop

        if not (radius < 1.0) then
            Stop.noAnswer
                $"{file}: the policy is not stable: its closed loop has spectral radius {radius:G6}, so costs have no long-run average"
