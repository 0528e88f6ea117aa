/// From a plant as it is and a policy for it to the loop that is run.
module SpanLqr.Cli.Simulation.PlantLoops

open SpanLqr.Cli
open SpanLqr.Files.Results
open SpanLqr.Plants
open SpanLqr.Populations

let private loopOr file (loop: MeanFieldLoop | null) =
    match loop with
    | null -> Stop.noAnswer $"{file}: this plant cannot be simulated: its noise changes from step to step, or its outputs cannot be held"
    | loop -> loop

let ofStationary file (problem: PlantProblem) (result: PlantResult) =
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

let ofHorizon file (problem: PlantProblem) (horizon: PlantHorizon) (result: PlantHorizonResult) =
    let policies =
        result.K
        |> Array.mapi (fun t gain ->
            PlantPolicy(
                Gain = gain,
                Feedforward = (result.Feedforward |> Option.map (fun forwards -> forwards[t]) |> Option.toObj),
                Offset = (result.Offset |> Option.map (fun offsets -> offsets[t]) |> Option.toObj)
            ))

    PlantPolicyLoop.Of(problem, horizon, policies) |> loopOr file
