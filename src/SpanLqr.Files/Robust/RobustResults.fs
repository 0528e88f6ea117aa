namespace SpanLqr.Files.Results

open SpanLqr.Files

/// Result files of kind `robust`.
module RobustResults =
    let private codec problem =
        RobustResultFile.members problem
        |> ResultObject.learnable
            RobustResult
            (function
            | RobustResult result -> Some result
            | _ -> None)
            LearnedFile.method
        |> ResultObject.ofKind RobustFile.Kind

    let private codecOf problem =
        match problem with
        | Robust(problem, _) -> codec (Some problem)
        | _ -> invalidArg (nameof problem) "not of kind robust"

    let format =
        let any = codec None

        {
            Of = codecOf
            Write = any.Write
            Schema = any.Schema
        }
