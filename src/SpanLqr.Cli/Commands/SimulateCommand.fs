/// `spanlqr simulate`
module SpanLqr.Cli.Commands.SimulateCommand

open System
open System.CommandLine
open System.Diagnostics
open System.Globalization
open System.Threading
open System.Threading.Tasks
open SpanLqr.Cli
open SpanLqr.Files
open SpanLqr.Files.Results
open SpanLqr.Cli.Simulation
open SpanLqr.Cli.Solving
open SpanLqr.Cli.Tables
open SpanLqr.Populations

let private defaultSteps = 1000

/// A whole number; where it is not given there is none.
let private whole name description (least: int64) (most: int64) =
    let option = Option<int64>(name, Description = description, HelpName = "N")

    option.CustomParser <-
        fun result ->
            let token = result.Tokens[0].Value

            match Int64.TryParse(token, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) with
            | true, value when value >= least && value <= most -> value
            | _ ->
                result.AddError $"Option '{name}' is '{token}', expected a whole number from {least} to {most}."
                least

    option

let private given (arguments: ParseResult) (option: Option<int64>) =
    match arguments.GetResult option with
    | null -> None
    | _ -> Some(arguments.GetRequiredValue option)

let private modeOption () =
    let option =
        Option<PopulationMode>(
            "--mode",
            Description =
                "agents: every agent takes every step; collapsed: the exact law of means and scatters at a cost that does not depend on the number of agents (default; agents for lqr, where both are the same)",
            HelpName = "agents|collapsed"
        )

    option.CustomParser <-
        fun result ->
            match result.Tokens[0].Value with
            | "agents" -> PopulationMode.Agents
            | "collapsed" -> PopulationMode.Collapsed
            | token ->
                result.AddError $"Option '--mode' is '{token}', expected agents or collapsed."
                PopulationMode.Collapsed

    option

let private stepsOf file (given: int64 option) (loop: MeanFieldLoop) =
    match Option.ofNullable loop.Horizon, given with
    | Some horizon, Some steps ->
        Stop.wrongInput $"{file}: --steps {steps}: the problem has a horizon of {horizon} steps, expected no --steps"
    | Some horizon, None -> horizon
    | None, Some steps -> int steps
    | None, None -> defaultSteps

let private isPlant problem =
    match problem with
    | Stationary _
    | FiniteHorizon _
    | Plant _ -> true
    | _ -> false

/// The level of a robust problem, and how the controller fares against its own worst adversary.
let private levelOf problem result =
    match problem, result with
    | Robust(problem, _), RobustResult result -> Some(result.Gamma, fst (RobustSolving.worstCase problem result.Gamma result.K1 result.L1))
    | _ -> None

let private tell (terminal: Terminal) file json quiet (seconds: float) result seen =
    if json then
        terminal.Output.Write(SimulationWriter.render result seen)
    elif not quiet then
        Page.print terminal (SimulationPage.ofResult result)

        seen |> Option.iter (ResponsePage.ofResponse >> Page.print terminal)

    if not quiet then
        Terminal.complain terminal $"simulate: {result.AgentSteps} agent steps in {seconds:F2} s"

    SimulationPage.complaint result
    |> Option.iter (fun verdict -> Terminal.complain terminal $"{file}: {verdict}")

/// Agents that are alike only to a tolerance are simulated as if they were alike; up to this averaging error that is what was given.
let private negligible = Shared.exchangeability

let private averagingError result =
    match result with
    | TeamResult { AveragingError = Some error } when error > negligible -> Some error
    | _ -> None

let private averaging result =
    averagingError result
    |> Option.map (fun error ->
        $"the agents of a class are simulated with their averages, from which the given matrices differ by up to {error:G2}")

/// The response, where one is asked for by the options or the file.
let private respond file arguments (asked: ResponseArguments.Options) seed steps problem result =
    let asked = ResponseArguments.read file arguments asked seed steps

    if not (ResponseArguments.isGiven asked || Response.isAsked problem) then
        None
    else
        match Response.plantOf problem result with
        | None -> Stop.wrongInput $"{file}: --x0, --reference, --limit, --noise and --out-trajectory: expected a problem of kind lqr"
        | Some run -> Some(Response.run file asked.Settings run)

