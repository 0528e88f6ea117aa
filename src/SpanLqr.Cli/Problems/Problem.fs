namespace SpanLqr.Cli.Problems

open SpanLqr.Lqr

/// What a problem file can hold.
type Problem =
    | Stationary of LqrProblem
    | FiniteHorizon of FiniteHorizonProblem
