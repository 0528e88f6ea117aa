namespace SpanLqr.Laws

open SpanLqr.Games
open SpanLqr.Robust
open SpanLqr.Teams

/// A system under policies that see an agent's own state and the means.
[<RequireQualifiedAccess>]
type SimulatedSystem =
    /// u^i = −K_l(x^i − x̄^l) − (K̄x̄)_l, from 0; K_1 … K_L and K̄.
    | Team of problem: TeamProblem * gains: float[,][] * meanFieldGain: float[,]
    /// u = −K¹z − K²z̄ − κ, where z̄⁺ = Fz̄ + c is announced; the cost is the sum over all agents.
    | Game of problem: GameProblem * policies: AffinePolicy[] * announced: MeanFieldLaw
    /// u = −K¹(x − x̄) − L¹x̄ against v = K²(x − x̄) + L²x̄; the cost is the payoff at γ of the problem's number of agents.
    | Robust of problem: RobustProblem * gamma: float * deviations: RobustPolicyPart * means: RobustPolicyPart

/// A system and for how many steps it runs.
type SimulationRun =
    {
        System: SimulatedSystem
        /// The horizon of a robust problem.
        Steps: int
    }

/// An average cost that was measured, and how far it may lie from the truth.
type MeasuredCost = { Mean: float; StandardError: float }

/// What one rollout came to.
type RolloutOutcome =
    {
        /// The average cost of a step; of a robust problem the total.
        Cost: float
        /// The means of the populations after the last step, stacked.
        Means: float[]
        /// (1/N)Σ x^i x^i' of each population after the last step.
        SecondMoments: float[,][]
    }

/// The code for simulations that is held to the laws. A function that fails should throw.
type SimulationSubject =
    {
        /// The cost measured over rollouts of its own choice, on so many threads; the seed decides the noise.
        Simulate: SimulationRun -> uint64 -> int -> MeasuredCost
        /// So many rollouts one by one.
        Sample: SimulationRun -> uint64 -> int -> RolloutOutcome[]
        /// The expectation of the cost.
        Predict: SimulationRun -> float
    }
