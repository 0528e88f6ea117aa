/// Runs the command inside the test's own process.
module SpanLqr.Cli.Tests.Cli

open System
open System.IO
open System.Text
open SpanLqr.Cli
open SpanLqr.Cli.Commands

type Outcome =
    {
        Code: int
        Out: string
        Err: string
    }

    member outcome.ErrLines =
        outcome.Err.Split('\n', StringSplitOptions.RemoveEmptyEntries)

type Setting =
    {
        Input: string
        IsTerminal: bool
        Environment: Map<string, string>
    }

let plain =
    {
        Input = ""
        IsTerminal = false
        Environment = Map.empty
    }

let runIn setting (arguments: string list) =
    use out = new StringWriter(NewLine = "\n")
    use err = new StringWriter(NewLine = "\n")

    let terminal =
        {
            Input = fun () -> new MemoryStream(Encoding.UTF8.GetBytes setting.Input)
            Output = out
            Error = err
            OutputIsTerminal = setting.IsTerminal
            ErrorIsTerminal = false
            Width = 200
            Environment = fun name -> Map.tryFind name setting.Environment
        }

    let code = CommandLine.run terminal (Array.ofList arguments)

    {
        Code = code
        Out = out.ToString()
        Err = err.ToString()
    }

let run arguments = runIn plain arguments

/// With that text on standard input.
let runOn input arguments =
    runIn { plain with Input = input } arguments

/// A directory of its own for one test.
let inDirectory (test: string -> 'a) =
    let directory = Directory.CreateTempSubdirectory "spanlqr-"

    try
        test directory.FullName
    finally
        directory.Delete true
