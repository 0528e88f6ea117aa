namespace SpanLqr.Files.Results

open SpanLqr.Files

/// Result files of kind `game`, which say their method whether they were learned or not.
module GameResults =
    let private codec problem =
        GameResultFile.members problem
        |> ResultObject.learnable
            GameResult
            (function
            | GameResult result -> Some result
            | _ -> None)
            LearnedFile.methodOfResult
        |> ResultObject.ofKind GameFile.Kind

    let private codecOf problem =
        match problem with
        | Game problem -> codec (Some problem)
        | _ -> invalidArg (nameof problem) "not of kind game"

    let format =
        let any = codec None

        {
            Of = codecOf
            Write = any.Write
            Schema = any.Schema
        }
