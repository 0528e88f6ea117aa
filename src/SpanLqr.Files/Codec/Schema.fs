namespace SpanLqr.Files

open System.Text.Json

/// What JSON Schema 2020-12 says of a value, or a reference to where a definition of that name says it.
type Schema =
    | Keywords of (string * Keyword) list
    | Definition of name: string * Schema

/// What stands under a keyword.
and Keyword =
    | Word of string
    | Number of float
    | Switch of bool
    | Words of string list
    | One of Schema
    | List of Schema list
    | Named of (string * Schema) list
    | Dependencies of (string * string list) list

/// Everything is a description of values; what a description means to people is in `description`.
module Schema =
    let private typed name keywords =
        Keywords(("type", Word name) :: keywords)

    let number = typed "number" []

    let text = typed "string" [ "minLength", Number 1.0 ]

    let switch = typed "boolean" []

    let wholeFrom (least: float) =
        typed "integer" [ "minimum", Number least ]

    let nothing = typed "null" []

    /// At least that many of them.
    let array least items =
        typed
            "array"
            [
                if least > 0 then
                    "minItems", Number(float least)
                "items", One items
            ]

    let constant value = Keywords [ "const", Word value ]

    let anyOf choices = Keywords [ "anyOf", List choices ]

    let oneOf choices = Keywords [ "oneOf", List choices ]

    /// One of these words.
    let choice words = Keywords [ "enum", Words words ]

    /// The same with more keywords.
    let extend more schema =
        match schema with
        | Keywords keywords -> Keywords(keywords @ more)
        | Definition _ -> Keywords(("$ref", One schema) :: more)

    /// The same under a description.
    let describe description schema =
        match description, schema with
        | "", _ -> schema
        | _, Keywords keywords -> Keywords(("description", Word description) :: keywords)
        | _, Definition _ -> Keywords [ "description", Word description; "$ref", One schema ]

    /// The definitions that a schema refers to, each once, in the order in which they are met.
    let definitions schema =
        let rec visit found schema =
            match schema with
            | Definition(name, content) when List.exists (fst >> (=) name) found -> found
            | Definition(name, content) -> visit (found @ [ name, content ]) content
            | Keywords keywords ->
                keywords
                |> List.fold
                    (fun found (_, keyword) ->
                        match keyword with
                        | One schema -> visit found schema
                        | List schemas -> List.fold visit found schemas
                        | Named schemas -> schemas |> List.map snd |> List.fold visit found
                        | _ -> found)
                    found

        visit [] schema

    let rec private writeKeyword (json: Utf8JsonWriter) (key: string) keyword =
        json.WritePropertyName key

        match keyword with
        | Word text -> json.WriteStringValue text
        | Number value -> json.WriteNumberValue value
        | Switch value -> json.WriteBooleanValue value
        | Words words -> words |> Json.array json json.WriteStringValue
        | One(Definition(name, _)) when key = "$ref" -> json.WriteStringValue $"#/$defs/{name}"
        | One schema -> write json schema
        | List schemas -> schemas |> Json.array json (write json)
        | Named schemas -> Json.object json (fun () -> schemas |> List.iter (fun (key, schema) -> writeKeyword json key (One schema)))
        | Dependencies keys -> Json.object json (fun () -> keys |> List.iter (fun (key, others) -> writeKeyword json key (Words others)))

    and private write json schema =
        Json.object json (fun () ->
            match schema with
            | Keywords keywords -> keywords |> List.iter (fun (key, keyword) -> writeKeyword json key keyword)
            | Definition _ -> writeKeyword json "$ref" (One schema))

    /// The document of a schema under its title.
    let render title schema =
        let keywords =
            match schema with
            | Keywords keywords
            | Definition(_, Keywords keywords) -> keywords
            | Definition(_, other) -> [ "$ref", One other ]

        let definitions = definitions (Keywords keywords)

        Json.render (fun json ->
            write
                json
                (Keywords
                    [
                        "$schema", Word "https://json-schema.org/draft/2020-12/schema"
                        "title", Word title
                        yield! keywords
                        if not definitions.IsEmpty then
                            "$defs", Named definitions
                    ]))
