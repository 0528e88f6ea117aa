/// The commands that print one of the built-in texts of a kind: `spanlqr new` and `spanlqr schema`.
module SpanLqr.Cli.Commands.TextCommand

open System
open System.CommandLine
open SpanLqr.Cli
open SpanLqr.Cli.Problems

let private create (terminal: Terminal) name description resourceOf =
    let kinds = String.Join(" or ", ProblemFile.kinds)
    let kind = Argument<string>("KIND", Description = kinds)

    Shared.command name description [ kind ] [] (fun arguments ->
        let kind = arguments.GetRequiredValue kind

        if not (List.contains kind ProblemFile.kinds) then
            Stop.wrongInput $"spanlqr: {name} {kind}: expected {kinds}, the kinds this version solves."

        terminal.Output.Write(Resources.read (resourceOf kind))
        ExitCode.Solved)

let createNew terminal =
    create terminal "new" "Print a small commented example problem." (fun kind -> $"Examples/{kind}.json")

let createSchema terminal =
    create terminal "schema" "Print the JSON schema of a kind of problem." (fun kind -> $"Schemas/{kind}.schema.json")
