namespace SpanLqr.Files.Results

/// The same level for so many agents.
type FiniteResult =
    {
        Agents: int
        Value: float option
        Viable: bool option
        ViabilityMargin: float option
        MinGamma: float option
        /// The condition of the paper's Theorem 3, for comparison: it holds where this is not positive, and proves nothing. Nothing for infinitely
        /// many steps, and for gains that are not of a saddle point.
        PaperMargin: float option
    }

/// Where and by how much γ²I − D'MD falls short of being positive definite.
type Shortfall =
    {
        Part: string
        /// The step, but not for infinitely many of them.
        Stage: int option
        /// The least eigenvalue of γ²I − D'MD there.
        Margin: float option
    }

/// A controller against its own worst adversary, whoever it was solved for or learned against.
type WorstCaseResult =
    {
        Solvable: bool option
        Viable: bool option
        /// Nothing where the worst case has no bound.
        ViabilityMargin: float option
        Value: float option
        /// Why the worst case has no bound.
        Evidence: Shortfall option
    }

/// u = −K1 (x − x̄) − L1 x̄ against v = K2 (x − x̄) + L2 x̄; arrays over time, of one entry for infinitely many steps.
type RobustResult =
    {
        IsStationary: bool
        Gamma: float
        Solvable: bool option
        Viable: bool option
        ViabilityMargin: float option
        MinGamma: float option
        Value: float option
        K1: float[,][]
        K2: float[,][]
        L1: float[,][]
        L2: float[,][]
        M: float[,][]
        Mbar: float[,][]
        Margins: float[] option
        Finite: FiniteResult option
        /// Nothing for a saddle point, which is its own worst case.
        WorstCase: WorstCaseResult option
    }
