/// One run of a single plant under its controller, as it would be seen on an oscilloscope.
module SpanLqr.Cli.Simulation.Response

open System.Collections.Generic
open SpanLqr.Cli
open SpanLqr.Files.Results
open SpanLqr.Files
open SpanLqr.Lqr
open SpanLqr.Plants

/// What is asked of it.
type Settings =
    {
        InitialState: float[] option
        /// Of tracked outputs, one vector a step, the last of which stays.
        References: float[][] option
        Limit: float
        HasNoise: bool
        Seed: uint64
        Steps: int
    }

/// A run: of which plant, what was asked of it, and what came of it.
type Seen =
    {
        Plant: PlantProblem
        Settings: Settings
        Response: PlantResponse
    }

/// What the signals are called: y1 … where outputs are tracked, else x1 ….
let namesOf seen =
    let name = if isNull seen.Plant.Tracking then "x" else "y"
    List.init seen.Response.Figures.Count (fun index -> $"{name}{index + 1}")

let private ofStationary (problem: LqrProblem) =
    PlantProblem(A = problem.A, B = problem.B, Q = problem.Q, R = problem.R, S = problem.S, W = problem.W, Indefinite = problem.Indefinite)

let private ofFiniteHorizon (problem: FiniteHorizonProblem) =
    let varying (series: IReadOnlyList<float[,]>) : IReadOnlyList<float[,]> | null =
        if series.Count > 1 then series else null

    PlantProblem(A = problem.A[0], B = problem.B[0], Q = problem.Q[0], R = problem.R[0], W = problem.W, Indefinite = true),
    PlantHorizon(Steps = problem.Horizon, A = varying problem.A, B = varying problem.B)

/// The plant, its horizon and its policies; nothing where the problem is not of one plant.
let plantOf problem result =
    match problem, result with
    | Stationary problem, StationaryResult result -> Some(ofStationary problem, None, [| PlantPolicy(Gain = result.K) |])
    | FiniteHorizon problem, HorizonResult result ->
        let plant, horizon = ofFiniteHorizon problem
        Some(plant, Some horizon, result.K |> Array.map (fun gain -> PlantPolicy(Gain = gain)))
    | Plant(problem, None), PlantResult result -> Some(problem, None, [| ClosedLoop.policyOf result |])
    | Plant(problem, Some horizon), PlantHorizonResult result -> Some(problem, Some horizon, ClosedLoop.policiesOf result)
    | _ -> None

/// Whether a file has something to respond to by itself.
let isAsked problem =
    match problem with
    | Plant(problem, horizon) ->
        not (isNull problem.InitialState)
        || (match problem.Tracking with
            | null -> false
            | tracking -> not (isNull tracking.Reference))
        || (match horizon with
            | Some horizon -> not (isNull horizon.References)
            | None -> false)
    | _ -> false

let private requireReferences file (problem: PlantProblem) (horizon: PlantHorizon option) (references: float[][]) =
    match problem.Tracking, horizon with
    | null, _ -> Stop.wrongInput $"{file}: --reference: the problem has no outputs that follow one, expected `outputs` in the file"
    | _, Some horizon when not (isNull horizon.References) ->
        Stop.wrongInput $"{file}: --reference: the problem has references of its own, expected none here"
    | tracking, _ ->
        let q = Array2D.length1 tracking.Outputs

        references
        |> Array.iteri (fun t reference ->
            if reference.Length <> q then
                let found = Scalars.plural reference.Length "number"
                Stop.wrongInput $"{file}: --reference: vector {t} has {found}, expected {q} (one for each output)")

/// Runs it; ends with exit code 3 where the run grows beyond all numbers.
let run file settings (problem: PlantProblem, horizon: PlantHorizon option, policies: PlantPolicy[]) =
    settings.References |> Option.iter (requireReferences file problem horizon)

    let problem =
        match settings.InitialState with
        | Some state -> problem.StartingAt state
        | None -> problem

    let response =
        PlantResponse.Of(
            problem,
            policies,
            ResponseOptions(
                Steps = settings.Steps,
                References = (settings.References |> Option.toObj),
                Limit = settings.Limit,
                HasNoise = settings.HasNoise,
                Seed = settings.Seed
            ),
            Option.toObj horizon
        )

    if not response.IsFinite then
        Stop.noAnswer $"{file}: the run overflowed: under this policy and limit the state grows beyond all numbers"

    {
        Plant = problem
        Settings = settings
        Response = response
    }
