/// All claims of a result file, each computed again.
module SpanLqr.Cli.Verification.Verify

open SpanLqr.Cli.Learning
open SpanLqr.Files
open SpanLqr.Files.Results

/// The claims that the document makes about the problem; how each came out is in the claim.
let run tolerance problem (node: Node) =
    let document = ResultFile.read problem node

    let learned =
        document.Learned
        |> Option.map (fun learned ->
            {
                Method = LearnedResult.methodOf (ProblemFile.nameOf problem) learned
                Run = learned
            })

    match problem, document.Result with
    | Stationary problem, StationaryResult result -> LqrClaims.stationary tolerance learned problem result
    | FiniteHorizon problem, HorizonResult result -> LqrClaims.horizon tolerance learned problem result
    | Plant(problem, None), PlantResult result -> PlantClaims.stationary tolerance learned problem result
    | Plant(problem, Some horizon), PlantHorizonResult result -> PlantClaims.horizon tolerance learned problem horizon result
    | Team team, TeamResult result -> TeamClaims.ofPopulations tolerance learned team result
    | Game problem, GameResult result -> GameClaims.ofGame tolerance learned problem result
    | Robust(problem, level), RobustResult result -> RobustClaims.ofRobust tolerance learned problem level result
    | Monolithic team, TeamResult result ->
        match result.Partition with
        | Some classes -> TeamClaims.ofClasses tolerance learned classes team result
        | None -> Node.fail node "no partition, expected the agents of each class"
    | _ -> invalidArg (nameof node) "not of the problem's kind"
