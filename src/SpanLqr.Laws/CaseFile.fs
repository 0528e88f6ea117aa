/// Problems as the files that the `spanlqr` command reads, so that a failing case can be solved, kept and sent on.
[<RequireQualifiedAccess>]
module SpanLqr.Laws.CaseFile

open SpanLqr.Files

/// A matrix as an array of rows, on one line.
let matrix (a: float[,]) =
    (Codec.render Value.matrix a).Split('\n', System.StringSplitOptions.TrimEntries)
    |> String.concat " "

let private render problem =
    (ProblemFile.render problem).TrimEnd '\n'

/// A problem of kind "lqr".
let ofLqr problem = render (Stationary problem)

/// A problem of kind "team", given by its blocks.
let ofTeam problem = render (Team problem)

/// A problem of kind "game".
let ofGame problem = render (Game problem)

/// A problem of kind "robust" at a level.
let ofRobust problem gamma = render (Robust(problem, Some gamma))
