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
    | FiniteHorizon _
    | Plant(_, Some _) -> Some "an lqr problem with a horizon"
    | Plant _ -> Some "an lqr problem that says more than A, B, Q, R, S and W"
    | _ -> None

let private learn _ run problem =
    match problem with
    | Stationary problem -> LqrLearning.create run problem
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
    | FiniteHorizon problem, HorizonResult result -> LqrClaims.horizon tolerance problem result
    | Plant(problem, None), PlantResult result -> PlantClaims.stationary tolerance problem result
    | Plant(problem, Some horizon), PlantHorizonResult result -> PlantClaims.horizon tolerance problem horizon result
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
        Learn = learn
        Loop = loop
        Mode = PopulationMode.Agents
        AveragingError = fun _ -> None
        WorstCase = fun _ _ -> None
        Claims = claims
        Page = page
    }
