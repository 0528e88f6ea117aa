/// `spanlqr learn`
module SpanLqr.Cli.Commands.LearnCommand

open System
open System.CommandLine
open System.Globalization
open System.Threading
open SpanLqr.Cli
open SpanLqr.Cli.Learning
open SpanLqr.Files
open SpanLqr.Files.Results
open SpanLqr.Cli.Solving
open SpanLqr.Cli.Tables

let private whole least name description help =
    let parse (token: string) =
        match Int32.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture) with
        | true, value when value >= least -> ValueSome value
        | _ -> ValueNone

    Option<int>(name, Description = description, HelpName = help)
    |> Shared.parsedAs $"a whole number of at least {least}" parse

/// Who has the setting, and with what default.
let private describe (knob: Knob) =
    let among settings =
        settings |> List.tryFind (fst >> (=) knob.Name) |> Option.map snd

    let variants method =
        method.Variants
        |> List.choose (fun (_, value, settings) -> among settings |> Option.map (fun fallback -> $" ({value}: {fallback})"))
        |> String.concat ""

    let defaults =
        Method.all
        |> List.choose (fun method ->
            among method.Defaults
            |> Option.map (fun fallback -> $"{method.Kind} {method.Name}: {fallback}{variants method}"))

    let list = String.Join("; ", defaults)
    $"{knob.Description} [{list}]"

/// The methods of every kind, the default ones first.
let private methods =
    Method.all
    |> List.groupBy _.Kind
    |> List.map (fun (kind, methods) ->
        let names = String.Join(", ", methods |> List.map _.Name)
        $"{kind}: {names}")
    |> String.concat "; "

let private knobs () =
    Knob.all
    |> List.map (fun knob ->
        knob.Name,
        Option<string>(
            $"--{knob.Name}",
            Description = describe knob,
            HelpName =
                (match knob.Value with
                 | OneOf _ -> "WORD"
                 | _ -> "X")
        ))

let private tell terminal text =
    Terminal.complain terminal $"spanlqr: {text}"

/// What may be spent: steps of the plant, or seconds.
type private Budget =
    | Steps of int64
    | Seconds of float

let private budgetOption () =
    let parse (token: string) =
        let number (text: string) =
            match Double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture) with
            | true, value when value >= 1.0 && value <= 1e15 -> ValueSome value
            | _ -> ValueNone

        if token.EndsWith 's' then
            number (token.TrimEnd 's') |> ValueOption.map Seconds
        else
            number token |> ValueOption.map (int64 >> Steps)

    let usual = SpanLqr.Learning.Lqr.LearningGoal().Budget
    let quiet = SpanLqr.Learning.Lqr.NaturalZeroOrder.DefaultBudget

    Option<Budget>(
        "--budget",
        Description =
            $"steps of the plant, or seconds with an s behind them, after which the learner ends wherever it is [{usual}; zso: {quiet}]",
        HelpName = "STEPS|SECONDSs"
    )
    |> Shared.parsedAs "a number of steps, or of seconds such as 60s" parse

let private targetOption () =
    let parse (token: string) =
        match Double.TryParse(token.TrimEnd '%', NumberStyles.Float, CultureInfo.InvariantCulture) with
        | true, value when Double.IsFinite value && value > 0.0 -> ValueSome(if token.EndsWith '%' then value / 100.0 else value)
        | _ -> ValueNone

    Option<float>(
        "--target",
        Description = "the gap to the least cost that must not be exceeded, such as 0.01 or 1%",
        HelpName = "X",
        DefaultValueFactory = (fun _ -> SpanLqr.Learning.Lqr.LearningGoal().Target)
    )
    |> Shared.parsedAs "a positive number, such as 0.01 or 1%" parse

