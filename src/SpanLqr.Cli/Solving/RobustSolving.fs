/// From a checked `robust` problem to its result.
module SpanLqr.Cli.Solving.RobustSolving

open System
open SpanLqr.Cli
open SpanLqr.Cli.Results
open SpanLqr.Riccati
open SpanLqr.Robust

let private leastOf (least: float) =
    if Double.IsNaN least then
        "no γ is viable"
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
    let least = RobustSolver.LeastViable problem

    let gamma =
        match level with
        | Some gamma -> gamma
        | None when Double.IsFinite least.MeanField -> least.MeanField
        | None ->
            // Some level large enough tells whether the problem itself is at fault.
            let solution = RobustSolver.Solve(problem, 1e50)

            if not solution.IsOk then
                refuse file problem least.MeanField solution

            Stop.noAnswer $"{file}: no γ is viable: the value does not fall below γ² times the energy of the noise, which is zero"

    let solution = RobustSolver.Solve(problem, gamma)

    match solution.Deviations, solution.MeanField with
    | null, _
    | _, null -> refuse file problem least.MeanField solution
    | deviations, means ->
        RobustResult
            {
                IsStationary = not problem.Horizon.HasValue
                Gamma = gamma
                Solvable = Some true
                Viable = Some solution.IsViable
                ViabilityMargin = Some solution.ViabilityMargin
                MinGamma = known least.MeanField
                Value = Some solution.Value
                K1 = Array.ofSeq deviations.Gains
                K2 = Array.ofSeq deviations.AdversaryGains
                L1 = Array.ofSeq means.Gains
                L2 = Array.ofSeq means.AdversaryGains
                M = Array.ofSeq deviations.CostsToGo
                Mbar = Array.ofSeq means.CostsToGo
                Margins = Some(Array.ofSeq solution.Margins)
                Finite = finite (least.Finite |> Option.ofNullable |> Option.bind known) solution
            }

/// Why a result is not what was asked for, though there is one.
let shortcoming file (result: RobustResult) =
    match result.Viable, result.ViabilityMargin with
    | Some false, Some margin ->
        let least = result.MinGamma |> Option.defaultValue nan

        Some
            $"{file}: γ = {result.Gamma:G9} is not viable: the value exceeds γ² times the energy of the noise by {margin:G6}; {leastOf least}"
    | _ -> None
