/// A run as people read it.
module SpanLqr.Cli.Tables.LearnPage

open SpanLqr.Cli.Learning
open SpanLqr.Cli.Tables.Page

/// How far from an equilibrium policies are, in terms of cost.
let private exploitability result =
    match result with
    | SpanLqr.Files.Results.GameResult result ->
        [
            for population in result.Populations do
                match population.Exploitability with
                | Some gain -> $"an agent of {population.Name} could gain at most", number gain
                | None -> ()
        ]
    | _ -> []

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
                if session.IsLeast then
                    "least cost, of the exact solution", number session.BestCost
                    "cost gap", percent ((last.Cost - session.BestCost) / abs session.BestCost)
                else
                    "cost at equilibrium", number session.BestCost
                match last.LawError with
                | Some error ->
                    "‖F − F*‖ of the mean field", Page.error error.F
                    "‖c − c*‖ of the mean field", Page.error error.C
                | None -> ()
                yield! exploitability result
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
