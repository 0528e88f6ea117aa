/// From a checked `team` problem to its result.
module SpanLqr.Cli.Solving.TeamSolving

open SpanLqr.Cli.Results
open SpanLqr.Teams

let private auxiliary (solution: AuxiliarySolution) =
    {
        K = solution.Gain
        P = solution.CostToGo
        A = solution.System.A
        B = solution.System.B
        Q = solution.System.Q
        R = solution.System.R
        SpectralRadius = Some solution.SpectralRadius
        Cost = Some solution.Cost
    }

let private certificate (check: TeamCertificate | null) =
    match check with
    | null -> { GainError = None; CostError = None }
    | check ->
        {
            GainError = Some check.MonolithicGainError
            CostError = Some check.MonolithicCostError
        }

let private refuse file (solution: TeamSolution) =
    let where =
        match solution.FailedSystem with
        | null -> file
        | TeamSolution.MeanFieldName -> $"{file}: mean field"
        | name -> $"{file}: population \"{name}\""

    Hypothesis.refuse where solution.Status solution.Evidence

/// The solution, or an end with the reason why there is none.
let optimum file (problem: TeamProblem) =
    let solution = TeamSolver.Solve problem

    if not solution.IsOk then
        refuse file solution

    solution

/// The result of a solution, or of any other policy evaluated in the form of one.
let resultOf partition (problem: TeamProblem) (solution: TeamSolution) =
    let population (population: Population) solution =
        {
            Name = population.Name
            Size = population.Size
            Deviation = auxiliary solution
        }

    TeamResult
        {
            Populations = Seq.map2 population problem.Populations solution.Populations |> List.ofSeq
            MeanField = auxiliary solution.MeanField
            Cost = Some solution.Cost
            Partition = partition
            Certificate = Some(certificate (MonolithicCertificate.Check(problem, solution)))
        }

let private solveWith partition file problem =
    resultOf partition problem (optimum file problem)

let ofPopulations file problem = solveWith None file problem

/// Agents count as exchangeable when exchanging them moves no entry by more than the tolerance, relative to the largest of its matrix.
let partitioned tolerance (team: MonolithicTeam) =
    let found = ExchangeablePartition.Find(team, tolerance)
    let classes = found.Classes |> Seq.map Array.ofSeq |> Array.ofSeq
    classes, found.Problem

let ofWhole tolerance file team =
    let classes, problem = partitioned tolerance team
    solveWith (Some classes) file problem
