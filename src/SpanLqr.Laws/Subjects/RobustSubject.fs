namespace SpanLqr.Laws

open SpanLqr.Robust

/// The saddle point over a horizon that a solver under test returns.
type RobustSaddle =
    {
        /// K¹_t, K²_t and M_t of the deviations.
        Deviations: RobustPolicyPart
        /// L¹_t, L²_t and M̄_t of the mean field.
        MeanField: RobustPolicyPart
        /// For each t, the least eigenvalue of γ²I − D'M_{t+1}D over both parts.
        Margins: float[]
        /// The value for infinitely many agents.
        Value: float
        /// The value for the problem's number of agents.
        FiniteValue: float
    }

/// What the worst adversary does to a given controller.
type RobustWorst =
    {
        /// K²_t of its deviations.
        Adversary: float[,][]
        /// L²_t of the mean field.
        MeanAdversary: float[,][]
        /// What the two pay for infinitely many agents.
        Value: float
    }

/// The code whose saddle points are held to the laws. Every level it is given has one; a function that fails should throw.
type RobustSubject =
    {
        /// The saddle point at a level γ.
        Solve: RobustProblem -> float -> RobustSaddle
        /// Whether a level is viable for infinitely many agents; also asked of levels without a saddle point.
        IsViable: RobustProblem -> float -> bool
        /// The least viable level for infinitely many agents.
        LeastViable: RobustProblem -> float
        /// The worst case of given K¹_t and L¹_t at a level; nothing where it has no bound.
        WorstCase: RobustProblem -> float -> float[,][] -> float[,][] -> RobustWorst option
    }
