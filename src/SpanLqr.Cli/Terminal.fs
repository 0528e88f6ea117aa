namespace SpanLqr.Cli

open System
open System.IO

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
        // The console opens descriptors of its own as soon as it is used: what was closed before that must be known first.
        let input = StandardStreams.input ()
        let output = StandardStreams.output ()
        let error = StandardStreams.error ()

        let width =
            if Console.IsOutputRedirected then
                unlimitedWidth
            else
                max 40 Console.WindowWidth

        {
            Input = input
            Output = output
            Error = error
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
