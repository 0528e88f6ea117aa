/// The tables of docs/formats.md, made from the schemas and so from the codecs.
module SpanLqr.Cli.Tests.FormatTables

open System.Text
open System.Text.Json

let private tryGet (name: string) (schema: JsonElement) =
    match schema.TryGetProperty name with
    | true, value -> Some value
    | _ -> None

let private textOf name schema =
    tryGet name schema |> Option.map string |> Option.defaultValue ""

let private code text = $"`{text}`"

/// What a value is, in a few words.
let rec private valueOf (schema: JsonElement) =
    let alternatives (choices: JsonElement) =
        choices.EnumerateArray() |> Seq.map valueOf |> String.concat " or "

    match tryGet "$ref" schema, tryGet "const" schema, tryGet "enum" schema, tryGet "anyOf" schema, tryGet "items" schema with
    | Some reference, _, _, _, _ -> (string reference).Replace("#/$defs/", "")
    | _, Some word, _, _, _ -> code word
    | _, _, Some words, _, _ -> words.EnumerateArray() |> Seq.map code |> String.concat " or "
    | _, _, _, Some choices, _ -> alternatives choices
    | _, _, _, _, Some items -> $"array of {valueOf items}"
    | _ -> textOf "type" schema

let private row (required: Set<string>) (property: JsonProperty) =
    let isRequired = if required.Contains property.Name then "yes" else ""

    let fallback =
        match tryGet "default" property.Value with
        | Some value -> $"default {code value}"
        | None -> ""

    let description =
        [ textOf "description" property.Value; fallback ]
        |> List.filter ((<>) "")
        |> String.concat "; "
        |> _.Replace("|", "\\|")

    $"| {code property.Name} | {valueOf property.Value} | {isRequired} | {description} |"

let private table title description (schema: JsonElement) =
    let required =
        tryGet "required" schema
        |> Option.map (fun keys -> keys.EnumerateArray() |> Seq.map string |> set)
        |> Option.defaultValue Set.empty

    [
        $"**{title}**" + (if description = "" then "" else $": {description}")
        ""
        "| member | value | required | meaning |"
        "|---|---|---|---|"
        for property in schema.GetProperty("properties").EnumerateObject() do
            row required property
        ""
    ]

/// The objects that stand inside others without a name of their own.
let rec private inner path (schema: JsonElement) =
    [
        for property in schema.GetProperty("properties").EnumerateObject() do
            let name = $"{path}.{property.Name}"

            match tryGet "properties" property.Value with
            | Some _ ->
                yield! table name "" property.Value
                yield! inner name property.Value
            | None -> ()
    ]

let private objectTables title schema =
    table title (textOf "description" schema) schema @ inner title schema

/// The tables of all objects of a schema, in the order in which they are met.
let ofSchema title (text: string) =
    let root = JsonDocument.Parse(text).RootElement

    let top =
        match tryGet "properties" root, tryGet "anyOf" root with
        | Some _, _ -> objectTables title root
        | _, Some choices ->
            [
                for choice in choices.EnumerateArray() do
                    if (tryGet "properties" choice).IsSome then
                        let described = textOf "description" choice
                        yield! table $"{title}, {described}" "" choice
                        yield! inner title choice
            ]
        | _ -> []

    let definitions =
        match tryGet "$defs" root with
        | None -> []
        | Some definitions ->
            [
                for definition in definitions.EnumerateObject() do
                    if (tryGet "properties" definition.Value).IsSome then
                        yield! objectTables definition.Name definition.Value
            ]

    top @ definitions |> String.concat "\n" |> _.TrimEnd()

let private startOf name = $"<!-- members of {name} -->\n"

let private finish = "<!-- end -->"

/// The document with that table in place of the one between its two marks.
let put (document: string) (name: string, tables: string) =
    let start = document.IndexOf(startOf name, System.StringComparison.Ordinal)
    Xunit.Assert.True(start >= 0, $"docs/formats.md has no place for the members of {name}")
    let start = start + (startOf name).Length
    let text = StringBuilder document

    let length =
        document.IndexOf(finish, start, System.StringComparison.Ordinal) - start

    text.Remove(start, length).Insert(start, tables + "\n").ToString()
