namespace SpanLqr.Laws

open SpanLqr.Teams

/// An average cost that was measured, and how far it may lie from the truth.
type MeasuredCost = { Mean: float; StandardError: float }

/// A team under u^i = −K_l(x^i − x̄^l) − (K̄x̄)_l, from 0, for so many steps.
type TeamRun =
    {
        Problem: TeamProblem
        /// K_1 … K_L.
        Gains: float[,][]
        /// K̄.
        MeanFieldGain: float[,]
        Steps: int
    }

/// The code for simulations whose costs are held to the laws. A function that fails should throw.
type SimulationSubject =
    {
        /// The average cost of a step, measured over rollouts of its own choice; the seed decides the noise.
        Simulate: TeamRun -> uint64 -> MeasuredCost
        /// The expectation of that cost.
        Predict: TeamRun -> float
    }
