/// The descriptions of what the objects of files are made of.
module SpanLqr.Files.Value

open System
open System.Text.Json

let number =
    {
        Wanted = "a number"
        Read = Scalars.number
        Write = Json.numberValue
        Schema = Schema.number
    }

/// A number that is what `wanted` says, which the keywords say too.
let numberThat wanted keywords holds =
    { number with
        Wanted = wanted
        Read = Scalars.numberThat holds wanted
        Schema = Schema.number |> Schema.extend keywords
    }

/// Null for a number that is not finite.
let orInfinite =
    Codec.nullable number
    |> Codec.map (Option.defaultValue infinity) (fun value -> if Double.IsFinite value then Some value else None)

[<Literal>]
let private atLeastZero = "a whole number of at least 0"

let private wholeBy wanted (tryRead: JsonElement -> bool * 'a) (write: Utf8JsonWriter -> 'a -> unit) =
    let read (node: Node) =
        if node.Value.ValueKind <> JsonValueKind.Number then
            Node.expected wanted node

        match tryRead node.Value with
        | true, value -> value
        | _ -> Node.expected wanted node

    {
        Wanted = wanted
        Read = read
        Write = write
        Schema = Schema.wholeFrom 0.0
    }

/// A whole number from 0 to 2⁶³ − 1.
let whole =
    let tryRead (value: JsonElement) =
        let isWhole, number = value.TryGetInt64()
        isWhole && number >= 0L, number

    wholeBy atLeastZero tryRead (fun json (value: int64) -> json.WriteNumberValue value)

/// A whole number from 0 to 2⁶⁴ − 1.
let seed =
    wholeBy atLeastZero _.TryGetUInt64() (fun json (value: uint64) -> json.WriteNumberValue value)

/// A number of iterations done.
let iteration =
    let tryRead (value: JsonElement) =
        let isWhole, number = value.TryGetInt32()
        isWhole && number >= 0, number

    wholeBy atLeastZero tryRead (fun json (value: int) -> json.WriteNumberValue value)

/// A step, counted from 0, written with or without an exponent.
let step =
    let tryRead (value: JsonElement) =
        let number = value.GetDouble()

        let isStep =
            Double.IsInteger number && number >= 0.0 && number <= float Int32.MaxValue

        isStep, (if isStep then int number else 0)

    wholeBy "a step from 0 on" tryRead (fun json (value: int) -> json.WriteNumberValue value)

/// A whole number from 1 on.
let count =
    {
        Wanted = $"a whole number from 1 to {Int32.MaxValue}"
        Read = Scalars.count
        Write = fun json value -> json.WriteNumberValue(value: int)
        Schema =
            Schema.wholeFrom 1.0
            |> Schema.extend [ "maximum", Number(float Int32.MaxValue) ]
    }
    |> Codec.defined "count" ""

/// A text that is not empty; `wanted` is what messages call it.
let text wanted =
    {
        Wanted = wanted
        Read = Scalars.text wanted
        Write = fun json (value: string) -> json.WriteStringValue value
        Schema = Schema.text
    }

/// One of these words, each of which means a value.
let choice (meanings: (string * 'a) list) =
    let words = List.map fst meanings
    let wanted = words |> List.map (fun word -> $"\"{word}\"") |> String.concat " or "

    let read node =
        let text = Scalars.text wanted node

        match meanings |> List.tryFind (fun (word, _) -> word = text) with
        | Some(_, value) -> value
        | None -> Node.fail node $"\"{text}\", expected {wanted}"

    {
        Wanted = wanted
        Read = read
        Write =
            fun json value ->
                meanings
                |> List.find (fun (_, meant) -> meant = value)
                |> fst
                |> json.WriteStringValue
        Schema = Schema.choice words
    }

let switch =
    {
        Wanted = "true or false"
        Read = Scalars.switch
        Write = fun json value -> json.WriteBooleanValue value
        Schema = Schema.switch
    }

/// An array of numbers, on one line.
let vector =
    {
        Wanted = "a vector (an array of numbers)"
        Read = Vectors.any
        Write = Json.vectorValue
        Schema = Schema.array 1 Schema.number
    }
    |> Codec.defined "vector" ""

/// An array of rows, each on a line.
let matrix =
    {
        Wanted = "a matrix (an array of rows)"
        Read = Matrices.any
        Write = Json.matrixValue
        Schema = Schema.array 1 (Schema.array 1 Schema.number)
    }
    |> Codec.defined "matrix" ""
