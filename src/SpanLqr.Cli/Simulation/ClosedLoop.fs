/// From a problem and a policy for it to the loop that is run.
module SpanLqr.Cli.Simulation.ClosedLoop

open System.Linq
open SpanLqr.Cli
open SpanLqr.Files
open SpanLqr.Cli.Results
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

let private ofPlant file (problem: PlantProblem) (result: PlantResult) =
    PlantPolicyLoop.Of(
        problem,
        PlantPolicy(
            Gain = result.K,
            InnovationGain = (result.Filter |> Option.map _.InnovationGain |> Option.toObj),
            PredictorGain = (result.Filter |> Option.map _.PredictorGain |> Option.toObj),
            Feedforward = Option.toObj result.Feedforward,
            Offset = Option.toObj result.Offset
        )
    )
    |> loopOr file

let private ofPlantHorizon file (problem: PlantProblem) (horizon: PlantHorizon) (result: PlantHorizonResult) =
    let policies =
        result.K
        |> Array.mapi (fun t gain ->
            PlantPolicy(
                Gain = gain,
                Feedforward = (result.Feedforward |> Option.map (fun forwards -> forwards[t]) |> Option.toObj),
                Offset = (result.Offset |> Option.map (fun offsets -> offsets[t]) |> Option.toObj)
            ))

    PlantPolicyLoop.Of(problem, horizon, policies) |> loopOr file

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
