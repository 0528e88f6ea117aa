namespace SpanLqr.Cli.Learning

open SpanLqr.Learning

/// What certainty equivalence takes to the target on the same plant.
type Baseline =
    {
        Steps: int64
        EstimatedGap: float
        /// Whether its own estimate came within the target.
        Arrived: bool
    }

/// What a run says of its own result.
type Judgement =
    {
        /// The learner's own estimate; nothing where it has none, and the model has to say.
        Verdict: unit -> LearningVerdict option
        /// Run when it is asked for.
        Baseline: unit -> Baseline option
    }

module Judgement =
    /// Of learners that do not estimate their own error.
    let byModel =
        {
            Verdict = fun () -> None
            Baseline = fun () -> None
        }

    /// The words of result files for the reasons.
    let reasonText reason =
        match reason with
        | StopReason.Target -> "target"
        | StopReason.Budget -> "budget"
        | StopReason.SlowLoop -> "slow loop"
        | StopReason.NotStabilised -> "not stabilised"
        | StopReason.Diverged -> "diverged"
        | StopReason.NotStationary -> "not stationary"
        | StopReason.NoProgress -> "no progress"
        | _ -> "iterations"
