/// Runs a session from its start or its checkpoint to its end.
module SpanLqr.Cli.Learning.Training

open System
open System.Diagnostics
open System.Threading
open SpanLqr.Files.Results
open SpanLqr.Learning

/// Histories are kept to about this many lines.
let private mostLines = 1000

/// Long enough that writing costs nothing, short enough that little is lost.
let private secondsBetweenCheckpoints = 1.0

let private measure (session: Session) : HistoryEntry =
    let measure = session.Measure()

    {
        Iteration = session.Learner.Iteration
        Cost = measure.Cost
        GainError = measure.GainError
        Rollouts = session.Learner.Account.Rollouts
        LawError = measure.LawError
    }

let private fresh (session: Session) : Progress =
    {
        History = [ measure session ]
        State = session.Learner.Save()
    }

/// The progress at the end, and whether the end was an interrupt. The learner is left in the state of the progress.
let run (session: Session) iterations (resumed: Progress option) (save: Progress -> unit) report (interrupt: CancellationToken) =
    let learner = session.Learner
    resumed |> Option.iter (fun progress -> learner.Restore progress.State)
    let mutable progress = resumed |> Option.defaultWith (fun () -> fresh session)
    let watch = Stopwatch.StartNew()
    let mutable saved = -infinity
    let stride = max 1 (iterations / mostLines)

    let record () =
        let line = measure session

        progress <-
            {
                History = line :: progress.History
                State = learner.Save()
            }

        report line

        if watch.Elapsed.TotalSeconds - saved >= secondsBetweenCheckpoints then
            save progress
            saved <- watch.Elapsed.TotalSeconds

    let afterEach (_: ILearner) =
        if learner.Iteration % stride = 0 || learner.Status <> LearnerStatus.Running then
            record ()

    let interrupted =
        try
            Learners.Run(learner, iterations, Action<ILearner> afterEach, interrupt)

            if learner.Iteration > progress.State.Iteration then
                record ()

            false
        with :? OperationCanceledException ->
            learner.Restore progress.State
            true

    save progress
    progress, interrupted
