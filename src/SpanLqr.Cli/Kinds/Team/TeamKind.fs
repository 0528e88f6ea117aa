/// Kind `team`: exchangeable agents with one cost.
module SpanLqr.Cli.Kinds.TeamKind

open SpanLqr.Cli.Learning
open SpanLqr.Cli.Simulation
open SpanLqr.Cli.Solving
open SpanLqr.Cli.Tables
open SpanLqr.Cli.Verification
open SpanLqr.Files
open SpanLqr.Files.Results
open SpanLqr.Populations

let private wrong () = Kind.wrong TeamFiles.kind

let private solve (origin: Origin) problem =
    match problem with
    | Team problem -> TeamSolving.ofPopulations origin.File problem
    | Monolithic team -> TeamSolving.ofWhole origin.Tolerance origin.File team
    | _ -> wrong ()

let private remarks (origin: Origin) problem result =
    match result with
    | TeamResult result ->
        { Remarks.none with
            Warning =
                match problem with
                | Monolithic _ -> TeamSolving.warning origin.File result
                | _ -> None
            Hint =
                match problem with
                | Monolithic team -> TeamSolving.hint origin.Tolerance origin.File team result
                | _ -> None
            Shortcoming = TeamSolving.shortcoming origin.File result
        }
    | _ -> wrong ()

/// n + m of the whole of one agent of each population, or of the whole system.
let private order problem =
    match problem with
    | Team team ->
        team.Populations
        |> Seq.sumBy (fun population -> population.StateDim + population.InputDim)
    | Monolithic team -> Array2D.length1 team.A + Array2D.length2 team.B
    | _ -> 0

let private learn (origin: Origin) run problem =
    match problem with
    | Team team -> TeamLearning.create run None team
    | Monolithic whole ->
        let whole = TeamSolving.partitioned origin.Tolerance whole
        TeamLearning.create run (Some whole) whole.Partition.Problem
    | _ -> wrong ()

let private loop (origin: Origin) problem result =
    match problem, result with
    | Team problem, TeamResult result -> TeamLoops.ofPopulations problem result
    | Monolithic team, TeamResult result -> TeamLoops.ofWhole origin.Tolerance origin.File team result
    | _ -> wrong ()

/// Agents that are alike only to a tolerance are simulated as if they were alike; up to this averaging error that is what was given.
let private averagingError result =
    match result with
    | TeamResult { AveragingError = Some error } when error > Averaging.Negligible -> Some error
    | _ -> None

let private claims tolerance learned problem result =
    match problem, result with
    | Team team, TeamResult result -> TeamClaims.ofPopulations tolerance learned team result
    | Monolithic team, TeamResult({ Partition = Some classes } as result) -> TeamClaims.ofClasses tolerance learned classes team result
    | _ -> wrong ()

let private page result =
    match result with
    | TeamResult result -> TeamPage.ofTeam result
    | _ -> wrong ()

let kind =
    {
        Files = TeamFiles.kind
        Solve = solve
        SolveAll = None
        Remarks = remarks
        Unlearnable = fun _ -> None
        UsualMethod = order >> Kind.methodOfOrder
        Learn = learn
        Loop = loop
        Mode = PopulationMode.Collapsed
        AveragingError = averagingError
        WorstCase = fun _ _ -> None
        Claims = claims
        Page = page
    }
