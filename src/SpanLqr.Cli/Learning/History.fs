namespace SpanLqr.Cli.Learning

/// One line of the history of a run.
type HistoryEntry =
    {
        Iteration: int
        /// +∞ where the closed loop was unstable.
        Cost: float
        GainError: float
        Rollouts: int64
    }

/// A run so far.
type Progress =
    {
        /// The latest first.
        History: HistoryEntry list
        State: SpanLqr.Learning.LearnerState
    }
