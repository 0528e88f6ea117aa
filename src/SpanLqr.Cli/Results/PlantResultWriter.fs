/// Writes the results of plants as JSON, fields in the order in which the format lists them.
module SpanLqr.Cli.Results.PlantResultWriter

open System.Text.Json
open SpanLqr.Files

let private sampled (json: Utf8JsonWriter) (sampled: SampledResult) =
    json.WritePropertyName "sampled"

    Json.object json (fun () ->
        Json.matrix json "A" sampled.A
        Json.matrix json "B" sampled.B
        Json.matrix json "W" sampled.W

        sampled.Weights
        |> Option.iter (fun weights ->
            Json.matrix json "Q" weights.Q
            Json.matrix json "S" weights.S
            Json.matrix json "R" weights.R
            Json.number json "constant" (Some weights.Constant)))

let private filter (json: Utf8JsonWriter) (filter: PlantFilterResult) =
    Json.matrix json "filterGain" filter.FilterGain
    Json.matrix json "predictorGain" filter.PredictorGain
    Json.matrix json "innovationGain" filter.InnovationGain
    Json.matrix json "predictionCovariance" filter.PredictionCovariance
    Json.matrix json "filteredCovariance" filter.FilteredCovariance
    Json.number json "filterSpectralRadius" filter.SpectralRadius

/// The members of a stationary policy.
let stationary json (result: PlantResult) =
    Json.text json "kind" "lqr"
    Json.matrix json "K" result.K
    Json.matrix json "P" result.P
    result.Sampled |> Option.iter (sampled json)

    if result.Eigenvalues.IsSome then
        Json.complexNumbers json "eigenvalues" result.Eigenvalues

    Json.number json "spectralRadius" result.SpectralRadius
    result.Filter |> Option.iter (filter json)
    result.Offset |> Option.iter (Json.vector json "offset")
    result.Feedforward |> Option.iter (Json.matrix json "feedforward")
    result.SteadyState |> Option.iter (Json.vector json "steadyState")
    result.SteadyInput |> Option.iter (Json.vector json "steadyInput")
    Json.number json "cost" result.Cost
    // What was learned solves no Riccati equation.
    if result.Residual.IsSome then
        Json.number json "residual" result.Residual

/// The members of a policy over a horizon.
let horizon json (result: PlantHorizonResult) =
    Json.text json "kind" "lqr"
    Json.matrices json "K" result.K
    Json.matrices json "P" result.P
    result.Offset |> Option.iter (Json.vectors json "offset")
    result.Feedforward |> Option.iter (Json.matrices json "feedforward")
    result.SteadyState |> Option.iter (Json.vector json "steadyState")
    result.SteadyInput |> Option.iter (Json.vector json "steadyInput")
    Json.number json "cost" result.Cost
