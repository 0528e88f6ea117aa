/// From one plant and a policy for it to the loop that is run.
module SpanLqr.Cli.Simulation.PlantLoops

open SpanLqr.Cli
open SpanLqr.Files
open SpanLqr.Files.Results
open SpanLqr.Plants
open SpanLqr.Populations

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

/// The loop of a plant as it is.
let ofStationary file (problem: PlantProblem) (result: PlantResult) =
    PlantPolicyLoop.Of(problem, policyOf result) |> loopOr file

/// The same over a horizon.
let ofHorizon file (problem: PlantProblem) (horizon: PlantHorizon) (result: PlantHorizonResult) =
    PlantPolicyLoop.Of(problem, horizon, policiesOf result) |> loopOr file

/// A loop from another initial state; `file` is how messages call the problem.
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
