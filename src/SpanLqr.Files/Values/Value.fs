/// The descriptions of what the objects of files are made of.
module SpanLqr.Files.Value

open System

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
