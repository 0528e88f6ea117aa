/// `spanlqr learn`
module SpanLqr.Cli.Commands.LearnCommand

open System
open System.CommandLine
open System.Globalization
open SpanLqr.Cli
open SpanLqr.Cli.Learning
open SpanLqr.Files
open SpanLqr.Cli.Results
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

/// Why a run that has ended by itself has not arrived.
let private shortcoming name (session: Session) =
    match session.Learner.Status with
    | SpanLqr.Learning.LearnerStatus.Diverged ->
        Some $"{name}: learning diverged: the plant blows up whatever is tried; take a smaller step or radius, or another start"
    | _ -> None

let create (terminal: Terminal) =
    let problem = Shared.problem ()
    let out = Shared.out ()

    let methodName =
        Option<string>("--method", Description = $"the method, of those for the kind of the problem [{methods}]", HelpName = "M")

    let iterations =
        whole 1 "--iterations" "iterations to end with, those of a checkpoint included" "N"

    let seed = Shared.seed ()
    let start = Shared.file "--start" "start from the gains of this result"

    let checkpoint =
        Shared.file "--checkpoint" "keep the run in this file, and go on from there if it exists"

    let json = Shared.json ()
    let quiet = Shared.quiet ()
    let threads = Shared.threads ()
    let knobs = knobs ()

    let options: Option list =
        [
            methodName
            iterations
            seed
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
            Method.find (ProblemFile.nameOf problem) (arguments.GetValue methodName |> Option.ofObj)

        let settings =
            knobs
            |> List.choose (fun (name, option) -> arguments.GetValue option |> Option.ofObj |> Option.map (fun text -> name, text))
            |> Method.settings method

        let seed = arguments.GetRequiredValue seed

        let quiet = arguments.GetRequiredValue quiet

        let startResult =
            arguments.GetValue start
            |> Option.ofObj
            |> Option.map (ResultReader.read terminal problem)

        let session =
            Learn.create
                Shared.exchangeability
                {
                    File = name
                    Method = method
                    Settings = settings
                    Seed = seed
                    Threads = arguments.GetRequiredValue threads
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
                    for name, value in settings @ session.Remarks do
                        $"{name} {value}"
                    ResultWriter.render (Solve.run Shared.exchangeability name problem)
                    startResult |> Option.map ResultWriter.render |> Option.defaultValue ""
                ]

        let checkpoint = arguments.GetValue checkpoint |> Option.ofObj

        let resumed =
            checkpoint
            |> Option.bind (fun file -> Checkpoint.tryRead terminal file fingerprint)

        let save progress =
            checkpoint
            |> Option.iter (fun file -> Checkpoint.write file fingerprint progress)

        let progress, interrupted =
            Shared.watched terminal quiet "learning" (int64 iterations) (fun report interrupt ->
                let tell line =
                    report (int64 line.Iteration) (HistoryEntry.describe session line)

                Training.run session iterations resumed save tell interrupt)

        match session.Result() with
        | None -> Stop.noAnswer $"{name}: what was learned does not stabilise the plant"
        | Some result ->
            let settings = ("iterations", string iterations) :: settings

            let text =
                ResultWriter.renderWith (LearnWriter.members method seed settings session progress) result

            arguments.GetValue out
            |> Option.ofObj
            |> Option.iter (fun target -> ResultFile.write target text)

            if arguments.GetRequiredValue json then
                terminal.Output.Write text
            elif not quiet then
                Page.print terminal (LearnPage.ofRun method session progress result)

            if interrupted then
                tell terminal "interrupted"
                ExitCode.Interrupted
            else
                match shortcoming name session with
                | Some reason -> Stop.noAnswer reason
                | None -> ExitCode.Solved)
