namespace SpanLqr.Files

open SpanLqr.Games
open SpanLqr.Lqr
open SpanLqr.Plants
open SpanLqr.Robust
open SpanLqr.Teams

/// What a problem file can hold.
type Problem =
    | Stationary of LqrProblem
    | FiniteHorizon of FiniteHorizonProblem
    /// A plant as it is, over a horizon or without end.
    | Plant of PlantProblem * horizon: PlantHorizon option
    | Team of TeamProblem
    | Monolithic of MonolithicTeam
    | Game of GameProblem
    /// With the level γ; nothing asks for the least viable one.
    | Robust of RobustProblem * gamma: float option
