/// All claims of a result file, each computed again.
module SpanLqr.Cli.Verification.Verify

open SpanLqr.Cli.Problems
open SpanLqr.Cli.Results

/// The claims that the document makes about the problem; how each came out is in the claim.
let run tolerance problem (document: Node) =
    match problem with
    | Stationary problem ->
        LqrResultReader.stationary problem document
        |> LqrClaims.stationary tolerance problem
    | FiniteHorizon problem -> LqrResultReader.horizon problem document |> LqrClaims.horizon tolerance problem
    | Team team ->
        TeamResultReader.read (TeamResultReader.Populations(Array.ofSeq team.Populations)) document
        |> TeamClaims.ofPopulations tolerance team
    | Game problem -> GameResultReader.read problem document |> GameClaims.ofGame tolerance problem
    | Robust(problem, level) ->
        RobustResultReader.read problem document
        |> RobustClaims.ofRobust tolerance problem level
    | Monolithic team ->
        let result =
            TeamResultReader.read (TeamResultReader.Agents(Array.ofSeq team.Agents)) document

        match result.Partition with
        | Some classes -> TeamClaims.ofClasses tolerance classes team result
        | None -> Node.fail document "no partition, expected the agents of each class"
