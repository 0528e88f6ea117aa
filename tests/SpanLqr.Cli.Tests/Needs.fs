namespace SpanLqr.Cli.Tests

open System
open System.IO
open Xunit

/// A fact that runs another program; skipped, with a message, where this machine does not have it.
type NeedsAttribute(program: string) as fact =
    inherit FactAttribute()

    let isThere =
        (Environment.GetEnvironmentVariable "PATH"
         |> Option.ofObj
         |> Option.defaultValue "")
            .Split
            Path.PathSeparator
        |> Array.exists (fun folder -> File.Exists(Path.Combine(folder, program)))

    do
        if not isThere then
            fact.Skip <- $"needs {program} on the path"
