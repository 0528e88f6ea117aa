namespace SpanLqr.Files.Results

/// One population of a game at equilibrium: u = −K1 z − K2 z̄ − offset.
type GamePopulationResult =
    {
        Name: string
        K1: float[,]
        K2: float[,]
        Offset: float[]
        P: float[,]
        SpectralRadius: float option
        Cost: float option
        /// What an agent of the finite game can gain by deviating; nothing where no population has a size.
        Epsilon: float option
        /// What one agent of the finite game pays; nothing where the population has no size.
        FiniteCost: float option
        /// What an agent could gain by deviating from policies that were learned.
        Exploitability: float option
    }

type GameResult =
    {
        Populations: GamePopulationResult list
        F: float[,]
        C: float[]
        FixedPoint: float[] option
        SpectralRadius: float option
        T1: float option
        T2: float option
        Method: string option
        Residual: float option
        /// The eigenvalues of the game inside the unit circle.
        StableEigenvalues: int option
        /// Whether this is the only equilibrium; nothing where that was not decided.
        Unique: bool option
        /// How many there are, where it is not the only one and all were found.
        Equilibria: int option
        Trajectory: float[][] option
    }
