module SpanLqr.Cli.Program

open System.Globalization
open SpanLqr.Cli.Commands

[<EntryPoint>]
let main arguments =
    // Numbers read and look the same everywhere, whatever the environment says of cultures.
    CultureInfo.CurrentCulture <- CultureInfo.InvariantCulture
    CultureInfo.DefaultThreadCurrentCulture <- CultureInfo.InvariantCulture
    CommandLine.run (Terminal.ofProcess ()) arguments