/// What the work returns; nothing after an interrupt. Work that does not look up often is left to end with the process: there is nothing
/// of it to be written.
let private unlessInterrupted (interrupt: CancellationToken) (work: unit -> 'a) =
    try
        let running = Task.Run<'a> work
        Task.WaitAny([| running :> Task |], interrupt) |> ignore
        Some(running.GetAwaiter().GetResult())
    with :? OperationCanceledException ->
        None

let create (terminal: Terminal) =
    let problem = Shared.problem ()

    let policy =
        Shared.file "--policy" "the result file whose policy is run; by default the problem is solved"

    let steps =
        whole "--steps" $"steps of a rollout (default {defaultSteps}); not for a problem with a horizon" 1L (int64 Int32.MaxValue)

    let rollouts =
        whole
            "--rollouts"
            "independent rollouts (default 64; with --mode agents as many as take about a minute, 16 to 64). The standard error comes from their spread; of one rollout, from the averages of 32 stretches of it"
            1L
            10_000_000L

    let seed = Shared.seed ()
    let mode = modeOption ()

    let out = Shared.out ()
    let json = Shared.json ()
    let quiet = Shared.quiet ()
    let threads = Shared.threads ()
    let tolerance = Shared.exchangeabilityOption ()
    let asked = ResponseArguments.create ()

    Shared.command
        "simulate"
        "Run the population under a policy and compare what it costs with what it must cost."
        [ problem ]
        [
            policy
            steps
            rollouts
            mode
            seed
            yield! ResponseArguments.all asked
            out
            json
            quiet
            threads
            tolerance
        ]
        (fun arguments ->
            let threads = arguments.GetRequiredValue threads
            Shared.useThreads threads
            let path = arguments.GetRequiredValue problem
            let file = JsonText.nameOf path
            let tolerance = arguments.GetRequiredValue tolerance
            let quiet = arguments.GetRequiredValue quiet

            if
                path = JsonText.StandardInput
                && arguments.GetValue policy = JsonText.StandardInput
            then
                Stop.wrongInput "spanlqr: both files are standard input, expected at most one."

            Shared.requireWritable arguments out
            Shared.requireWritable arguments asked.OutTrajectory
            let problem = JsonText.readWith ProblemFile.read terminal path
            let policyFile = Option.ofObj (arguments.GetValue policy)

            let result =
                match policyFile with
                | None -> Solve.run tolerance file problem
                | Some policy -> (JsonText.readWith (ResultFile.read problem) terminal policy).Result

            let loop =
                ClosedLoop.ofResult tolerance file problem result
                |> ClosedLoop.startingAt file (ResponseArguments.initialState arguments asked) problem

            let steps = stepsOf file (given arguments steps) loop
            ClosedLoop.requireStable (policyFile |> Option.map JsonText.nameOf |> Option.defaultValue file) loop

            let mode =
                match arguments.GetResult mode with
                | null when isPlant problem -> PopulationMode.Agents
                | null -> PopulationMode.Collapsed
                | _ -> arguments.GetRequiredValue mode

            let settings: Simulate.Settings =
                {
                    Mode = mode
                    Seed = arguments.GetRequiredValue seed
                    Steps = steps
                    Rollouts =
                        match given arguments rollouts with
                        | Some rollouts -> int rollouts
                        | None -> Simulate.rolloutsFor mode loop steps
                    Threads = threads
                }

            if not quiet then
                averaging result
                |> Option.iter (fun remark -> Terminal.complain terminal $"{file}: {remark}")

            let seen = respond file arguments asked settings.Seed steps problem result

            match Option.ofObj (arguments.GetValue asked.OutTrajectory), seen with
            | Some target, Some seen -> TextFile.write target (ResponseWriter.table seen)
            | _ -> ()

            let level = levelOf problem result
            let clock = Stopwatch.StartNew()

            let simulated =
                Shared.watched terminal quiet "simulating" (int64 settings.Rollouts * int64 steps) (fun report interrupt ->
                    unlessInterrupted interrupt (fun () -> Simulate.run file settings (Progress.counting report) interrupt level loop))

            match simulated with
            | None ->
                Terminal.complain terminal $"{file}: interrupted"
                ExitCode.Interrupted
            | Some simulated ->
                let simulated =
                    { simulated with
                        AveragingError = averagingError result
                    }

                arguments.GetValue out
                |> Option.ofObj
                |> Option.iter (fun target -> TextFile.write target (SimulationWriter.render simulated seen))

                tell terminal file (arguments.GetRequiredValue json) quiet clock.Elapsed.TotalSeconds simulated seen
                ExitCode.Solved)
