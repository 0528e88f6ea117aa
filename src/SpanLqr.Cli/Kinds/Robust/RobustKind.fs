/// Kind `robust`: control against the worst that an adversary can do.
module SpanLqr.Cli.Kinds.RobustKind

open SpanLqr.Cli.Learning
open SpanLqr.Cli.Simulation
open SpanLqr.Cli.Solving
open SpanLqr.Cli.Tables
open SpanLqr.Cli.Verification
open SpanLqr.Files
open SpanLqr.Files.Results
open SpanLqr.Populations
open SpanLqr.Robust

let private problemOf problem =
    match problem with
    | Robust(problem, level) -> problem, level
    | _ -> Kind.wrong RobustFiles.kind

let private resultOf result =
    match result with
    | RobustResult result -> result
    | _ -> Kind.wrong RobustFiles.kind

let private unlearnable problem =
    if (fst (problemOf problem)).Horizon.HasValue then
        None
    else
        Some "a robust problem without horizon"

let private worstCase problem result =
    let problem, _ = problemOf problem
    let result = resultOf result
    Some(result.Gamma, fst (RobustSolving.worstCase problem result.Gamma result.K1 result.L1))

let kind =
    {
        Files = RobustFiles.kind
        Solve = fun origin problem -> problemOf problem ||> RobustSolving.solve origin.File
        SolveAll = None
        Remarks =
            fun origin _ result ->
                { Remarks.none with
                    Shortcoming = RobustSolving.shortcoming origin.File (resultOf result)
                }
        Unlearnable = unlearnable
        UsualMethod = fun _ -> None
        Learn = fun _ run problem -> problemOf problem ||> RobustLearning.create run
        Loop = fun _ problem result -> RobustLoops.ofRobust (fst (problemOf problem)) (resultOf result)
        Mode = PopulationMode.Collapsed
        AveragingError = fun _ -> None
        WorstCase = worstCase
        Claims =
            fun tolerance learned problem result ->
                let problem, level = problemOf problem
                RobustClaims.ofRobust tolerance learned problem level (resultOf result)
        Page = resultOf >> RobustPage.ofRobust
    }
