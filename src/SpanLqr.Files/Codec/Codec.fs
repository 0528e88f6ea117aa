namespace SpanLqr.Files

open System.Text.Json

/// One description of a JSON value, which reads it, writes it and says what it is.
type Codec<'a> =
    {
        /// What error messages expect where the value is missing or of another type.
        Wanted: string
        Read: Node -> 'a
        Write: Utf8JsonWriter -> 'a -> unit
        Schema: Schema
    }

/// A value and where it was read, for checks that come later.
type Located<'a> = { Node: Node; Value: 'a }

module Located =
    /// A value that was read nowhere.
    let ofValue value = { Node = Node.nowhere; Value = value }

    /// Nothing where there is none.
    let ofNullable value =
        value |> Option.ofObj |> Option.map ofValue

    /// The value through a check that knows its place and may replace it.
    let check (check: Node -> 'a -> 'b) located = check located.Node located.Value

    /// The same, still with its place.
    let refine (check: Node -> 'a -> 'b) located =
        {
            Node = located.Node
            Value = check located.Node located.Value
        }

    /// Ends with an error where an array has no entries.
    let requireSome wanted (located: Located<'a[]>) =
        if located.Value.Length = 0 then
            Node.expected wanted located.Node

module Codec =
    /// Under another name in error messages.
    let wanting wanted codec = { codec with Wanted = wanted }

    /// The schema's keywords and more.
    let extended keywords codec =
        { codec with
            Schema = Schema.extend keywords codec.Schema
        }

    /// The schema as a definition with a name and a description, which other schemas refer to.
    let defined name description codec =
        { codec with
            Schema = Definition(name, Schema.describe description codec.Schema)
        }

    /// Another value that stands for this one in files.
    let map (ofFile: 'a -> 'b) (toFile: 'b -> 'a) codec =
        {
            Wanted = codec.Wanted
            Read = codec.Read >> ofFile
            Write = fun json value -> codec.Write json (toFile value)
            Schema = codec.Schema
        }

    /// The value with its place.
    let located codec =
        {
            Wanted = codec.Wanted
            Read = fun node -> { Node = node; Value = codec.Read node }
            Write = fun json located -> codec.Write json located.Value
            Schema = codec.Schema
        }

    /// The value or null.
    let nullable codec =
        {
            Wanted = codec.Wanted
            Read = fun node -> if Node.isNull node then None else Some(codec.Read node)
            Write =
                fun json value ->
                    match value with
                    | Some value -> codec.Write json value
                    | None -> json.WriteNullValue()
            Schema = Schema.anyOf [ Schema.nothing; codec.Schema ]
        }

    /// A JSON array; `wanted` is what messages call it.
    let array wanted least codec =
        {
            Wanted = wanted
            Read = Node.items wanted >> Array.map codec.Read
            Write = fun json items -> Json.array json (codec.Write json) items
            Schema = Schema.array least codec.Schema
        }

    let render codec value =
        Json.render (fun json -> codec.Write json value)
