/// The files of kind `robust`.
module SpanLqr.Files.RobustKind

open SpanLqr.Files.Results

let files =
    {
        Name = RobustFile.Kind
        Description =
            $"Robust control of a population as a zero-sum mean-field type game: n states, m inputs, p inputs of the adversary. {FileKind.CheckedOnReading}"
        IsProblem =
            function
            | Robust _ -> true
            | _ -> false
        Problem = RobustFile.codec
        IsResult =
            function
            | RobustResult _ -> true
            | _ -> false
        Result = RobustResults.format
    }
