/// The files of kind `team`.
module SpanLqr.Files.TeamKind

open SpanLqr.Files.Results

/// A team is given by its populations unless it has what only the other way of giving it has.
let private isMonolithic node =
    let has key = (Members.peek key node).IsSome
    not (has "populations") && (has "agents" || has "A")

let private problem =
    {
        Wanted = TeamFile.codec.Wanted
        Read =
            fun node ->
                if isMonolithic node then
                    MonolithicFile.codec.Read node
                else
                    TeamFile.codec.Read node
        Write =
            fun json problem ->
                match problem with
                | Monolithic _ -> MonolithicFile.codec.Write json problem
                | _ -> TeamFile.codec.Write json problem
        Schema = Schema.oneOf [ TeamFile.codec.Schema; MonolithicFile.codec.Schema ]
    }

let files =
    {
        Name = TeamFile.Kind
        Description =
            $"Populations of exchangeable agents, given by their blocks or by the matrices of the whole system. {FileKind.CheckedOnReading}"
        IsProblem =
            function
            | Team _
            | Monolithic _ -> true
            | _ -> false
        Problem = problem
        IsResult =
            function
            | TeamResult _ -> true
            | _ -> false
        Result = TeamResults.format
    }
