/// The response of a plant in files.
module SpanLqr.Cli.Simulation.ResponseWriter

open System
open System.Globalization
open System.Text.Json
open SpanLqr.Files
open SpanLqr.Plants

let private figures json name (figures: SignalFigures) =
    Json.object json (fun () ->
        Json.text json "name" name
        Json.number json "start" (Some figures.Start)
        Json.number json "reference" (Some figures.Reference)
        Json.number json "final" (Some figures.Final)
        Json.number json "overshoot" (Option.ofNullable figures.Overshoot)
        Json.number json "settlingTime" (Option.ofNullable figures.SettlingTime)
        Json.number json "riseTime" (Option.ofNullable figures.RiseTime)
        Json.number json "rmsError" (Some figures.RmsError)
        Json.number json "peak" (Some figures.Peak))

/// The figures, as a member of what `simulate` returns.
let write (json: Utf8JsonWriter) (seen: Response.Seen) =
    let settings, response = seen.Settings, seen.Response
    json.WritePropertyName "response"

    Json.object json (fun () ->
        Json.vector json "x0" response.States[0]
        Json.switch json "noise" settings.HasNoise

        if System.Double.IsFinite settings.Limit then
            Json.number json "limit" (Some settings.Limit)

        json.WriteNumber("limited", response.Limited)
        json.WritePropertyName "signals"

        Seq.zip (Response.namesOf seen) response.Figures
        |> Json.array json (fun (name, signal) -> figures json name signal)

        Json.vector json "rmsStates" (Array.ofSeq response.RmsOfStates)
        Json.vector json "rmsInputs" (Array.ofSeq response.RmsOfInputs)

        Json.number json "peakInput" (response.Inputs |> Seq.collect id |> Seq.map abs |> Seq.max |> Some))

let private cells (name: string) (rows: Collections.Generic.IReadOnlyList<float[]>) =
    [
        if rows.Count > 0 then
            for i in 0 .. rows[0].Length - 1 do
                $"{name}{i + 1}", (fun t -> if t < rows.Count then Some(rows[t][i]) else None)
    ]

let private cell value =
    match value with
    | Some(value: float) -> value.ToString("R", CultureInfo.InvariantCulture)
    | None -> ""

/// Every step of the run as comma-separated values: t, x, y and r where outputs are tracked, x̂⁻ where the state is measured, u. The last
/// row has no u.
let table (seen: Response.Seen) =
    let problem, response = seen.Plant, seen.Response

    // h times t is not the number that people write.
    let time t =
        Some(Double.Parse(response.Times[t].ToString("G12", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture))

    let columns =
        [
            "t", time
            yield! cells "x" response.States
            if not (isNull problem.Tracking) then
                yield! cells "y" response.Signals
                yield! cells "r" response.References
            yield! cells "xhat" response.Estimates
            yield! cells "u" response.Inputs
        ]

    let line entries = String.Join(",", (entries: string seq))

    [
        line (Seq.map fst columns)
        for t in 0 .. response.Times.Count - 1 do
            line (columns |> Seq.map (fun (_, at) -> cell (at t)))
    ]
    |> Seq.map (fun line -> line + "\n")
    |> String.concat ""
