/// The whole command line, from arguments to exit code.
module SpanLqr.Cli.Commands.CommandLine

open System
open System.CommandLine
open System.CommandLine.Invocation
open SpanLqr.Cli
open SpanLqr.Files

/// The option that shows the settings of every learner.
[<Literal>]
let private HelpAll = "--help-all"

let private root terminal showAll =
    let root =
        RootCommand(
            "Linear-quadratic control from problem files: single systems, teams of exchangeable agents, mean-field games and robust control."
        )

    root.Add(SolveCommand.create terminal)
    root.Add(LearnCommand.create terminal showAll)
    root.Add(SimulateCommand.create terminal)
    root.Add(VerifyCommand.create terminal)
    root.Add(ExportCommand.create terminal)
    root.Add(ReproduceCommand.create terminal)
    root.Add(TextCommand.createNew terminal)
    root.Add(TextCommand.createSchema terminal)
    root

let private invoke terminal (arguments: string[]) =
    let showAll = Array.contains HelpAll arguments

    let arguments =
        if showAll then
            arguments |> Array.map (fun word -> if word = HelpAll then "--help" else word)
        else
            arguments

    // A file may well be called @x; nothing here reads arguments from files.
    let parsed =
        (root terminal showAll).Parse(arguments, ParserConfiguration(ResponseFileTokenReplacer = null))

    match parsed.Action with
    | :? ParseErrorAction ->
        // The first word that nothing is known of is what went wrong first; the words behind it follow from it. Of other errors the last is
        // the most particular.
        let reason =
            match Seq.tryHead parsed.UnmatchedTokens with
            | Some word -> $"Unrecognized command or argument '{word}'."
            | None -> (Seq.last parsed.Errors).Message

        Stop.wrongInput $"spanlqr: {reason} See spanlqr --help."
    | _ -> parsed.Invoke(InvocationConfiguration(Output = terminal.Output, Error = terminal.Error, EnableDefaultExceptionHandler = false))

/// Whether memory ran out, on whatever thread it did.
let rec private isShortOfMemory (error: exn) =
    match error with
    | :? OutOfMemoryException -> true
    | :? AggregateException as errors -> errors.InnerExceptions |> Seq.exists isShortOfMemory
    | _ -> error.InnerException |> Option.ofObj |> Option.exists isShortOfMemory

let private reportBug terminal (error: exn) =
    Terminal.complain terminal $"spanlqr: internal error, please report it: {error.GetType().Name}: {error.Message}"

    if terminal.Environment "SPANLQR_TRACE" = Some "1" then
        terminal.Error.WriteLine(error.ToString())

/// Runs one command.
let run terminal arguments =
    try
        invoke terminal arguments
    with
    | Stopped(exitCode, reason) ->
        Terminal.complain terminal reason
        exitCode
    | WrongFile reason ->
        Terminal.complain terminal reason
        ExitCode.WrongInput
    | NoSolution(reason, _) ->
        Terminal.complain terminal reason
        ExitCode.NoAnswer
    | error when isShortOfMemory error ->
        Terminal.complain
            terminal
            "spanlqr: out of memory: the problem is too large for this machine, or for the memory this process may use"

        ExitCode.WrongInput
    | error ->
        reportBug terminal error
        ExitCode.InternalError
