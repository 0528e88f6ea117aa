/// Writes problems as the files that the `spanlqr` command reads, so that a failing case can be solved, kept and sent on.
[<RequireQualifiedAccess>]
module SpanLqr.Laws.ProblemFile

open System.Globalization
open System.Text.Json
open SpanLqr.Lqr
open SpanLqr.Teams

let private number (x: float) =
    x.ToString("R", CultureInfo.InvariantCulture)

let private quoted (text: string) =
    "\"" + JsonEncodedText.Encode(text).ToString() + "\""

let private list (items: string seq) =
    "[" + System.String.Join(", ", items) + "]"

/// A matrix as an array of rows, on one line.
let matrix (a: float[,]) =
    list (seq { for i in 0 .. a.GetLength 0 - 1 -> list (seq { for j in 0 .. a.GetLength 1 - 1 -> number a[i, j] }) })

/// A vector as an array.
let vector (x: float[]) = list (Seq.map number x)

/// One member of an object, or nothing for an absent matrix.
let internal entry (name: string) (value: float[,] | null) =
    match value with
    | null -> []
    | present -> [ $"\"{name}\": {matrix present}" ]

/// An object whose members stand on lines of their own.
let internal document (members: string list) =
    "{\n  " + System.String.Join(",\n  ", members) + "\n}"

/// A problem of kind "lqr".
let ofLqr (problem: LqrProblem) =
    document
        [
            "\"kind\": \"lqr\""
            yield! entry "A" problem.A
            yield! entry "B" problem.B
            yield! entry "Q" problem.Q
            yield! entry "R" problem.R
            yield! entry "S" problem.S
            yield! entry "W" problem.W
            if problem.Indefinite then
                "\"indefinite\": true"
        ]

/// A table of blocks between agents; absent blocks are null.
let private table (name: string) (blocks: (float[,] | null)[,] | null) =
    let block (value: float[,] | null) =
        match value with
        | null -> "null"
        | present -> matrix present

    match blocks with
    | null -> []
    | present ->
        let line l =
            list (seq { for k in 0 .. present.GetLength 1 - 1 -> block present[l, k] })

        [ $"\"{name}\": " + list (Seq.map line (seq { 0 .. present.GetLength 0 - 1 })) ]

/// A problem of kind "team", given by its blocks.
let ofTeam (problem: TeamProblem) =
    let population (p: Population) =
        "{ "
        + String.concat
            ", "
            [
                $"\"name\": {quoted p.Name}"
                $"\"size\": {p.Size}"
                yield! entry "A" p.A
                yield! entry "B" p.B
                yield! entry "Q" p.Q
                yield! entry "R" p.R
                yield! entry "W" p.W
            ]
        + " }"

    let coupling (c: TeamCoupling) =
        let tables =
            table "A" c.A @ table "B" c.B @ table "Q" c.Q @ table "R" c.R @ table "W" c.W

        "{ " + System.String.Join(",\n    ", tables) + " }"

    document
        [
            "\"kind\": \"team\""
            "\"populations\": [\n    "
            + String.concat ",\n    " (Seq.map population problem.Populations)
            + " ]"
            match problem.Coupling with
            | null -> ()
            | present -> "\"coupling\": " + coupling present
        ]
