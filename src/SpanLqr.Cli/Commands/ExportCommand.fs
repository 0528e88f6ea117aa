/// `spanlqr export`
module SpanLqr.Cli.Commands.ExportCommand

open System
open System.CommandLine
open System.Globalization
open System.IO
open System.Reflection
open SpanLqr.Cli
open SpanLqr.Cli.Export
open SpanLqr.Files
open SpanLqr.Files.Results

/// The option that is one of these words.
let private oneOf name description (words: (string * 'a) list) =
    let help = words |> List.map fst |> String.concat "|"
    let wanted = words |> List.map fst |> String.concat ", "
    let option = Option<'a>(name, Description = description, HelpName = help)

    option
    |> Shared.parsedAs $"one of {wanted}" (fun token ->
        words
        |> List.tryFind (fun (word, _) -> word = token)
        |> Option.map snd
        |> ValueOption.ofOption)

let private bound (text: string) =
    match text with
    | "inf" -> Some infinity
    | "-inf" -> Some -infinity
    | _ ->
        match Double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture) with
        | true, value when Double.IsFinite value -> Some value
        | _ -> None

/// `10` for −10 to 10, `-1:2` for −1 to 2.
let private range (text: string) =
    match text.Split ':' |> Array.map bound with
    | [| Some size |] when size > 0.0 -> Some(-size, size)
    | [| Some lower; Some upper |] when lower < upper -> Some(lower, upper)
    | _ -> None

let private ranges (text: string) =
    let parts = text.Split ',' |> Array.map range

    if Array.forall Option.isSome parts then
        ValueSome(Array.map Option.get parts)
    else
        ValueNone

let private limitOption () =
    Option<(float * float)[]>(
        "--limit",
        Description =
            "limits of the inputs: 10 for -10 to 10, -1:2 for -1 to 2, one for all inputs or one each with commas between; integrators wait at a limit",
        HelpName = "RANGE",
        DefaultValueFactory = (fun _ -> [||])
    )
    |> Shared.parsedAs "a range such as 10 or -1:2 (the smaller number first), or one for each input with commas between" ranges

/// The limits of so many inputs, from one range for all or one for each.
let private limitsOf (given: (float * float)[]) : Policies.LimitsOf =
    fun inputs ->
        match given with
        | [||] -> None
        | ranges when ranges.Length = 1 || ranges.Length = inputs ->
            let at i =
                if ranges.Length = 1 then ranges[0] else ranges[i]

            Some
                {
                    Lower = Array.init inputs (at >> fst)
                    Upper = Array.init inputs (at >> snd)
                }
        | ranges ->
            Stop.wrongInput $"spanlqr: --limit has {ranges.Length} ranges, expected one, or one for each of the {inputs} inputs of a step"

let private version =
    match
        Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()
        |> Option.ofObj
    with
    | Some attribute -> attribute.InformationalVersion.Split('+')[0]
    | None -> "of unknown version"

let private fileName (path: string) =
    Path.GetFileName path |> Option.ofObj |> Option.defaultValue path

/// The name without folders and endings: `cartpole` of `../cartpole.problem.json`.
let private stem (path: string) =
    if path = JsonText.StandardInput then
        "controller"
    else
        (fileName path).Split('.')[0]

/// A comment must not end before it is meant to, nor break a line.
let private forComment (text: string) =
    text.Replace("*/", "* /")
    |> String.map (fun c -> if Char.IsControl c then ' ' else c)

let private directoryOf (path: string) =
    try
        Directory.CreateDirectory path |> ignore
    with
    | :? UnauthorizedAccessException -> Stop.wrongInput $"{path}: cannot be created: no permission"
    | :? IOException as error -> Stop.wrongInput $"{path}: cannot be created: {error.Message}"

/// Entries that single precision does not have would be infinite in it.
let private requireRepresentable file precision controller =
    if precision = Precision.Single then
        for constant in Controller.constants controller do
            for values in constant.Values do
                values
                |> Array2D.iter (fun value ->
                    if not (Double.IsFinite(Arithmetic.round precision value)) then
                        Stop.noAnswer $"{file}: {constant.Name} has an entry of {value:G6}, which single precision does not hold")

let create (terminal: Terminal) =
    let result =
        Argument<string>("RESULT", Description = "the result file of solve or learn, or - for standard input")

    let language =
        oneOf "--to" "the language" [ "c", CText.files; "csharp", CSharpText.files; "matlab", MatlabText.files ]

    language.Required <- true

    let problem =
        Shared.file
            "--problem"
            "the problem of the result: for its hash in the text, and needed for a plant with measurements, a delay, a set-point or integral action"

    let precision =
        oneOf "--precision" "of every number and operation (default double)" [ "double", Precision.Double; "single", Precision.Single ]

    let limit = limitOption ()

    let name =
        Option<string>(
            "--name",
            Description = "what functions and files begin with (default: the name of the problem or the result)",
            HelpName = "NAME"
        )

    let out =
        Option<string>("--out", Description = "the directory to write to (default: the current one)", HelpName = "DIR")

    let quiet = Shared.quiet ()

    Shared.command
        "export"
        "Write the controller of a result as source code that needs no library."
        [ result ]
        [ language; problem; precision; limit; name; out; quiet ]
        (fun arguments ->
            let resultPath = arguments.GetRequiredValue result
            let problemPath = arguments.GetValue problem |> Option.ofObj

            if resultPath = JsonText.StandardInput && problemPath = Some JsonText.StandardInput then
                Stop.wrongInput "spanlqr: both files are standard input, expected at most one."

            let precision =
                match arguments.GetResult precision with
                | null -> Precision.Double
                | _ -> arguments.GetRequiredValue precision

            let read =
                Source.read terminal (limitsOf (arguments.GetRequiredValue limit)) problemPath resultPath

            requireRepresentable (JsonText.nameOf resultPath) precision read.Controller

            let origin =
                {
                    Name =
                        arguments.GetValue name
                        |> Option.ofObj
                        |> Option.defaultValue (stem (Option.defaultValue resultPath problemPath))
                        |> Identifiers.ofText
                    Kind = read.Kind
                    Version = version
                    ResultFile = forComment (fileName (JsonText.nameOf resultPath))
                    ResultHash = read.ResultHash
                    Problem =
                        Option.map2 (fun path hash -> forComment (fileName (JsonText.nameOf path)), hash) problemPath read.ProblemHash
                    SamplingStep = read.SamplingStep
                }

            let files = (arguments.GetRequiredValue language) origin read.Controller precision
            let directory = arguments.GetValue out |> Option.ofObj |> Option.defaultValue "."
            directoryOf directory

            for name, text in files do
                let path = Path.Combine(directory, name)
                TextFile.write path text

                if not (arguments.GetRequiredValue quiet) then
                    terminal.Output.WriteLine path

            if not (arguments.GetRequiredValue quiet) then
                read.Warning
                |> Option.iter (fun warning -> Terminal.complain terminal $"{JsonText.nameOf resultPath}: {warning}")

            ExitCode.Solved)
