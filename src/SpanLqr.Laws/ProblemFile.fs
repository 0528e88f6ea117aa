/// Writes problems as the files that the `spanlqr` command reads, so that a failing case can be solved, kept and sent on.
[<RequireQualifiedAccess>]
module SpanLqr.Laws.ProblemFile

open System.Globalization
open System.Text.Json
open SpanLqr.Games
open SpanLqr.Lqr
open SpanLqr.Robust
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

let private vectorEntry (name: string) (value: float[] | null) =
    match value with
    | null -> []
    | present -> [ $"\"{name}\": {vector present}" ]

let private inObject (members: string list) =
    "{ " + String.concat ", " members + " }"

/// A problem of kind "game".
let ofGame (problem: GameProblem) =
    let population (p: GamePopulation) =
        inObject
            [
                $"\"name\": {quoted p.Name}"
                yield! entry "A" p.A
                yield! entry "B" p.B
                yield! entry "Q" p.Q
                yield! entry "R" p.R
                yield! entry "W" p.W
                yield! vectorEntry "mean0" p.Mean0
                yield! entry "cov0" p.Cov0
                yield! entry "own" p.Own
                if p.Size.HasValue then
                    $"\"size\": {p.Size.Value}"
            ]

    let coupling (c: GameCoupling) =
        inObject
            [
                $"\"of\": {quoted problem.Populations[c.Of].Name}"
                $"\"to\": {quoted problem.Populations[c.To].Name}"
                yield! entry "weight" c.Weight
                yield! vectorEntry "offset" c.Offset
            ]

    document
        [
            "\"kind\": \"game\""
            "\"populations\": [\n    "
            + String.concat ",\n    " (Seq.map population problem.Populations)
            + " ]"
            "\"couplings\": [\n    "
            + String.concat ",\n    " (Seq.map coupling problem.Couplings)
            + " ]"
        ]

let private series (name: string) (matrices: System.Collections.Generic.IReadOnlyList<float[,]> | null) =
    match matrices with
    | null -> []
    | one when one.Count = 1 -> entry name one[0]
    | many -> [ $"\"{name}\": {list (Seq.map matrix many)}" ]

/// A problem of kind "robust" at a level.
let ofRobust (problem: RobustProblem) gamma =
    document
        [
            "\"kind\": \"robust\""
            if problem.Horizon.HasValue then
                $"\"horizon\": {problem.Horizon.Value}"
            else
                "\"horizon\": \"infinite\""
            yield! series "A" problem.A
            yield! series "Abar" problem.Abar
            yield! series "B" problem.B
            yield! series "Bbar" problem.Bbar
            yield! series "D" problem.D
            yield! series "Dbar" problem.Dbar
            yield! series "Q" problem.Q
            yield! series "Qbar" problem.Qbar
            yield! entry "Qf" problem.Qf
            yield! entry "Qbarf" problem.Qbarf
            yield! series "R" problem.R
            yield! series "Rbar" problem.Rbar
            yield! entry "Sigma" problem.Sigma
            yield! entry "SigmaBar" problem.SigmaBar
            yield! entry "Sigma0" problem.Sigma0
            yield! entry "Sigma0Bar" problem.Sigma0Bar
            $"\"gamma\": {number gamma}"
            if problem.Agents.HasValue then
                $"\"agents\": {problem.Agents.Value}"
        ]