/// Ends a run when its seconds are spent.
let private limited budget (interrupt: CancellationToken) (work: CancellationToken -> 'a * bool) =
    match budget with
    | None
    | Some(Steps _) ->
        let result, interrupted = work interrupt
        result, interrupted, false
    | Some(Seconds seconds) ->
        use source = CancellationTokenSource.CreateLinkedTokenSource interrupt
        source.CancelAfter(TimeSpan.FromSeconds(min seconds 1e6))
        let result, ended = work source.Token
        result, ended && interrupt.IsCancellationRequested, ended && not interrupt.IsCancellationRequested

/// The command; all of its options are in its help where that is asked for.
let create (terminal: Terminal) showAll =
    let problem = Shared.problem ()
    let out = Shared.out ()

    let methodName =
        Option<string>("--method", Description = $"the method, of those for the kind of the problem [{methods}]", HelpName = "M")

    let iterations =
        whole 1 "--iterations" "iterations to end with, those of a checkpoint included" "N"

    let budget = budgetOption ()
    let target = targetOption ()

    let paper =
        Option<bool>(
            "--paper",
            Description = "the settings of the paper that describes the method, in place of ours",
            DefaultValueFactory = (fun _ -> false)
        )

    let seed = Shared.seed ()
    let start = Shared.file "--start" "start from the gains of this result"

    let checkpoint =
        Shared.file "--checkpoint" "keep the run in this file, and go on from there if it exists"

    let json = Shared.json ()
    let quiet = Shared.quiet ()
    let threads = Shared.threads ()
    let knobs = knobs ()

    for _, option in knobs do
        option.Hidden <- not showAll

    let helpAll =
        Option<bool>("--help-all", Description = "show the settings of every method as well")

    let options: Option list =
        [
            methodName
            budget
            target
            seed
            paper
            helpAll
            iterations
            start
            checkpoint
            out
            json
            quiet
            threads
            for _, option in knobs do
                option
        ]

    Shared.command "learn" "Learn a policy without the model, from costs and trajectories alone." [ problem ] options (fun arguments ->
        Shared.useThreads (arguments.GetRequiredValue threads)
        let path = arguments.GetRequiredValue problem
        let name = JsonText.nameOf path
        Shared.requireWritable arguments out
        Shared.requireWritable arguments checkpoint
        let problem = JsonText.readWith ProblemFile.read terminal path
        Learn.requireLearnable name problem

        let method =
            Method.find (ProblemFile.nameOf problem) (arguments.GetValue methodName |> Option.ofObj |> Learn.methodName problem)

        let given =
            knobs
            |> List.choose (fun (name, option) -> arguments.GetValue option |> Option.ofObj |> Option.map (fun text -> name, text))

        let settings =
            (if arguments.GetRequiredValue paper then
                 Method.paper method given
             else
                 given)
            |> Method.settings method

        let budget =
            match arguments.GetResult budget with
            | null -> None
            | _ -> Some(arguments.GetRequiredValue budget)

        let target = arguments.GetRequiredValue target

        let seed = arguments.GetRequiredValue seed

        let quiet = arguments.GetRequiredValue quiet

        let startResult =
            arguments.GetValue start
            |> Option.ofObj
            |> Option.map (JsonText.readWith (ResultFile.read problem) terminal >> _.Result)

        let session =
            Learn.create
                Shared.exchangeability
                {
                    File = name
                    Method = method
                    Settings = settings
                    Seed = seed
                    Threads = arguments.GetRequiredValue threads
                    Target = target
                    Budget =
                        match budget with
                        | Some(Steps steps) -> Some steps
                        | Some(Seconds _) -> Some(Int64.MaxValue / 4L)
                        | None -> None
                    Start = startResult
                }
                problem

        let iterations =
            match arguments.GetResult iterations with
            | null -> session.Schedule |> Option.orElse method.Iterations |> Option.defaultValue 1
            | _ -> arguments.GetRequiredValue iterations

        let fingerprint =
            Checkpoint.fingerprint
                [
                    method.Kind
                    method.Name
                    string seed
                    string target
                    string budget
                    for name, value in settings @ session.Remarks do
                        $"{name} {value}"
                    ResultFile.render (Solve.run Shared.exchangeability name problem)
                    startResult |> Option.map ResultFile.render |> Option.defaultValue ""
                ]

        let checkpoint = arguments.GetValue checkpoint |> Option.ofObj

        let resumed =
            checkpoint
            |> Option.bind (fun file -> Checkpoint.tryRead terminal file fingerprint)

        let save progress =
            checkpoint
            |> Option.iter (fun file -> Checkpoint.write file fingerprint progress)

        let progress, interrupted, timedOut =
            Shared.watched terminal quiet "learning" (int64 iterations) (fun report interrupt ->
                let tell line =
                    report (int64 line.Iteration) (HistoryEntry.describe session line)

                limited budget interrupt (Training.run session iterations resumed save tell))

        match session.Result() with
        | None ->
            let reason =
                match session.Judgement.Verdict() with
                | Some verdict -> verdict.Explanation
                | None -> "the learner diverged: what was learned does not stabilise the plant"

            Stop.noAnswer $"{name}: {reason}"
        | Some result ->
            let outcome =
                Outcome.judge method.Kind target timedOut session progress
                |> Outcome.withWorstCase result

            let settings = ("iterations", string iterations) :: settings

            let text =
                ResultFile.renderDocument
                    {
                        Result = result
                        Learned = Some(LearnedResult.ofRun method seed settings session outcome progress)
                    }

            arguments.GetValue out
            |> Option.ofObj
            |> Option.iter (fun target -> TextFile.write target text)

            if arguments.GetRequiredValue json then
                terminal.Output.Write text
            elif not quiet then
                Page.print terminal (LearnPage.ofRun method session outcome progress result)

            if interrupted then
                tell terminal "interrupted"
                ExitCode.Interrupted
            else
                match outcome.WrongEstimate |> Option.orElse outcome.Shortcoming with
                | Some reason when outcome.Shortcoming.IsSome -> Stop.noAnswer $"{name}: {reason}"
                | Some reason ->
                    tell terminal $"{name}: {reason}"
                    ExitCode.Solved
                | None -> ExitCode.Solved)
