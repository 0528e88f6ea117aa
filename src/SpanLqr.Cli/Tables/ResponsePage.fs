/// The response of a plant as people read it.
module SpanLqr.Cli.Tables.ResponsePage

open System
open SpanLqr.Cli.Simulation
open SpanLqr.Cli.Tables.Page
open SpanLqr.Plants

let private share (value: Nullable<float>) =
    match Option.ofNullable value with
    | Some value -> $"{number (100.0 * value)} %%"
    | None -> "–"

let private orDash value = numberOrDash (Option.ofNullable value)

let private row name (figures: SignalFigures) =
    [
        name
        number figures.Start
        number figures.Reference
        number figures.Final
        share figures.Overshoot
        orDash figures.SettlingTime
        orDash figures.RiseTime
        number figures.RmsError
        number figures.Peak
    ]
    |> List.map text

let private vector (values: float seq) =
    values |> Seq.map number |> String.concat "  "

let private limits (settings: Response.Settings) (response: PlantResponse) =
    let entries = int64 response.Inputs.Count * int64 response.Inputs[0].Length

    if Double.IsFinite settings.Limit then
        [
            $"inputs at the limit of {number settings.Limit}", $"{response.Limited} of {entries}"
        ]
    else
        []

/// The page of one run.
let ofResponse (seen: Response.Seen) : Page =
    let settings, response = seen.Settings, seen.Response

    let noise =
        if settings.HasNoise then
            $"with the noise of seed {settings.Seed}"
        else
            "without noise"

    let unit =
        if seen.Plant.Time = PlantTime.Continuous then
            "s"
        else
            "steps"

    let last = response.Times[response.Times.Count - 1]

    [
        heading $"response: {number last} {unit} from x0 = ({vector response.States[0]}), {noise}"
        table
            [
                "signal"
                "start"
                "reference"
                "end"
                "overshoot"
                $"settles, {unit}"
                $"rises, {unit}"
                "rms error"
                "peak"
            ]
            (Seq.map2 row (Response.namesOf seen) response.Figures |> List.ofSeq)
        facts
            [
                "rms of each state", vector response.RmsOfStates
                "rms of each input", vector response.RmsOfInputs
                "largest input", response.Inputs |> Seq.collect id |> Seq.map abs |> Seq.max |> number
                yield! limits settings response
            ]
        if Double.IsFinite settings.Limit then
            text "the limit is that of this run alone: the rollouts above know none"
        text "settles: from when on it stays within 2 % of the way; rises: from 10 % to 90 % of the way"
    ]
