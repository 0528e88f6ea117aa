/// How far long work has come: a bar on a terminal, a line now and then in a log. Nothing of it decides anything.
module SpanLqr.Cli.Progress

open System.Diagnostics
open Spectre.Console

/// Lines for logs, so many seconds apart.
let private secondsBetweenLines = 10.0

let private lines (terminal: Terminal) (label: string) =
    let watch = Stopwatch.StartNew()
    let mutable last = 0.0

    fun finished total ->
        let now = watch.Elapsed.TotalSeconds

        if now - last >= secondsBetweenLines then
            last <- now
            terminal.Error.WriteLine $"{label}: {finished} of {total}"

let private barred (terminal: Terminal) (label: string) work =
    let console =
        AnsiConsole.Create(AnsiConsoleSettings(Out = AnsiConsoleOutput terminal.Error))

    console
        .Progress()
        .AutoClear(true)
        .Columns(TaskDescriptionColumn(Alignment = Justify.Left), ProgressBarColumn(), PercentageColumn(), RemainingTimeColumn())
        .Start(fun context ->
            let task = context.AddTask(Markup.Escape label)

            work (fun (finished: int) (total: int) ->
                task.MaxValue <- float total
                task.Value <- float finished))

/// Runs the work with a function that it tells what is finished, of how much.
let during (terminal: Terminal) label (work: (int -> int -> unit) -> unit) =
    if terminal.ErrorIsTerminal then
        barred terminal label work
    else
        work (lines terminal label)
