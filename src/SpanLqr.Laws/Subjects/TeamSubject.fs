namespace SpanLqr.Laws

open SpanLqr.Lqr
open SpanLqr.Teams

/// The optimum of a team that a solver under test returns: u^i = −K_l(x^i − x̄^l) − (K̄x̄)_l.
type TeamOptimum =
    {
        /// K_1 … K_L.
        Gains: float[,][]
        /// P_1 … P_L.
        CostsToGo: float[,][]
        /// K̄.
        MeanFieldGain: float[,]
        /// P̄.
        MeanFieldCostToGo: float[,]
        /// The whole team's average cost.
        Cost: float
    }

/// The code for teams whose answers are held to the laws. A function that fails should throw.
type TeamSubject =
    {
        /// The L + 1 auxiliary systems.
        Decompose: TeamProblem -> DecomposedTeam
        /// The optimum, from the auxiliary systems.
        Solve: TeamProblem -> TeamOptimum
        /// The optimal input of an agent of a population, given its own state and the stacked mean field.
        Act: TeamProblem -> int -> float[] -> float[] -> float[]
        /// All agents in one system.
        WriteOut: TeamProblem -> MonolithicTeam
        /// The exchangeable classes of a team given whole.
        FindPartition: MonolithicTeam -> TeamPartition
        /// The optimum of all agents as one system, which exchangeability is not told to.
        SolveWhole: LqrProblem -> StationaryPolicy
    }
