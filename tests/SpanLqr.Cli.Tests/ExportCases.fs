/// Results of every kind as files, to be exported.
module SpanLqr.Cli.Tests.ExportCases

open System.IO
open SpanLqr.Cli
open SpanLqr.Cli.Export

/// A problem, a result of it, and what to call them.
type Case =
    {
        Name: string
        Problem: string
        Result: string
    }

let private solvable (result: string) =
    (File.ReadAllText result).Contains "\"K"

let private given folder =
    Directory.GetFiles(Path.Combine(Repository.cases, folder), "*.result.json")
    |> Array.sort
    |> Array.filter solvable
    |> Array.map (fun result ->
        {
            Name = Identifiers.ofText ((FileInfo result).Name.Replace(".result.json", ""))
            Problem = result.Replace(".result.", ".problem.")
            Result = result
        })
    |> List.ofArray

/// The cases of independent programs: each kind, with and without a horizon, and every sort of plant.
let ofOthers = given "reference" @ given "plant"

/// The same problems and the samples, solved here into that directory.
let solved directory =
    let samples =
        Repository.samples
        |> List.map (fun problem -> Identifiers.ofText (Path.GetFileNameWithoutExtension problem |> string), problem)

    samples @ (ofOthers |> List.map (fun case -> case.Name, case.Problem))
    |> List.map (fun (name, problem) ->
        let result = Path.Combine(directory, $"{name}.json")
        let outcome = Cli.run [ "solve"; problem; "--out"; result; "--quiet" ]

        if outcome.Code <> 0 then
            failwith $"{problem}: {outcome.Err}"

        {
            Name = name
            Problem = problem
            Result = result
        })

/// Exports a case into that directory.
let export directory language options case =
    let outcome =
        Cli.run (
            [
                "export"
                case.Result
                "--to"
                language
                "--problem"
                case.Problem
                "--out"
                directory
                "--quiet"
            ]
            @ options
        )

    if outcome.Code <> 0 then
        failwith $"{case.Name}: {outcome.Err}"

let private silent: Terminal =
    {
        Input = fun () -> Stream.Null
        Output = TextWriter.Null
        Error = TextWriter.Null
        OutputIsTerminal = false
        ErrorIsTerminal = false
        Width = 80
        Environment = fun _ -> None
    }

/// The controller of a case as a program, with inputs within ± limit.
let controllerOf (limit: float option) case =
    let limits inputs =
        limit
        |> Option.map (fun limit ->
            {
                Lower = Array.create inputs -limit
                Upper = Array.create inputs limit
            })

    (Source.read silent limits (Some case.Problem) case.Result).Controller

/// The problem of a case.
let problemOf case =
    SpanLqr.Cli.JsonText.readWith SpanLqr.Files.ProblemFile.read silent case.Problem
