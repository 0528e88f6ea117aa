/// What a run adds to the result of its kind, and what a file says of the method.
module SpanLqr.Cli.Learning.LearnedResult

open SpanLqr.Files
open SpanLqr.Files.Results

/// How a run came to its result.
let ofRun (method: Method) seed (settings: Settings) (session: Session) (outcome: Outcome) (progress: Progress) : Learned =
    let last = List.head progress.History
    let account = progress.State.Account

    {
        Method = Located.ofValue method.Name
        Seed = seed
        History = List.rev progress.History
        Rollouts = account.Rollouts
        Steps = account.Steps
        Rejected = account.Rejected
        Settings = settings @ session.Remarks
        Reference =
            {
                Cost = Some session.BestCost
                IsLeast = session.IsLeast
                CostGap = Some((last.Cost - session.BestCost) / abs session.BestCost)
                GainGap = Some(last.GainError / session.BestGainNorm)
            }
        EstimatedGap = Some outcome.EstimatedGap
        EstimatedBy = Some outcome.EstimatedBy
        StopReason = Some outcome.StopReason
        Baseline =
            outcome.Baseline
            |> Option.map (fun baseline ->
                {
                    Steps = baseline.Steps
                    EstimatedGap = baseline.EstimatedGap
                    Arrived = baseline.Arrived
                })
    }

/// The method that a file names, which must be one for the kind of its problem.
let methodOf kind (learned: Learned) =
    let methods = Method.ofKind kind

    match methods |> List.tryFind (fun method -> method.Name = learned.Method.Value) with
    | Some method -> method
    | None ->
        let names = methods |> List.map _.Name |> String.concat ", "
        Node.expected $"one of {names}, the methods for a problem of kind {kind}" learned.Method.Node
