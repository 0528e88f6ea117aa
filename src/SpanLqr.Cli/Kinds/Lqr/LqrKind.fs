/// Kind `lqr`: one plant.
module SpanLqr.Cli.Kinds.LqrKind

open SpanLqr.Cli.Learning
open SpanLqr.Cli.Simulation
open SpanLqr.Cli.Solving
open SpanLqr.Cli.Tables
open SpanLqr.Cli.Verification
open SpanLqr.Files
open SpanLqr.Files.Results
open SpanLqr.Populations

let private wrong () = Kind.wrong LqrFiles.kind

let private solve (origin: Origin) problem =
    match problem with
    | Stationary problem -> LqrSolving.stationary origin.File problem
    | FiniteHorizon problem -> LqrSolving.finiteHorizon origin.File problem
    | Plant(problem, None) -> PlantSolving.stationary origin.File problem
    | Plant(problem, Some horizon) -> PlantSolving.finiteHorizon origin.File problem horizon
    | _ -> wrong ()

let private remarks (origin: Origin) problem result =
    match problem, result with
    | Stationary _, StationaryResult result ->
        { Remarks.none with
            Warning = LqrSolving.warning origin.File result
        }
    | Plant(problem, None), PlantResult result ->
        { Remarks.none with
            Warning = PlantSolving.warning origin.File problem result
        }
    | _ -> Remarks.none

let private unlearnable problem =
    match problem with
    | Plant(problem, _) when not (isNull problem.Measurement) -> Some "an lqr problem whose state is not known but measured, by C"
    | _ -> None

/// n + m of the system that is learned.
let private order problem =
    match problem with
    | Stationary problem -> problem.StateDim + problem.InputDim
    | Plant(plant, None) -> PlantLearning.orderOf plant
    | _ -> 0

/// Only first inputs tell what a horizon, a discount or a drift makes of a cost.
let private usualMethod problem =
    match problem with
    | FiniteHorizon _
    | Plant(_, Some _) -> Some "fid"
    | Plant(plant, None) when PlantLearning.needsFirstInputs plant -> Some "fid"
    | _ -> Kind.methodOfOrder (order problem)

let private learn _ run problem =
    match problem with
    | Stationary problem -> LqrLearning.create run problem
    | FiniteHorizon problem -> PlantLearning.finiteHorizon run problem
    | Plant(plant, None) -> PlantLearning.stationary run plant
    | Plant(plant, Some horizon) -> PlantLearning.overHorizon run plant horizon
    | _ -> wrong ()

let private loop (origin: Origin) problem result =
    match problem, result with
    | Stationary problem, StationaryResult result -> PlantLoop.Of(problem, result.K)
    | FiniteHorizon problem, HorizonResult result -> PlantLoop.Of(problem, result.K)
    | Plant(problem, None), PlantResult result -> PlantLoops.ofStationary origin.File problem result
    | Plant(problem, Some horizon), PlantHorizonResult result -> PlantLoops.ofHorizon origin.File problem horizon result
    | _ -> wrong ()

let private claims tolerance learned problem result =
    match problem, result with
    | Stationary problem, StationaryResult result -> LqrClaims.stationary tolerance learned problem result
    | FiniteHorizon problem, HorizonResult result -> LqrClaims.horizon tolerance learned problem result
    | Plant(problem, None), PlantResult result -> PlantClaims.stationary tolerance learned problem result
    | Plant(problem, Some horizon), PlantHorizonResult result -> PlantClaims.horizon tolerance learned problem horizon result
    | _ -> wrong ()

let private page result =
    match result with
    | StationaryResult result -> LqrPage.ofStationary result
    | HorizonResult result -> LqrPage.ofHorizon result
    | PlantResult result -> PlantPage.ofPlant result
    | PlantHorizonResult result -> PlantPage.ofHorizon result
    | _ -> wrong ()

let kind =
    {
        Files = LqrFiles.kind
        Solve = solve
        SolveAll = None
        Remarks = remarks
        Unlearnable = unlearnable
        UsualMethod = usualMethod
        Learn = learn
        Loop = loop
        Mode = PopulationMode.Agents
        AveragingError = fun _ -> None
        WorstCase = fun _ _ -> None
        Claims = claims
        Page = page
    }
