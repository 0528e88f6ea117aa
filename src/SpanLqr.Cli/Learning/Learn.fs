/// From a problem and a method to a session.
module SpanLqr.Cli.Learning.Learn

open SpanLqr.Cli
open SpanLqr.Files
open SpanLqr.Cli.Solving

let private unavailable file what =
    Stop.wrongInput
        $"{file}: {what}, expected a problem of one of the kinds that learn has methods for: lqr without measurements, team, game, robust with a horizon."

/// Checks that there is a method for the problem at all.
let requireLearnable file problem =
    match problem with
    | Plant(problem, _) when not (isNull problem.Measurement) ->
        unavailable file "an lqr problem whose state is not known but measured, by C"
    | Robust(problem, _) when not problem.Horizon.HasValue -> unavailable file "a robust problem without horizon"
    | _ -> ()

/// The method where none is named: only first inputs tell what a horizon, a discount or a drift makes of a cost.
let methodName problem name =
    match problem with
    | FiniteHorizon _
    | Plant(_, Some _) -> Some(defaultArg name "fid")
    | Plant(plant, None) when PlantLearning.needsFirstInputs plant -> Some(defaultArg name "fid")
    | _ -> name

/// The session of a run.
let create tolerance (run: Run) problem =
    match problem with
    | Stationary problem -> LqrLearning.create run problem
    | FiniteHorizon problem -> PlantLearning.finiteHorizon run problem
    | Plant(plant, None) -> PlantLearning.stationary run plant
    | Plant(plant, Some horizon) -> PlantLearning.overHorizon run plant horizon
    | Team team -> TeamLearning.create run None team
    | Monolithic whole ->
        let whole = TeamSolving.partitioned tolerance whole
        TeamLearning.create run (Some whole) whole.Partition.Problem
    | Game problem -> GameLearning.create run problem
    | Robust(problem, level) -> RobustLearning.create run problem level
