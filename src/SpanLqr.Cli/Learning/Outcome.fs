namespace SpanLqr.Cli.Learning

open System
open System.Globalization
open SpanLqr.Cli.Solving
open SpanLqr.Files.Results
open SpanLqr.Learning

/// How a run ended, and how good its result is by its own words and by the model's.
type Outcome =
    {
        EstimatedGap: float
        EstimatedBy: string
        StopReason: string
        Baseline: Baseline option
        /// The line that says why the result is not within the target; nothing where it is.
        Shortcoming: string option
        /// The line that says that the estimate was wrong, where it was.
        WrongEstimate: string option
    }

module Outcome =
    /// How often the estimate a gap may be: the estimate is a standard error, and the gap a square of errors like it.
    let private margin = 5.0

    let percent (value: float) =
        if Double.IsFinite value then
            (100.0 * value).ToString("G3", CultureInfo.InvariantCulture) + " %"
        else
            "unknown"

    let private byModel = "the model, which the learner did not have"

    /// The gap of a session's last line: of the cost where the policy is to cost least, of the gains where nobody's cost is least.
    let private measured kind (session: Session) (last: HistoryEntry) =
        match kind with
        | "game"
        | "robust" -> last.GainError / session.BestGainNorm
        | _ -> (last.Cost - session.BestCost) / abs session.BestCost

    /// Gains of games and robust problems stand for costs that are quadratic in them: this many times the target may they be off.
    let private ofGains = 5.0

    /// A controller whose worst case has no bound is no answer, however near its gains are.
    let withWorstCase result outcome =
        match result with
        | RobustResult {
                           WorstCase = Some { Evidence = Some evidence }
                       } when outcome.Shortcoming.IsNone ->
            { outcome with
                Shortcoming = Some $"the learned controller's worst case is {RobustSolving.describe evidence}"
            }
        | _ -> outcome

    /// Judges a run that has ended.
    let judge kind target timedOut (session: Session) (progress: Progress) =
        let last = List.head progress.History
        let truth = measured kind session last

        let allowed =
            match kind with
            | "game"
            | "robust" -> ofGains * target
            | _ -> target

        let isDiverged = (session.Learner.Status = LearnerStatus.Diverged)
        let isTrue = truth <= allowed

        match session.Judgement.Verdict() with
        | Some verdict ->
            let reason =
                if timedOut then
                    "budget"
                else
                    Judgement.reasonText verdict.Reason

            {
                EstimatedGap = verdict.EstimatedGap
                EstimatedBy = verdict.EstimatedBy
                StopReason = reason
                Baseline = session.Judgement.Baseline()
                Shortcoming =
                    if verdict.EstimatedGap <= target && isTrue then
                        None
                    else
                        Some verdict.Explanation
                WrongEstimate =
                    if truth > margin * verdict.EstimatedGap then
                        Some $"the estimate was wrong: the gap is {percent truth}, the estimate {percent verdict.EstimatedGap}"
                    else
                        None
            }
        | None ->
            {
                EstimatedGap = truth
                EstimatedBy = byModel
                StopReason =
                    if isDiverged then "diverged"
                    elif timedOut then "budget"
                    else "iterations"
                Baseline = session.Judgement.Baseline()
                Shortcoming =
                    if isDiverged then
                        Some "the learner diverged: the plant diverges whatever is tried; take a smaller step or radius, or another start"
                    elif isTrue then
                        None
                    elif not (truth <= 1.0 + allowed) then
                        Some $"the learner diverged: what was learned is off by {percent truth}"
                    else
                        Some $"what was learned is off by {percent truth}, more than {percent allowed}"
                WrongEstimate = None
            }
