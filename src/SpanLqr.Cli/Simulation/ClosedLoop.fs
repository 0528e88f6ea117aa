/// From a problem and a policy for it to the loop that is run.
module SpanLqr.Cli.Simulation.ClosedLoop

open System.Linq
open SpanLqr.Cli
open SpanLqr.Files
open SpanLqr.Files.Results
open SpanLqr.Games
open SpanLqr.Plants
open SpanLqr.Populations
open SpanLqr.Robust
open SpanLqr.Teams

/// The agents of a robust problem that does not say how many there are.
let private defaultAgents = 1000

let private ofTeam problem (result: TeamResult) =
    let gains = result.Populations |> List.map _.Deviation.K
    TeamLoop.Of(problem, gains.ToArray(), result.MeanField.K)

let private ofMonolithic tolerance file (team: MonolithicTeam) (result: TeamResult) =
    let found = ExchangeablePartition.Find(team, tolerance)
    let classes = found.Classes |> Seq.map Array.ofSeq |> Array.ofSeq

    match result.Partition with
    | Some given when given <> classes ->
        Stop.wrongInput $"{file}: the policy's classes of agents are not those of the problem, expected the same partition"
    | _ -> ofTeam found.Problem result

let private ofGame file (problem: GameProblem) (result: GameResult) =
    problem.Populations
    |> Seq.iteri (fun index population ->
        if not population.Size.HasValue then
            Stop.wrongInput $"{file}: $.populations[{index}].size: missing, expected the number of agents to simulate")

    let policies =
        result.Populations
        |> List.map (fun population -> AffinePolicy(population.K1, population.K2, population.Offset))

    GameLoop.Of(problem, policies.ToArray(), MeanFieldLaw(result.F, result.C))

let private ofRobust (problem: RobustProblem) (result: RobustResult) =
    let agents =
        problem.Agents |> Option.ofNullable |> Option.defaultValue defaultAgents

    let deviations = RobustPolicyPart(result.K1, result.K2, result.M)
    let means = RobustPolicyPart(result.L1, result.L2, result.Mbar)
    RobustLoop.Of(problem, result.Gamma, deviations, means, agents)

let private loopOr file (loop: MeanFieldLoop | null) =
    match loop with
    | null -> Stop.noAnswer $"{file}: this plant cannot be simulated: its noise changes from step to step, or its outputs cannot be held"
    | loop -> loop

/// The policy of a result of a plant.
let policyOf (result: PlantResult) =
    PlantPolicy(
        Gain = result.K,
        InnovationGain = (result.Filter |> Option.map _.InnovationGain |> Option.toObj),
        PredictorGain = (result.Filter |> Option.map _.PredictorGain |> Option.toObj),
        Feedforward = Option.toObj result.Feedforward,
        Offset = Option.toObj result.Offset
    )

/// The policies of a result over a horizon, one a step.
let policiesOf (result: PlantHorizonResult) =
    result.K
    |> Array.mapi (fun t gain ->
        PlantPolicy(
            Gain = gain,
            Feedforward = (result.Feedforward |> Option.map (fun forwards -> forwards[t]) |> Option.toObj),
            Offset = (result.Offset |> Option.map (fun offsets -> offsets[t]) |> Option.toObj)
        ))

let private ofPlant file (problem: PlantProblem) (result: PlantResult) =
    PlantPolicyLoop.Of(problem, policyOf result) |> loopOr file

let private ofPlantHorizon file (problem: PlantProblem) (horizon: PlantHorizon) (result: PlantHorizonResult) =
    PlantPolicyLoop.Of(problem, horizon, policiesOf result) |> loopOr file

/// The same from another initial state; `file` is how messages call the problem.
let startingAt file (state: float[] option) problem (loop: MeanFieldLoop) =
    match state, problem with
    | None, _ -> loop
    | Some state, Stationary _
    | Some state, FiniteHorizon _ ->
        if state.Length <> loop.MeanDim then
            Stop.wrongInput $"{file}: --x0 has {state.Length} numbers, expected {loop.MeanDim}, one for each state"

        loop.StartingAt state
    | Some state, Plant(plant, _) ->
        if state.Length <> plant.StateDim then
            Stop.wrongInput $"{file}: --x0 has {state.Length} numbers, expected {plant.StateDim}, one for each state"

        let start: float[] = Array.zeroCreate loop.MeanDim
        Array.blit state 0 start 0 state.Length

        // A filter knows where the run starts.
        if not (isNull plant.Measurement) then
            Array.blit state 0 start (start.Length - state.Length) state.Length

        loop.StartingAt start
    | Some _, _ -> Stop.wrongInput $"{file}: --x0: expected a problem of kind lqr"

/// The loop of a problem under the policy of a result of its kind; `file` is how messages call the problem.
let ofResult tolerance file problem result =
    match problem, result with
    | Stationary problem, StationaryResult result -> PlantLoop.Of(problem, result.K)
    | FiniteHorizon problem, HorizonResult result -> PlantLoop.Of(problem, result.K)
    | Plant(problem, None), PlantResult result -> ofPlant file problem result
    | Plant(problem, Some horizon), PlantHorizonResult result -> ofPlantHorizon file problem horizon result
    | Team problem, TeamResult result -> ofTeam problem result
    | Monolithic team, TeamResult result -> ofMonolithic tolerance file team result
    | Game problem, GameResult result -> ofGame file problem result
    | Robust(problem, _), RobustResult result -> ofRobust problem result
    | _ -> invalidArg (nameof result) "not of the problem's kind"

/// Ends with exit code 3 where costs have no average in the long run.
let requireStable file (loop: MeanFieldLoop) =
    if not loop.Horizon.HasValue then
        let radius = LoopStability.Radius loop

        if not (radius < 1.0) then
            Stop.noAnswer
                $"{file}: the policy is not stable: its closed loop has spectral radius {radius:G6}, so costs have no long-run average"
