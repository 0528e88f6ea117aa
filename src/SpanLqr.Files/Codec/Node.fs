namespace SpanLqr.Files

open System
open System.Text.Json

/// A JSON value together with where it stands, so that every complaint can say so.
type Node =
    {
        File: string
        Path: string
        Value: JsonElement
    }

module Node =
    /// Where values stand that were not read from a file.
    let nowhere =
        {
            File = ""
            Path = "$"
            Value = JsonElement()
        }

    let root file (document: JsonDocument) =
        {
            File = file
            Path = "$"
            Value = document.RootElement
        }

    /// Ends with `file: path: complaint`.
    let fail node complaint =
        raise (WrongFile $"{node.File}: {node.Path}: {complaint}")

    let private longestQuote = 40

    let private shorten (text: string) =
        if text.Length <= longestQuote then
            text
        else
            text.Substring(0, longestQuote) + "…"

    /// What stands there, in words.
    let describe node =
        match node.Value.ValueKind with
        | JsonValueKind.Object -> "an object"
        | JsonValueKind.Array ->
            match node.Value.GetArrayLength() with
            | 0 -> "an empty array"
            | length -> $"an array of length {length}"
        | JsonValueKind.String -> $"the string {shorten (node.Value.GetRawText())}"
        | JsonValueKind.Number -> $"the number {shorten (node.Value.GetRawText())}"
        | _ -> node.Value.GetRawText()

    /// Ends with `file: path: what is there, expected what should be`.
    let expected wanted node =
        fail node $"{describe node}, expected {wanted}"

    /// Ends with an error about a member that an object must have.
    let missing key wanted node =
        raise (WrongFile $"{node.File}: {node.Path}.{key}: missing, expected {wanted}")

    let isArray node =
        node.Value.ValueKind = JsonValueKind.Array

    let isNull node =
        node.Value.ValueKind = JsonValueKind.Null

    let private isPlain (key: string) =
        key <> "" && key |> Seq.forall (fun c -> Char.IsAsciiLetterOrDigit c || c = '_')

    let private keyPath node (key: string) =
        if isPlain key then
            $"{node.Path}.{shorten key}"
        else
            $"{node.Path}[\"{shorten (JsonEncodedText.Encode(key).ToString())}\"]"

    let atKey (key: string) value node =
        { node with
            Path = keyPath node key
            Value = value
        }

    let atIndex (index: int) value node =
        { node with
            Path = $"{node.Path}[{index}]"
            Value = value
        }

    /// The entries of an array.
    let items wanted node =
        if not (isArray node) then
            expected wanted node

        node.Value.EnumerateArray()
        |> Seq.mapi (fun index value -> atIndex index value node)
        |> Seq.toArray
