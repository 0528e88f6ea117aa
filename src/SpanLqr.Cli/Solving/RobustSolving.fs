/// From a checked `robust` problem to its result.
module SpanLqr.Cli.Solving.RobustSolving

open System
open SpanLqr.Cli
open SpanLqr.Files.Results
open SpanLqr.Riccati
open SpanLqr.Robust

let private leastOf (least: float) =
    if Double.IsNaN least then
        "no least viable γ is known"
    else
        $"the least viable γ is {least:G9}"

let private eigenvalue (margin: float) =
    if Double.IsFinite margin then
        $", its least eigenvalue is {margin:G6}"
    else
        ""

let private refuse file (problem: RobustProblem) least (solution: RobustSolution) =
    let at =
        if problem.Horizon.HasValue then
            $"at t = {solution.FailedStage}, the first from the end, "
        else
            ""

    let stage =
        if solution.FailedStage < 0 then
            None
        else
            Some solution.FailedStage

    let margin =
        if solution.Margins.Count = 0 then
            nan
        else
            solution.Margins[stage |> Option.map (min (solution.Margins.Count - 1)) |> Option.defaultValue 0]

    let level = $"{file}: γ = {solution.Gamma:G9}"

    match solution.Status with
    | SolveStatus.NoSaddlePoint ->
        let least' = leastOf least

        Hypothesis.refuseLevel
            $"{level} has no saddle point: {at}γ²I − D'MD is not positive definite{eigenvalue margin} ({solution.FailedPart}); {least'}"
            solution.Status
            stage
            margin
    | SolveStatus.NoStabilisingSolution ->
        Hypothesis.refuseLevel
            $"{level} has no saddle point: no stabilising solution of the Riccati equation was found ({solution.FailedPart}); {leastOf least}"
            solution.Status
            None
            nan
    | status -> Hypothesis.refuse $"{level}: {solution.FailedPart}" status solution.Evidence

let private finite least (solution: RobustSolution) =
    solution.Finite
    |> Option.ofObj
    |> Option.map (fun finite ->
        {
            Agents = finite.Agents
            Value = Some finite.Value
            Viable = Some finite.IsViable
            ViabilityMargin = Some finite.ViabilityMargin
            MinGamma = least
            PaperMargin = Option.ofNullable finite.PaperMargin
        })

let private known value =
    if Double.IsFinite value then Some value else None

let solve file (problem: RobustProblem) level =
    // Of indefinite weights the viable levels are no interval.
    let least =
        if problem.Indefinite then
            LeastGamma(nan, Nullable(), 0)
        else
            RobustSolver.LeastViable problem

    let gamma =
        match level with
        | Some gamma -> gamma
        | None when Double.IsFinite least.MeanField -> least.MeanField
        | None when problem.Indefinite ->
            Stop.wrongInput
                $"{file}: $.gamma: \"min\", expected a number: with \"indefinite\": true the viable levels are no interval, and need not have a least one"
        | None ->
            // Some level large enough tells whether the problem itself is at fault.
            let solution = RobustSolver.Solve(problem, 1e50)

            if not solution.IsOk then
                refuse file problem least.MeanField solution

            Hypothesis.refuseFor
                $"{file}: no γ is viable: the value does not fall below γ² times the energy of the noise, which is zero"
                "NoViableLevel"
                Hypothesis.Itself

    let solution = RobustSolver.Solve(problem, gamma)

    match solution.Deviations, solution.MeanField with
    | null, _
    | _, null -> refuse file problem least.MeanField solution
    | deviations, means ->
        RobustResult
            {
                IsStationary = not problem.Horizon.HasValue
                Gamma = gamma
                // One agent alone may have an answer where infinitely many have none.
                Solvable = Some(isNull solution.FailedPart)
                Viable = Some solution.IsViable
                ViabilityMargin = known solution.ViabilityMargin
                MinGamma = known least.MeanField
                Value = known solution.Value
                K1 = Array.ofSeq deviations.Gains
                K2 = Array.ofSeq deviations.AdversaryGains
                L1 = Array.ofSeq means.Gains
                L2 = Array.ofSeq means.AdversaryGains
                M = Array.ofSeq deviations.CostsToGo
                Mbar = Array.ofSeq means.CostsToGo
                Margins = Some(Array.ofSeq solution.Margins)
                Finite = finite (least.Finite |> Option.ofNullable |> Option.bind known) solution
                WorstCase = None
            }

/// A controller against its own worst adversary, and what it is for the problem's number of agents.
let worstCase (problem: RobustProblem) gamma (k1: float[,][]) (l1: float[,][]) =
    let worst = RobustController.WorstCase(problem, gamma, k1, l1)

    let evidence =
        worst.FailedPart
        |> Option.ofObj
        |> Option.map (fun part ->
            let stage =
                if worst.FailedStage < 0 then
                    None
                else
                    Some worst.FailedStage

            {
                Part = part
                Stage = stage
                Margin = stage |> Option.bind (fun stage -> known worst.Margins[stage])
            })

    {
        Solvable = Some(isNull worst.FailedPart)
        Viable = Some worst.IsViable
        ViabilityMargin = known worst.ViabilityMargin
        Value = known worst.Value
        Evidence = evidence
    },
    Option.ofObj worst.Finite

/// In words, why a worst case has no bound.
let describe (evidence: Shortfall) =
    match evidence.Stage, evidence.Margin with
    | Some stage, Some margin -> $"unbounded at t = {stage} ({evidence.Part}): γ²I − D'MD has the eigenvalue {margin:G6}"
    | _ -> $"unbounded ({evidence.Part})"

/// Why a result is not what was asked for, though there is one. One agent is judged as one.
let shortcoming file (result: RobustResult) =
    let viable, margin, least =
        match result.Finite with
        | Some finite when finite.Agents = 1 -> finite.Viable, finite.ViabilityMargin, finite.MinGamma
        | _ -> result.Viable, result.ViabilityMargin, result.MinGamma

    match viable, margin with
    | Some false, Some margin ->
        let least = least |> Option.defaultValue nan

        Some
            $"{file}: γ = {result.Gamma:G9} is not viable: the value exceeds γ² times the energy of the noise by {margin:G6}; {leastOf least}"
    | _ -> None
