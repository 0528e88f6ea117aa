/// `spanlqr reproduce`
module SpanLqr.Cli.Commands.ReproduceCommand

open System.CommandLine
open System.Diagnostics
open SpanLqr.Cli
open SpanLqr.Cli.Learning
open SpanLqr.Cli.Reproduction

let private figures =
    [
        "team-fig1", TeamFigure.create
        "game-fig1", GameFigure.create
        "robust-fig1a", RobustConvergence.createA
        "robust-fig1b", RobustConvergence.createB
        "robust-fig2", RobustComparison.create
    ]

let private all = "all"

let private defaultDirectory = "reproduction"

let private chosen name =
    if name = all then
        figures
    else
        match figures |> List.filter (fst >> (=) name) with
        | [] ->
            let names = figures |> List.map fst |> String.concat ", "
            Stop.wrongInput $"spanlqr: reproduce {name}: expected {names} or {all}."
        | found -> found

let create (terminal: Terminal) =
    let figure =
        let names = figures |> List.map fst |> String.concat ", "
        Argument<string>("FIGURE", Description = $"{names}, or {all}")

    let brief =
        Option<bool>("--quick", Description = "smaller sizes: all figures together in under two minutes")

    let out =
        Option<string>("--out", Description = $"the directory for data, pictures and pages [{defaultDirectory}]", HelpName = "DIR")

    let checkpoint =
        Shared.file "--checkpoint" "keep what is done in this file, and go on from there if it exists"

    let seed = Shared.seed ()
    let quiet = Shared.quiet ()
    let threads = Shared.threads ()

    Shared.command
        "reproduce"
        "Repeat an experiment of one of the papers: data, a picture, and the paper's claim beside what was measured."
        [ figure ]
        [ brief; out; checkpoint; seed; quiet; threads ]
        (fun arguments ->
            let name = arguments.GetRequiredValue figure
            let isQuick = arguments.GetRequiredValue brief
            let seed = arguments.GetRequiredValue seed
            let quiet = arguments.GetRequiredValue quiet
            let made = chosen name |> List.map (fun (_, create) -> create isQuick seed)

            let fingerprint =
                Checkpoint.fingerprint
                    [
                        string seed
                        for figure in made do
                            figure.Name

                            for key, value in figure.Settings do
                                $"{key} {value}"
                    ]

            let file = arguments.GetValue checkpoint |> Option.ofObj

            let finished =
                file
                |> Option.map (fun path -> JobRunner.read terminal path fingerprint)
                |> Option.defaultWith JobRunner.Done

            let directory =
                arguments.GetValue out |> Option.ofObj |> Option.defaultValue defaultDirectory

            Shared.requireWritable arguments checkpoint
            FigureFiles.prepare directory
            let watch = Stopwatch.StartNew()
            let jobs = made |> List.sumBy _.Jobs.Length

            let interrupted =
                Shared.watched terminal quiet "reproducing" (int64 jobs) (fun report interrupt ->
                    JobRunner.run
                        (arguments.GetRequiredValue threads)
                        (file |> Option.map (fun path -> path, fingerprint))
                        finished
                        (fun jobsDone -> report (int64 jobsDone) "")
                        interrupt
                        made)

            let flag = if isQuick then " --quick" else ""

            for figure in made do
                if
                    figure.Jobs
                    |> List.forall (fun job -> finished.ContainsKey(JobRunner.keyOf figure job))
                then
                    let outcome = figure.Conclude(fun key -> finished[$"{figure.Name}/{key}"])
                    FigureFiles.write directory $"spanlqr reproduce {figure.Name}{flag} --seed {seed}" seed figure outcome

                    if not quiet then
                        terminal.Output.WriteLine $"{figure.Name}: {figure.Title}"

                        for finding in outcome.Findings do
                            terminal.Output.WriteLine $"  {finding}"

            if interrupted then
                Terminal.complain terminal "spanlqr: interrupted; figures that were not finished are not written"
                ExitCode.Interrupted
            else
                if not quiet then
                    Terminal.complain terminal $"spanlqr: {watch.Elapsed.TotalSeconds:F1} s"

                ExitCode.Solved)
