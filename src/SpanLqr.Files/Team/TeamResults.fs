namespace SpanLqr.Files.Results

open SpanLqr.Files

/// Result files of kind `team`.
module TeamResults =
    let private document =
        ResultObject.learnable
            TeamResult
            (function
            | TeamResult result -> Some result
            | _ -> None)
            LearnedFile.method

    let private any = document TeamResultFile.anyMembers

    let private about subject =
        ResultObject.dependent TeamFile.Kind any (TeamResultFile.members subject >> document)

    let private codecOf problem =
        match problem with
        | Team team -> about (Populations(Array.ofSeq team.Populations))
        | Monolithic team -> about (Agents(Array.ofSeq team.Agents))
        | _ -> invalidArg (nameof problem) "not of kind team"

    let format =
        let codec = ResultObject.ofKind TeamFile.Kind any

        {
            Of = codecOf
            Write = codec.Write
            Schema = codec.Schema
        }
