/// The files of kind `game`.
module SpanLqr.Files.GameKind

open SpanLqr.Files.Results

let files =
    {
        Name = GameFile.Kind
        Description =
            $"A linear-quadratic mean-field game of several populations on a directed network of costs. {FileKind.CheckedOnReading}"
        IsProblem =
            function
            | Game _ -> true
            | _ -> false
        Problem = GameFile.codec
        IsResult =
            function
            | GameResult _ -> true
            | _ -> false
        Result = GameResults.format
    }
