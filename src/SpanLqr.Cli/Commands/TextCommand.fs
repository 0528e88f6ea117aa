/// The commands that print a text about a kind of problem: `spanlqr new` and `spanlqr schema`.
module SpanLqr.Cli.Commands.TextCommand

open System.CommandLine
open SpanLqr.Cli
open SpanLqr.Files
open SpanLqr.Files.Results

let private create (terminal: Terminal) name description options (textOf: ParseResult -> FileKind -> string) =
    let names = ProblemFile.kinds |> List.map _.Name |> String.concat " or "
    let kind = Argument<string>("KIND", Description = names)

    Shared.command name description [ kind ] options (fun arguments ->
        let given = arguments.GetRequiredValue kind

        match ProblemFile.kinds |> List.tryFind (fun kind -> kind.Name = given) with
        | Some kind ->
            terminal.Output.Write(textOf arguments kind)
            ExitCode.Solved
        | None -> Stop.wrongInput $"spanlqr: {name} {given}: expected {names}, the kinds this version solves.")

let createNew terminal =
    create terminal "new" "Print a small commented example problem." [] (fun _ kind -> Resources.read $"Examples/{kind.Name}.json")

let createSchema terminal =
    let result =
        Option<bool>("--result", Description = "the schema of results, in place of that of problems")

    create terminal "schema" "Print the JSON schema of a kind of problem, or of its results." [ result ] (fun arguments kind ->
        if arguments.GetRequiredValue result then
            ResultFile.schema kind
        else
            ProblemFile.schema kind)
