/// A run as people read it.
module SpanLqr.Cli.Tables.LearnPage

open SpanLqr.Cli.Learning
open SpanLqr.Cli.Tables.Page

/// The page that `learn` prints: what was learned, and how good it is.
let ofRun (method: Method) (session: Session) (outcome: Outcome) (progress: Progress) result : Page =
    let last = List.head progress.History
    let account = progress.State.Account
    let percent (value: float) = number (100.0 * value) + " %"

    ResultPage.ofResult result
    @ [
        heading $"learned by {method.Name} in {last.Iteration} iterations"
        facts
            [
                "cost", number last.Cost
                "least cost, of the exact solution", number session.BestCost
                "cost gap", percent ((last.Cost - session.BestCost) / abs session.BestCost)
                "gain gap", percent (last.GainError / session.BestGainNorm)
                "rollouts", string account.Rollouts
                "steps of the plant", string account.Steps
                "rejected", string account.Rejected
                "estimated gap", $"{Outcome.percent outcome.EstimatedGap}, by {outcome.EstimatedBy}"
                "ended by", outcome.StopReason
                match outcome.Baseline with
                | Some baseline when baseline.Arrived -> "certainty equivalence reaches the target with", $"{baseline.Steps} steps"
                | Some baseline -> "certainty equivalence misses the target after", $"{baseline.Steps} steps"
                | None -> ()
                yield! session.Remarks
            ]
    ]
