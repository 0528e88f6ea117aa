/// How far long work has come, on standard error: a bar on a terminal, a line now and then in a log, nothing where nothing was asked for.
/// Nothing of it decides anything.
module SpanLqr.Cli.Progress

open System
open System.Diagnostics
open System.Globalization
open System.Threading
open Spectre.Console

/// Told how much is done and, in words, how it stands; from any thread.
type Report = int64 -> string -> unit

/// Bars move, and lines count, in so many steps.
let private parts = 1000.0

/// Lines for logs, so many seconds apart.
let private secondsBetweenLines = 10.0

/// Passes a report on where work has come on by a part of the whole: once for each part, never back, never two at a time.
let forward (total: int64) (tell: float -> string -> unit) : Report =
    let gate = Lock()
    let told = ref 0

    fun finished standing ->
        let part = int (parts * float finished / float total)

        if part > Volatile.Read &told.contents then
            lock gate (fun () ->
                if part > told.Value then
                    told.Value <- part
                    tell (float finished / float total) standing)

/// Writes a line where the last one, or the start, is long enough ago; the clock counts seconds.
let lines (clock: unit -> float) (write: string -> unit) (label: string) =
    let mutable last = clock ()

    fun (share: float) (standing: string) ->
        let now = clock ()

        if now - last >= secondsBetweenLines then
            last <- now
            let percent = (100.0 * share).ToString("F0", CultureInfo.InvariantCulture)

            write (
                if standing = "" then
                    $"{label}: {percent} %%"
                else
                    $"{label}: {percent} %%, {standing}"
            )

let private barred (terminal: Terminal) (label: string) total (work: Report -> 'a) =
    let console =
        AnsiConsole.Create(AnsiConsoleSettings(Out = AnsiConsoleOutput terminal.Error))

    console
        .Progress()
        .AutoClear(true)
        .Columns(TaskDescriptionColumn(Alignment = Justify.Left), ProgressBarColumn(), PercentageColumn(), RemainingTimeColumn())
        .Start(fun context ->
            let task = context.AddTask(Markup.Escape label, maxValue = 1.0)

            let tell share standing =
                task.Value <- share
                task.Description <- Markup.Escape(if standing = "" then label else standing)

            work (forward total tell))

/// Runs work of so many steps with the report that suits the terminal.
let during (terminal: Terminal) quiet label total (work: Report -> 'a) =
    if quiet then
        work (fun _ _ -> ())
    elif terminal.ErrorIsTerminal then
        barred terminal label total work
    else
        let watch = Stopwatch.StartNew()

        lines (fun () -> watch.Elapsed.TotalSeconds) (Terminal.complain terminal) label
        |> forward total
        |> work

/// The report as what .NET tells progress to, where there is nothing to say but how much.
let counting (report: Report) =
    { new IProgress<int64> with
        member _.Report finished = report finished ""
    }
