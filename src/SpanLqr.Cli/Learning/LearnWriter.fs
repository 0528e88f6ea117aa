/// The result of a run as JSON: the result of its kind, and how it was come by.
module SpanLqr.Cli.Learning.LearnWriter

open System
open System.Globalization
open System.Text.Json
open SpanLqr.Cli.Results
open SpanLqr.Files

let private entry json (line: HistoryEntry) =
    Json.object json (fun () ->
        Json.count json "iteration" line.Iteration
        Json.number json "cost" (Some line.Cost)
        Json.number json "gainError" (Some line.GainError)
        json.WriteNumber("rollouts", line.Rollouts)

        line.LawError
        |> Option.iter (fun error ->
            json.WritePropertyName "lawError"

            Json.object json (fun () ->
                Json.number json "F" (Some error.F)
                Json.number json "c" (Some error.C))))

let private setting (json: Utf8JsonWriter) (name: string, value: string) =
    match Double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture) with
    | true, number when Double.IsFinite number -> Json.number json name (Some number)
    | _ -> Json.text json name value

/// The members beyond those of the kind.
let members (method: Method) (seed: uint64) settings (session: Session) (outcome: Outcome) progress (json: Utf8JsonWriter) =
    let last = List.head progress.History
    let account = progress.State.Account

    match method.Kind with
    | "game" -> ()
    | _ -> Json.text json "method" method.Name

    json.WriteNumber("seed", seed)
    json.WritePropertyName "history"
    progress.History |> List.rev |> Json.array json (entry json)
    json.WriteNumber("rollouts", account.Rollouts)
    json.WriteNumber("steps", account.Steps)
    json.WriteNumber("rejected", account.Rejected)
    json.WritePropertyName "settings"
    Json.object json (fun () -> settings @ session.Remarks |> List.iter (setting json))
    json.WritePropertyName "reference"

    Json.object json (fun () ->
        Json.number json (if session.IsLeast then "cost" else "equilibriumCost") (Some session.BestCost)
        Json.number json "costGap" (Some((last.Cost - session.BestCost) / abs session.BestCost))
        Json.number json "gainGap" (Some(last.GainError / session.BestGainNorm)))

    Json.number json "estimatedGap" (Some outcome.EstimatedGap)
    Json.text json "estimatedBy" outcome.EstimatedBy
    Json.text json "stopReason" outcome.StopReason

    outcome.Baseline
    |> Option.iter (fun baseline ->
        json.WritePropertyName "baseline"

        Json.object json (fun () ->
            Json.text json "method" "ce"
            json.WriteNumber("steps", baseline.Steps)
            Json.number json "estimatedGap" (Some baseline.EstimatedGap)
            Json.switch json "arrived" baseline.Arrived))
