/// What `simulate` is asked about the response of a single plant.
module SpanLqr.Cli.Commands.ResponseArguments

open System
open System.CommandLine
open System.Globalization
open SpanLqr.Cli
open SpanLqr.Cli.Simulation
open SpanLqr.Files

type Options =
    {
        InitialState: Option<float[]>
        Reference: Option<string>
        Limit: Option<float>
        Noise: Option<bool>
        OutTrajectory: Option<string>
    }

/// What was asked for.
type Asked =
    {
        IsGiven: bool
        Settings: Response.Settings
    }

let private tryVector (text: string) =
    let numbers =
        text.Trim('[', ']', ' ').Split(',', StringSplitOptions.TrimEntries)
        |> Array.map (fun part -> Double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture))

    if
        numbers
        |> Array.forall (fun (isNumber, value) -> isNumber && Double.IsFinite value)
    then
        ValueSome(Array.map snd numbers)
    else
        ValueNone

let create () =
    {
        InitialState =
            Option<float[]>(
                "--x0",
                Description = "lqr: where runs start, as numbers with commas between them; default x0 of the file, else zero",
                HelpName = "X,X,…"
            )
            |> Shared.parsedAs "numbers with commas between them" tryVector
        Reference =
            Option<string>(
                "--reference",
                Description =
                    "lqr with outputs: what the response follows, as numbers with commas between them or a CSV file of one vector a step, the last of which stays; default reference of the file",
                HelpName = "R,R,…|FILE"
            )
        Limit =
            Option<float>(
                "--limit",
                Description = "lqr: the largest an input of the response may be; the rollouts know no limit",
                HelpName = "X"
            )
            |> Shared.parsedAs "a positive number" (fun token ->
                match Double.TryParse(token, NumberStyles.Float, CultureInfo.InvariantCulture) with
                | true, value when Double.IsFinite value && value > 0.0 -> ValueSome value
                | _ -> ValueNone)
        Noise = Option<bool>("--noise", Description = "lqr: run the response with noise; without it there is none")
        OutTrajectory =
            Shared.file "--out-trajectory" "lqr: write the response to this file, comma-separated, one row a step: t, x, y, r, xhat, u"
    }

let all options : Option list =
    [
        options.InitialState
        options.Reference
        options.Limit
        options.Noise
        options.OutTrajectory
    ]

let private given (arguments: ParseResult) (option: Option<'a>) =
    match arguments.GetResult option with
    | null -> None
    | result when result.Implicit -> None
    | _ -> Some(arguments.GetRequiredValue option)

let initialState arguments options = given arguments options.InitialState

let private references file (text: string) =
    match tryVector text with
    | ValueSome vector -> [| vector |]
    | ValueNone ->
        let rows =
            NumberTable.read (fun fault -> Stop.wrongInput $"{file}: --reference: {fault}") text text

        if rows.Length = 0 then
            Stop.wrongInput $"{file}: --reference: {text}: no numbers, expected one vector a line"

        rows

let isGiven asked = asked.IsGiven

let read file (arguments: ParseResult) options seed steps =
    let reference = given arguments options.Reference
    let limit = given arguments options.Limit
    let noise = given arguments options.Noise |> Option.defaultValue false
    let state = initialState arguments options

    {
        IsGiven =
            state.IsSome
            || reference.IsSome
            || limit.IsSome
            || noise
            || (given arguments options.OutTrajectory).IsSome
        Settings =
            {
                InitialState = state
                References = reference |> Option.map (references file)
                Limit = Option.defaultValue infinity limit
                HasNoise = noise
                Seed = seed
                Steps = steps
            }
    }
