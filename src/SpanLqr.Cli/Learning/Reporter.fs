/// What people see while a learner works: on standard error, and nothing of it decides anything.
module SpanLqr.Cli.Learning.Reporter

open System
open System.Diagnostics
open System.Globalization
open Spectre.Console
open SpanLqr.Cli

/// Called with the session and the latest line of its history.
type Reporter = Session -> HistoryEntry -> unit

let private gap (session: Session) (line: HistoryEntry) =
    let relative = (line.Cost - session.BestCost) / abs session.BestCost

    if Double.IsFinite relative then
        (100.0 * relative).ToString("G3", CultureInfo.InvariantCulture) + " %"
    else
        "–"

let private describe session (line: HistoryEntry) =
    let cost = line.Cost.ToString("G6", CultureInfo.InvariantCulture)
    $"cost {cost}, gap {gap session line}"

let private silent: Reporter = fun _ _ -> ()

/// Lines for logs, so many seconds apart.
let private secondsBetweenLines = 10.0

let private lines (terminal: Terminal) : Reporter =
    let watch = Stopwatch.StartNew()
    let mutable last = 0.0

    fun session line ->
        let now = watch.Elapsed.TotalSeconds

        if now - last >= secondsBetweenLines then
            last <- now
            terminal.Error.WriteLine $"iteration {line.Iteration}: {describe session line}"

let private barred (terminal: Terminal) iterations (work: Reporter -> unit) =
    let console =
        AnsiConsole.Create(AnsiConsoleSettings(Out = AnsiConsoleOutput terminal.Error))

    console
        .Progress()
        .AutoClear(true)
        .Columns(TaskDescriptionColumn(Alignment = Justify.Left), ProgressBarColumn(), PercentageColumn(), RemainingTimeColumn())
        .Start(fun context ->
            let task = context.AddTask("learning", maxValue = float iterations)

            work (fun session line ->
                task.Description <- Markup.Escape(describe session line)
                task.Value <- float line.Iteration))

/// Runs the work with the reporter that suits the terminal.
let during (terminal: Terminal) quiet iterations (work: Reporter -> unit) =
    if quiet then
        work silent
    elif terminal.ErrorIsTerminal then
        barred terminal iterations work
    else
        work (lines terminal)
