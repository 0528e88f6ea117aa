module SpanLqr.Cli.Program

[<EntryPoint>]
let main _ = 0
