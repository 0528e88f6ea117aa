/// Writes what a figure gave: data as CSV and JSON, the picture, and the page that compares.
module SpanLqr.Cli.Reproduction.FigureFiles

open System
open System.IO
open SpanLqr.Cli
open SpanLqr.Cli.Pictures
open SpanLqr.Files.Results
open SpanLqr.Files

let private csv outcome =
    let lines = outcome.Columns :: outcome.Rows |> List.map (String.concat ",")
    String.Join("\n", lines) + "\n"

let private json (figure: Figure) seed outcome =
    Json.render (fun json ->
        Json.object json (fun () ->
            Json.text json "figure" figure.Name
            json.WriteNumber("seed", (seed: uint64))
            json.WriteStartObject "settings"

            for key, value in figure.Settings do
                Json.text json key value

            json.WriteEndObject()
            json.WriteStartArray "findings"
            outcome.Findings |> List.iter json.WriteStringValue
            json.WriteEndArray()
            json.WriteStartArray "columns"
            outcome.Columns |> List.iter json.WriteStringValue
            json.WriteEndArray()
            json.WritePropertyName "rows"

            outcome.Rows
            |> Json.array json (fun row ->
                json.WriteStartArray()
                row |> List.iter json.WriteStringValue
                json.WriteEndArray())))

let private bullets items =
    items |> List.map (fun item -> $"- {item}") |> String.concat "\n"

let private page (figure: Figure) command outcome =
    let settings =
        figure.Settings
        |> List.map (fun (key, value) -> $"| {key} | {value} |")
        |> String.concat "\n"

    String.Join(
        "\n\n",
        [
            $"# {figure.Title}"
            $"{figure.Source}. Made by `{command}`."
            $"![{figure.Title}]({figure.Name}.svg)"
            "## What the paper says\n" + bullets figure.Claims
            "## What we measured\n" + bullets outcome.Findings
            "## Where we differ, and why\n" + bullets figure.Differences
            "## Settings\n| setting | value |\n|---|---|\n" + settings
            $"Data: [{figure.Name}.csv]({figure.Name}.csv), [{figure.Name}.json]({figure.Name}.json)."
        ]
    )
    + "\n"

/// Makes the directory if need be, and ends where it cannot be written to: before the long work, not after it.
let prepare (directory: string) =
    try
        Directory.CreateDirectory directory |> ignore
    with
    | :? IOException
    | :? ArgumentException
    | :? UnauthorizedAccessException as error -> Stop.wrongInput $"{directory}: cannot be made: {error.Message}"

    TextFile.requireWritable (Path.Combine(directory, "figure"))

/// Writes the four files into a directory that is there.
let write (directory: string) command seed (figure: Figure) outcome =
    let file extension text =
        TextFile.write (Path.Combine(directory, $"{figure.Name}.{extension}")) text

    file "csv" (csv outcome)
    file "json" (json figure seed outcome)
    file "svg" (ChartSvg.render outcome.Chart)
    file "md" (page figure command outcome)
