/// `spanlqr solve`
module SpanLqr.Cli.Commands.SolveCommand

open System.CommandLine
open SpanLqr.Cli
open SpanLqr.Cli.Kinds
open SpanLqr.Files
open SpanLqr.Files.Results
open SpanLqr.Cli.Tables

let create (terminal: Terminal) =
    let problem = Shared.problem ()

    let out = Shared.out ()
    let json = Shared.json ()
    let quiet = Shared.quiet ()
    let threads = Shared.threads ()
    let tolerance = Shared.exchangeabilityOption ()

    let all =
        Option<bool>(
            "--all",
            Description = "every equilibrium of a game, at most 64: an array in JSON, the one of least spectral radius first"
        )

    Shared.command
        "solve"
        "Print the exact, model-based solution and its certificates."
        [ problem ]
        [ out; json; quiet; threads; tolerance; all ]
        (fun arguments ->
            Shared.useThreads (arguments.GetRequiredValue threads)
            let path = arguments.GetRequiredValue problem

            let name = JsonText.nameOf path

            let origin =
                {
                    File = name
                    Tolerance = arguments.GetRequiredValue tolerance
                }

            let problem = JsonText.readWith ProblemFile.read terminal path
            let kind = Kinds.ofProblem problem

            let results, text =
                try
                    if arguments.GetRequiredValue all then
                        match kind.SolveAll with
                        | Some solveAll ->
                            let results = solveAll origin problem
                            results, ResultFile.renderAll results
                        | None -> Stop.wrongInput $"{name}: --all is for games, which alone may have several solutions"
                    else
                        let result = kind.Solve origin problem
                        [ result ], ResultFile.render result
                with NoSolution(_, document) when arguments.GetRequiredValue json ->
                    terminal.Output.Write document
                    reraise ()

            arguments.GetValue out
            |> Option.ofObj
            |> Option.iter (fun target -> TextFile.write target text)

            if arguments.GetRequiredValue json then
                terminal.Output.Write text
            elif not (arguments.GetRequiredValue quiet) then
                for result in results do
                    Page.print terminal (kind.Page result)

            let remarks = results |> List.map (kind.Remarks origin problem)

            remarks |> List.tryPick _.Warning |> Option.iter (Terminal.complain terminal)

            if not (arguments.GetRequiredValue quiet) then
                remarks |> List.tryPick _.Hint |> Option.iter (Terminal.complain terminal)

            // What there is has been told; that it is not what was asked for is told by the exit code.
            match remarks |> List.tryPick _.Shortcoming with
            | Some reason -> Stop.noAnswer reason
            | None -> ExitCode.Solved)
