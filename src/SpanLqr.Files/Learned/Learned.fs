namespace SpanLqr.Files.Results

open SpanLqr.Files

/// The distance of the mean field's law z̄⁺ = Fz̄ + c from that of an equilibrium.
type LawError = { F: float; C: float }

/// One line of the history of a run.
type HistoryEntry =
    {
        Iteration: int
        /// +∞ where the closed loop was unstable.
        Cost: float
        GainError: float
        Rollouts: int64
        LawError: LawError option
    }

/// How what was learned compares with the exact solution; nothing for what is not finite.
type LearnedReference =
    {
        /// The least cost, or at an equilibrium, which is no minimum, the cost there.
        Cost: float option
        /// Whether the cost is the least there is.
        IsLeast: bool
        CostGap: float option
        GainGap: float option
    }

/// What certainty equivalence took to the same target, or came to.
type LearnedBaseline =
    {
        Steps: int64
        EstimatedGap: float
        Arrived: bool
    }

/// What a result says of how its policy was learned.
type Learned =
    {
        Method: Located<string>
        Seed: uint64
        /// The first line first.
        History: HistoryEntry list
        Rollouts: int64
        Steps: int64
        Rejected: int64
        /// Names and values, in the order in which they are written.
        Settings: (string * string) list
        Reference: LearnedReference
        EstimatedGap: float option
        EstimatedBy: string option
        StopReason: string option
        Baseline: LearnedBaseline option
    }
