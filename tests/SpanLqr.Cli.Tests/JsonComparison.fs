/// Compares two JSON documents number by number.
module SpanLqr.Cli.Tests.JsonComparison

open System
open System.Text.Json

let rec private numbers (value: JsonElement) =
    match value.ValueKind with
    | JsonValueKind.Number -> Seq.singleton (value.GetDouble())
    | JsonValueKind.Array -> value.EnumerateArray() |> Seq.collect numbers
    | _ -> Seq.empty

/// How far a field may be off; the name of the innermost key tells.
type Tolerances = string -> float

/// The paths at which `found` lacks something of `expected`, or differs by more than the tolerance times the largest number
/// of the same field: a matrix is one field.
let rec private differencesIn (toleranceOf: Tolerances) key path (expected: JsonElement) (found: JsonElement) : string list =
    let tolerance = toleranceOf key
    let scale = Seq.append [ 0.0 ] (numbers expected |> Seq.map abs) |> Seq.max

    let rec compare path (expected: JsonElement) (found: JsonElement) =
        if expected.ValueKind <> found.ValueKind then
            [ $"{path}: {found.ValueKind} instead of {expected.ValueKind}" ]
        else
            match expected.ValueKind with
            | JsonValueKind.Number ->
                let gap = abs (expected.GetDouble() - found.GetDouble())

                if gap <= tolerance * scale then
                    []
                else
                    [ $"{path}: {found} instead of {expected}" ]
            | JsonValueKind.Array when expected.GetArrayLength() <> found.GetArrayLength() ->
                [
                    $"{path}: {found.GetArrayLength()} entries instead of {expected.GetArrayLength()}"
                ]
            | JsonValueKind.Array ->
                Seq.zip (expected.EnumerateArray()) (found.EnumerateArray())
                |> Seq.mapi (fun i (e, f) -> compare $"{path}[{i}]" e f)
                |> List.concat
            | JsonValueKind.Object -> differencesIn toleranceOf key path expected found
            | _ when expected.GetRawText() <> found.GetRawText() -> [ $"{path}: {found} instead of {expected}" ]
            | _ -> []

    if expected.ValueKind <> JsonValueKind.Object then
        compare path expected found
    else
        expected.EnumerateObject()
        |> Seq.collect (fun field ->
            match found.TryGetProperty field.Name with
            | true, value -> differencesIn toleranceOf field.Name $"{path}.{field.Name}" field.Value value
            | _ -> [ $"{path}.{field.Name}: missing" ])
        |> List.ofSeq

let differencesBy toleranceOf path expected found =
    differencesIn toleranceOf path path expected found

let differences tolerance path expected found =
    differencesBy (fun _ -> tolerance) path expected found

let parse (text: string) =
    JsonDocument.Parse(text, JsonDocumentOptions(CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true)).RootElement
