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

/// With more states and inputs than this a step of lspi costs as much as thousands of steps of a plant: p² flops, p = (n+m)(n+m+1)/2.
let private largestForFeatures = 30

/// n + m of the largest system that is learned.
let private orderOf problem =
    let total states inputs populations =
        populations
        |> Seq.sumBy (fun population -> states population + inputs population)

    match problem with
    | Stationary problem -> problem.StateDim + problem.InputDim
    | Team team -> team.Populations |> total _.StateDim _.InputDim
    | Monolithic team -> Array2D.length1 team.A + Array2D.length2 team.B
    | Plant(plant, None) -> PlantLearning.orderOf plant
    | _ -> 0

/// The method where none is named: only first inputs tell what a horizon, a discount or a drift makes of a cost.
let methodName problem name =
    match problem with
    | FiniteHorizon _
    | Plant(_, Some _) -> Some(defaultArg name "fid")
    | Plant(plant, None) when PlantLearning.needsFirstInputs plant -> Some(defaultArg name "fid")
    | _ when Option.isNone name && orderOf problem > largestForFeatures -> Some "ce"
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
