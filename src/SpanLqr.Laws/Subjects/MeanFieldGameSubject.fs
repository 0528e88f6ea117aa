namespace SpanLqr.Laws

open SpanLqr.Games

/// The equilibrium that a solver under test returns.
type GameEquilibrium =
    {
        /// For each population, u = −K¹z − K²z̄ − κ.
        Policies: AffinePolicy[]
        /// z̄⁺ = Fz̄ + c.
        Law: MeanFieldLaw
        /// For each population, the generic agent's long-run average cost.
        Costs: float[]
    }

/// The code whose equilibria are held to the laws. A function that fails should throw; every game it is given has an equilibrium.
type MeanFieldGameSubject =
    {
        /// The equilibrium, by whatever way is best.
        Solve: GameProblem -> GameEquilibrium
        /// The equilibrium by best response and consistency in turn.
        Iterate: GameProblem -> GameEquilibrium
        /// For each population, the best response to a law of the mean fields with ρ(F) < 1.
        Respond: GameProblem -> MeanFieldLaw -> AffinePolicy[]
        /// For each population, what an agent can gain by deviating when the populations have these sizes, each at least 2.
        Epsilon: GameProblem -> int[] -> float[]
        /// For each population, what one agent of the finite game pays when everybody plays the equilibrium; all sizes are given.
        FiniteCost: GameProblem -> float[]
        /// Every equilibrium with a stable mean field; empty where there is none. A function that knows of one only may return that.
        All: GameProblem -> MeanFieldLaw[]
    }
