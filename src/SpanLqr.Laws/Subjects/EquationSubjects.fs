namespace SpanLqr.Laws

open SpanLqr.Lqr

/// The solver of X = C + HXF that is held to the laws: H, F and C in this order. A function that fails should throw.
type SteinSubject =
    {
        /// X.
        Solve: float[,] -> float[,] -> float[,] -> float[,]
    }

/// The solver of the Riccati equation from a start that is held to the laws.
type WarmStartSubject =
    {
        /// P from nothing.
        Solve: LqrProblem -> float[,]
        /// P from the P of a problem near by.
        Resolve: LqrProblem -> float[,] -> float[,]
    }

/// The saddle point that a solver under test returns.
type SaddlePoint =
    {
        /// M.
        CostToGo: float[,]
        /// K¹ of u = −K¹x.
        Gain: float[,]
        /// K² of v = K²x.
        AdversaryGain: float[,]
        /// The least eigenvalue of γ²I − D'MD.
        Margin: float
    }

/// The solver of stationary games that is held to the laws.
type GameSubject =
    {
        /// The saddle point against the given γ.
        Solve: GameCase -> float -> SaddlePoint
    }
