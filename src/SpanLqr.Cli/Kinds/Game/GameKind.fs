/// Kind `game`: a mean-field game of several populations.
module SpanLqr.Cli.Kinds.GameKind

open SpanLqr.Cli.Learning
open SpanLqr.Cli.Simulation
open SpanLqr.Cli.Solving
open SpanLqr.Cli.Tables
open SpanLqr.Cli.Verification
open SpanLqr.Files
open SpanLqr.Files.Results
open SpanLqr.Populations

let private problemOf problem =
    match problem with
    | Game problem -> problem
    | _ -> Kind.wrong GameFiles.kind

let private resultOf result =
    match result with
    | GameResult result -> result
    | _ -> Kind.wrong GameFiles.kind

let kind =
    {
        Files = GameFiles.kind
        Solve = fun origin problem -> GameSolving.solve origin.File (problemOf problem)
        SolveAll = Some(fun origin problem -> GameSolving.all origin.File (problemOf problem))
        Remarks = fun _ _ _ -> Remarks.none
        Unlearnable = fun _ -> None
        UsualMethod = fun _ -> None
        Learn = fun _ run problem -> GameLearning.create run (problemOf problem)
        Loop = fun origin problem result -> GameLoops.ofGame origin.File (problemOf problem) (resultOf result)
        Mode = PopulationMode.Collapsed
        AveragingError = fun _ -> None
        WorstCase = fun _ _ -> None
        Claims = fun tolerance learned problem result -> GameClaims.ofGame tolerance learned (problemOf problem) (resultOf result)
        Page = resultOf >> GamePage.ofGame
    }
