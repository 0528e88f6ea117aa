/// As much of JSON Schema 2020-12 as our schemas use. A keyword that is not known here is an error, so that none is ever ignored.
module SpanLqr.Cli.Tests.SchemaValidator

open System.Text.Json

let private items (value: JsonElement) = List.ofSeq (value.EnumerateArray())
let private members (value: JsonElement) = List.ofSeq (value.EnumerateObject())

let private has (name: string) (value: JsonElement) = fst (value.TryGetProperty name)

let private isInteger (value: JsonElement) =
    value.ValueKind = JsonValueKind.Number
    && System.Double.IsInteger(value.GetDouble())

let private isOfType name (value: JsonElement) =
    match name with
    | "object" -> value.ValueKind = JsonValueKind.Object
    | "array" -> value.ValueKind = JsonValueKind.Array
    | "string" -> value.ValueKind = JsonValueKind.String
    | "number" -> value.ValueKind = JsonValueKind.Number
    | "integer" -> isInteger value
    | "boolean" -> value.ValueKind = JsonValueKind.True || value.ValueKind = JsonValueKind.False
    | "null" -> value.ValueKind = JsonValueKind.Null
    | other -> failwith $"unknown type {other}"

let private definition (root: JsonElement) (reference: string) =
    reference.TrimStart('#', '/').Split '/'
    |> Array.fold (fun (node: JsonElement) (step: string) -> node.GetProperty step) root

let private isObject (value: JsonElement) = value.ValueKind = JsonValueKind.Object
let private isArray (value: JsonElement) = value.ValueKind = JsonValueKind.Array
let private isNumber (value: JsonElement) = value.ValueKind = JsonValueKind.Number

/// Whether the schema accepts the value.
let rec accepts (root: JsonElement) (schema: JsonElement) (value: JsonElement) : bool =
    if schema.ValueKind = JsonValueKind.True || schema.ValueKind = JsonValueKind.False then
        schema.ValueKind = JsonValueKind.True
    else
        acceptsKeywords root schema value

and private acceptsKeywords root schema value =
    let also name = accepts root name value

    let keyword (name: string) (rule: JsonElement) =
        match name with
        | "$schema"
        | "$defs"
        | "title"
        | "description"
        | "default" -> true
        | "$ref" -> also (definition root (string rule))
        | "type" -> isOfType (string rule) value
        | "enum" -> items rule |> List.exists (fun one -> JsonElement.DeepEquals(one, value))
        | "const" -> JsonElement.DeepEquals(rule, value)
        | "not" -> not (also rule)
        | "anyOf" -> items rule |> List.exists also
        | "oneOf" -> items rule |> List.filter also |> List.length = 1
        | "required" ->
            not (isObject value)
            || items rule |> List.forall (fun key -> has (string key) value)
        | "properties" ->
            not (isObject value)
            || members rule
               |> List.forall (fun property ->
                   match value.TryGetProperty property.Name with
                   | true, child -> accepts root property.Value child
                   | _ -> true)
        | "additionalProperties" ->
            let isKnown (name: string) =
                match schema.TryGetProperty "properties" with
                | true, known -> has name known
                | _ -> false

            not (isObject value)
            || members value
               |> List.forall (fun property -> isKnown property.Name || accepts root rule property.Value)
        | "dependentRequired" ->
            members rule
            |> List.forall (fun property ->
                not (has property.Name value)
                || items property.Value |> List.forall (fun key -> has (string key) value))
        | "items" -> not (isArray value) || items value |> List.forall (accepts root rule)
        | "exclusiveMinimum" -> not (isNumber value) || value.GetDouble() > rule.GetDouble()
        | "minItems" -> not (isArray value) || value.GetArrayLength() >= rule.GetInt32()
        | "minLength" ->
            value.ValueKind <> JsonValueKind.String
            || (string value).Length >= rule.GetInt32()
        | "minimum" -> not (isNumber value) || value.GetDouble() >= rule.GetDouble()
        | "maximum" -> not (isNumber value) || value.GetDouble() <= rule.GetDouble()
        | other -> failwith $"unknown keyword {other}"

    members schema |> List.forall (fun rule -> keyword rule.Name rule.Value)
