/// Where the test finds the repository and the reference problems beside it.
module SpanLqr.Cli.Tests.Repository

open System
open System.IO
open Xunit

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

/// The folder `shared/reference` next to the repository or one of its parents; it is not part of it.
let private reference =
    ancestors
    |> Seq.map (fun directory -> Path.Combine(directory.FullName, "shared", "reference"))
    |> Seq.tryFind Directory.Exists

/// The problems of a kind together with their expected results.
let referenceCases kind =
    match reference with
    | None -> []
    | Some folder ->
        Directory.GetFiles(folder, $"{kind}-*.problem.json")
        |> Array.sort
        |> Array.map (fun problem -> problem, problem.Replace(".problem.", ".result."))
        |> List.ofArray

/// A fact about the reference problems, skipped where they are not there.
type ReferenceFactAttribute() as this =
    inherit FactAttribute()

    do
        if reference.IsNone then
            this.Skip <- "no folder shared/reference in any directory above the tests"
