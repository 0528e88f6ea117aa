/// The kinds of problems that the commands know.
module SpanLqr.Cli.Kinds.Kinds

open SpanLqr.Files
open SpanLqr.Files.Results

let all = [ LqrKind.kind; TeamKind.kind; GameKind.kind; RobustKind.kind ]

/// The kind that a problem is of.
let ofProblem problem =
    all |> List.find (fun kind -> kind.Files.IsProblem problem)

/// The page that `solve` prints of a result.
let page result =
    (all |> List.find (fun kind -> kind.Files.IsResult result)).Page result
