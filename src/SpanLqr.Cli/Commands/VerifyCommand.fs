/// `spanlqr verify`
module SpanLqr.Cli.Commands.VerifyCommand

open System
open System.CommandLine
open SpanLqr.Cli
open SpanLqr.Files
open SpanLqr.Cli.Tables
open SpanLqr.Cli.Verification

/// Two good solvers agree far better than this on any problem that is not itself ill-conditioned.
let private agreement = 1e-8

let private readClaims terminal tolerance problemPath resultPath =
    if problemPath = JsonText.StandardInput && resultPath = JsonText.StandardInput then
        Stop.wrongInput "spanlqr: both files are standard input, expected at most one."

    let problem = JsonText.readWith ProblemFile.read terminal problemPath
    use document = JsonText.parse terminal resultPath
    Node.root (JsonText.nameOf resultPath) document |> Verify.run tolerance problem

let private judge path claims =
    match claims |> List.filter (Claim.holds >> not) |> List.map _.Name with
    | [] -> ExitCode.Solved
    | failed ->
        let names = String.Join("; ", failed)
        Stop.noAnswer $"{JsonText.nameOf path}: does not hold: {names}"

let create (terminal: Terminal) =
    let problem = Shared.problem ()

    let result =
        Argument<string>("RESULT", Description = "the result file, or - for standard input")

    let json = Shared.json ()
    let quiet = Shared.quiet ()
    let threads = Shared.threads ()

    let tolerance =
        Shared.tolerance agreement "relative error up to which a claim holds"

    Shared.command
        "verify"
        "Compute every claim of a result again, without the solver."
        [ problem; result ]
        [ json; quiet; threads; tolerance ]
        (fun arguments ->
            Shared.useThreads (arguments.GetRequiredValue threads)
            let path = arguments.GetRequiredValue result

            let claims =
                readClaims terminal (arguments.GetRequiredValue tolerance) (arguments.GetRequiredValue problem) path

            if arguments.GetRequiredValue json then
                terminal.Output.Write(ClaimWriter.render claims)
            elif not (arguments.GetRequiredValue quiet) then
                Page.print terminal (ClaimPage.ofClaims claims)

            judge path claims)
