module SpanLqr.Cli.Program

open SpanLqr.Cli.Commands

[<EntryPoint>]
let main arguments =
    CommandLine.run (Terminal.ofProcess ()) arguments
