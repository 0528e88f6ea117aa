/// Where the tests find the repository and its cases.
module SpanLqr.Cli.Tests.Repository

open System
open System.IO

let private ancestors =
    Seq.unfold
        (fun (directory: DirectoryInfo | null) ->
            match directory with
            | null -> None
            | directory -> Some(directory, directory.Parent))
        (DirectoryInfo AppContext.BaseDirectory)
    |> Seq.cache

let root =
    ancestors
    |> Seq.find (fun directory -> File.Exists(Path.Combine(directory.FullName, "SpanLqr.sln")))
    |> _.FullName

let samples =
    Directory.GetFiles(Path.Combine(root, "samples"), "*.json")
    |> Array.sort
    |> List.ofArray

/// The folder of problems with results that others, or an independent program, gave.
let cases = Path.Combine(root, "tests", "cases")

/// Every problem of the cases that has a right to an answer or to a refusal by the solver, relative to the folder of cases.
let problems =
    Directory.GetFiles(cases, "*.problem.json", SearchOption.AllDirectories)
    |> Array.map (fun path -> Path.GetRelativePath(cases, path))
    |> Array.filter (fun path -> not (path.Contains "bad"))
    |> Array.sort
    |> List.ofArray

/// The problems of a kind together with their expected results.
let referenceCases kind =
    Directory.GetFiles(Path.Combine(cases, "reference"), $"{kind}-*.problem.json")
    |> Array.sort
    |> Array.map (fun problem -> problem, problem.Replace(".problem.", ".result."))
    |> List.ofArray

/// All problems that must be read, of every folder of cases.
let allProblems =
    Directory.GetDirectories cases
    |> Array.collect (fun folder -> Directory.GetFiles(folder, "*.problem.json"))
    |> Array.sort
    |> List.ofArray

/// Whether this run writes the files that are made from the code instead of comparing them.
let isUpdating = Environment.GetEnvironmentVariable "UPDATE_BASELINES" = "1"

/// The file in the repository is that text; with UPDATE_BASELINES=1 it is made so.
let requireWritten (relative: string) (text: string) =
    let path = Path.Combine(root, relative)

    if isUpdating then
        File.WriteAllText(path, text)
    else
        Xunit.Assert.Equal(text, File.ReadAllText path)
