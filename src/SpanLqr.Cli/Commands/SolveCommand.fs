/// `spanlqr solve`
module SpanLqr.Cli.Commands.SolveCommand

open System.CommandLine
open SpanLqr.Cli
open SpanLqr.Cli.Problems
open SpanLqr.Cli.Results
open SpanLqr.Cli.Solving
open SpanLqr.Cli.Tables

let create (terminal: Terminal) =
    let problem = Shared.problem ()

    let out = Shared.out ()
    let json = Shared.json ()
    let quiet = Shared.quiet ()
    let threads = Shared.threads ()
    let tolerance = Shared.exchangeabilityOption ()

    Shared.command
        "solve"
        "Print the exact, model-based solution and its certificates."
        [ problem ]
        [ out; json; quiet; threads; tolerance ]
        (fun arguments ->
            Shared.useThreads (arguments.GetRequiredValue threads)
            let path = arguments.GetRequiredValue problem

            let name = JsonText.nameOf path

            let result =
                try
                    ProblemFile.read terminal path
                    |> Solve.run (arguments.GetRequiredValue tolerance) name
                with NoSolution(_, document) when arguments.GetRequiredValue json ->
                    terminal.Output.Write document
                    reraise ()

            arguments.GetValue out
            |> Option.ofObj
            |> Option.iter (fun target -> ResultFile.write target (ResultWriter.render result))

            if arguments.GetRequiredValue json then
                terminal.Output.Write(ResultWriter.render result)
            elif not (arguments.GetRequiredValue quiet) then
                Page.print terminal (ResultPage.ofResult result)

            // What there is has been told; that it is not what was asked for is told by the exit code.
            match Solve.shortcoming name result with
            | Some reason -> Stop.noAnswer reason
            | None -> ExitCode.Solved)
