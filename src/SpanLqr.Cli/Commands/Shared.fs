/// The arguments and options that commands share.
module SpanLqr.Cli.Commands.Shared

open System
open System.CommandLine
open System.Globalization
open System.Runtime.InteropServices
open System.Threading
open MathNet.Numerics
open SpanLqr.Cli

let problem () =
    Argument<string>("PROBLEM", Description = "the problem file, or - for standard input")

let json () =
    Option<bool>("--json", Description = "print JSON on standard output and nothing else there")

let quiet () =
    Option<bool>("--quiet", Description = "print no tables and no messages but errors")

/// Parses the one token of an option; what cannot be parsed is an error of the command line.
let parsedAs (wanted: string) (parse: string -> 'a voption) (option: Option<'a>) =
    option.CustomParser <-
        fun result ->
            let token = result.Tokens[0].Value

            match parse token with
            | ValueSome value -> value
            | ValueNone ->
                result.AddError $"Option '{option.Name}' is '{token}', expected {wanted}."
                Unchecked.defaultof<'a>

    option

/// The option for a file that a command reads or writes.
let file name description =
    Option<string>(name, Description = description, HelpName = "FILE")

let out () =
    file "--out" "write the result JSON to this file"

let tolerance (fallback: float) description =
    let parse (token: string) =
        // A comma is no thousands separator here: 1,5 is an error, not 15.
        match Double.TryParse(token, NumberStyles.Float, CultureInfo.InvariantCulture) with
        | true, value when Double.IsFinite value && value > 0.0 -> ValueSome value
        | _ -> ValueNone

    Option<float>("--tolerance", Description = description, HelpName = "X", DefaultValueFactory = (fun _ -> fallback))
    |> parsedAs "a positive number" parse

/// By how much agents of a monolithic team may differ and still be alike, where nobody says.
let exchangeability = SpanLqr.Files.Results.Averaging.Negligible

let exchangeabilityOption () =
    tolerance exchangeability "relative difference up to which agents of a monolithic team count as exchangeable"

let threads () =
    let parse (token: string) =
        match Int32.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture) with
        | true, value when value >= 1 -> ValueSome value
        | _ -> ValueNone

    Option<int>(
        "--threads",
        Description = "processor cores to use at most",
        HelpName = "N",
        DefaultValueFactory = (fun _ -> Environment.ProcessorCount)
    )
    |> parsedAs "a whole number of at least 1" parse

let seed () =
    let parse (token: string) =
        match UInt64.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture) with
        | true, value -> ValueSome value
        | _ -> ValueNone

    Option<uint64>("--seed", Description = "the seed of everything random", HelpName = "S", DefaultValueFactory = (fun _ -> 0UL))
    |> parsedAs "a whole number of at least 0" parse

/// Runs long work with a token that Ctrl-C cancels, so that what there is can still be written. Whoever cannot wait for that
/// presses it again.
let private untilInterrupted (run: CancellationToken -> 'a) =
    use source = new CancellationTokenSource()

    use _ =
        PosixSignalRegistration.Create(
            PosixSignal.SIGINT,
            fun context ->
                context.Cancel <- not source.IsCancellationRequested
                source.Cancel()
        )

    run source.Token

/// Runs long work of so many steps that is told how to report them and when to end.
let watched terminal quiet label total (work: Progress.Report -> CancellationToken -> 'a) =
    untilInterrupted (fun interrupt -> Progress.during terminal quiet label total (fun report -> work report interrupt))

/// Ends where the file of the option, if there is one, cannot be written: before long work, not after it.
let requireWritable (arguments: ParseResult) (option: Option<string>) =
    arguments.GetValue option
    |> Option.ofObj
    |> Option.iter TextFile.requireWritable

/// Limits the only part that uses more than one core: the dense algebra of eigenvalues and checks.
let useThreads count = Control.MaxDegreeOfParallelism <- count

/// Makes a command of a function from the parsed arguments to the exit code.
let command name description (arguments: Argument list) (options: Option list) (run: ParseResult -> int) =
    let command = Command(name, description)

    for argument in arguments do
        command.Add argument

    for option in options do
        command.Add option

    command.SetAction(Func<ParseResult, int>(run))
    command
