namespace SpanLqr.Cli

open System
open System.IO
open System.Text

/// Everything a command sees of the world besides files, so that tests can run it inside their own process.
type Terminal =
    {
        Input: unit -> Stream
        Output: TextWriter
        Error: TextWriter
        OutputIsTerminal: bool
        ErrorIsTerminal: bool
        Width: int
        Environment: string -> string option
    }

module Terminal =
    /// Output that is not a terminal has no width of its own; wide enough that no table is ever folded.
    let private unlimitedWidth = 10_000

    let ofProcess () =
        // JSON is UTF-8 whatever the locale says.
        Console.OutputEncoding <- UTF8Encoding(false)

        let width =
            if Console.IsOutputRedirected then
                unlimitedWidth
            else
                max 40 Console.WindowWidth

        {
            Input = Console.OpenStandardInput
            Output = Console.Out
            Error = Console.Error
            OutputIsTerminal = not Console.IsOutputRedirected
            ErrorIsTerminal = not Console.IsErrorRedirected
            Width = width
            Environment = Environment.GetEnvironmentVariable >> Option.ofObj
        }

    /// https://no-color.org: any value but the empty string switches colour off.
    let hasColour terminal =
        terminal.OutputIsTerminal
        && terminal.Environment "NO_COLOR" |> Option.forall String.IsNullOrEmpty

    /// Control characters of a file's name or contents must not break the line in two.
    let private oneLine (text: string) =
        String.map (fun c -> if Char.IsControl c then ' ' else c) text

    let complain terminal (text: string) = terminal.Error.WriteLine(oneLine text)
