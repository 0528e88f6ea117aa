namespace SpanLqr.Cli.Problems

open SpanLqr.Games
open SpanLqr.Lqr
open SpanLqr.Teams

/// What a problem file can hold.
type Problem =
    | Stationary of LqrProblem
    | FiniteHorizon of FiniteHorizonProblem
    | Team of TeamProblem
    | Monolithic of MonolithicTeam
    | Game of GameProblem
