/// From a problem and a method to a session.
module SpanLqr.Cli.Learning.Learn

open SpanLqr.Cli
open SpanLqr.Files
open SpanLqr.Cli.Solving

let private unavailable file what =
    Stop.wrongInput
        $"{file}: {what}, expected a problem of one of the kinds that learn has methods for: lqr without horizon, team, game, robust with a horizon."

/// Checks that there is a method for the problem at all.
let requireLearnable file problem =
    match problem with
    | FiniteHorizon _
    | Plant(_, Some _) -> unavailable file "an lqr problem with a horizon"
    | Plant _ -> unavailable file "an lqr problem that says more than A, B, Q, R, S and W"
    | Robust(problem, _) when not problem.Horizon.HasValue -> unavailable file "a robust problem without horizon"
    | _ -> ()

/// The session of a run.
let create tolerance (run: Run) problem =
    match problem with
    | Stationary problem -> LqrLearning.create run problem
    | Team team -> TeamLearning.create run None team
    | Monolithic whole ->
        let whole = TeamSolving.partitioned tolerance whole
        TeamLearning.create run (Some whole) whole.Partition.Problem
    | Game problem -> GameLearning.create run problem
    | Robust(problem, level) -> RobustLearning.create run problem level
    | other -> unavailable run.File (ProblemFile.nameOf other)
