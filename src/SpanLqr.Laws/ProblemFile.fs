/// Writes problems as the files that the `spanlqr` command reads, so that a failing case can be solved, kept and sent on.
[<RequireQualifiedAccess>]
module SpanLqr.Laws.ProblemFile

open System.Globalization
open SpanLqr.Lqr

let private number (x: float) =
    x.ToString("R", CultureInfo.InvariantCulture)

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
