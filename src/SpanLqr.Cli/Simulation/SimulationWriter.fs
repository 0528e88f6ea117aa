/// Writes what `simulate` returns as JSON, fields in the order in which the format lists them.
module SpanLqr.Cli.Simulation.SimulationWriter

open System.Text.Json
open SpanLqr.Files.Results
open SpanLqr.Files

let private population json (population: FinalPopulation) =
    Json.object json (fun () ->
        Json.text json "name" population.Name
        Json.vector json "finalMean" population.Mean
        Json.matrix json "finalSecondMoment" population.SecondMoment

        population.AverageCost |> Option.iter (Some >> Json.number json "averageCost")

        population.PredictedCost
        |> Option.iter (Some >> Json.number json "predictedCost"))

let private worstCase (json: Utf8JsonWriter) (worst: WorstCase) =
    json.WritePropertyName "worstCase"

    Json.object json (fun () ->
        Json.number json "performanceIndex" (Some worst.PerformanceIndex)
        Json.number json "noiseIndex" (Some worst.NoiseIndex)
        Json.number json "ratio" (Some worst.Ratio)
        Json.number json "gammaSquared" (Some worst.GammaSquared)
        WorstCaseFile.members.WriteTo json worst.Exact)

/// The result file.
let render result (seen: Response.Seen option) =
    Json.render (fun (json: Utf8JsonWriter) ->
        Json.object json (fun () ->
            Json.text json "mode" (SimulationResult.modeName result.Mode)
            json.WriteNumber("seed", result.Seed)
            Json.count json "steps" result.Steps
            Json.count json "rollouts" result.Rollouts
            json.WriteNumber("agentSteps", result.AgentSteps)

            result.AveragingError |> Option.iter (Some >> Json.number json "averagingError")

            json.WritePropertyName "averageCost"

            Json.object json (fun () ->
                Json.number json "mean" (Some result.Mean)
                Json.number json "standardError" result.StandardError)

            Json.number json "predictedCost" (Some result.Predicted)
            json.WritePropertyName "populations"
            result.Populations |> Json.array json (population json)
            json.WritePropertyName "meanField"

            Json.object json (fun () ->
                Json.vector json "steps" (Array.map float result.TraceSteps)
                Json.vectors json "rows" result.Trace)

            result.WorstCase |> Option.iter (worstCase json)

            seen |> Option.iter (ResponseWriter.write json)))
