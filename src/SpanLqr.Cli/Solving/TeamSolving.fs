/// From a checked `team` problem to its result.
module SpanLqr.Cli.Solving.TeamSolving

open SpanLqr.Files.Results
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

/// A monolithic team and the classes of agents found in it.
type Whole =
    {
        Team: MonolithicTeam
        Partition: TeamPartition
    }

    member whole.IsAveraged = whole.Partition.AveragingError > 0.0

let private certificate isAveraged (check: TeamCertificate | null) =
    match check with
    | null ->
        {
            GainError = None
            CostError = None
            OptimalCost = None
        }
    | check ->
        {
            GainError = Some check.MonolithicGainError
            CostError = Some check.MonolithicCostError
            OptimalCost = if isAveraged then Some check.OptimalCost else None
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

/// The result of a solution, or of any other policy evaluated in the form of one. Of a monolithic team cost and certificate are those
/// of the matrices that were given, as far as these are not too large to be looked at whole.
let resultOf (whole: Whole option) (problem: TeamProblem) (solution: TeamSolution) =
    let isAveraged = whole |> Option.exists _.IsAveraged

    let check =
        match whole with
        | Some whole -> MonolithicCertificate.Check(whole.Team, whole.Partition, solution)
        | None -> MonolithicCertificate.Check(problem, solution)

    let cost =
        match check with
        | null -> solution.Cost
        | check when isAveraged -> check.PolicyCost
        | _ -> solution.Cost

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
            Cost = Some cost
            Partition =
                whole
                |> Option.map (fun whole -> whole.Partition.Classes |> Seq.map Array.ofSeq |> Array.ofSeq)
            AveragingError = whole |> Option.map _.Partition.AveragingError
            Certificate = Some(certificate isAveraged check)
        }

let private solveWith whole file problem =
    resultOf whole problem (optimum file problem)

let ofPopulations file problem = solveWith None file problem

/// Agents count as exchangeable when exchanging them moves no entry by more than the tolerance, relative to the largest of its matrix.
let partitioned tolerance (team: MonolithicTeam) =
    {
        Team = team
        Partition = ExchangeablePartition.Find(team, tolerance)
    }

let ofWhole tolerance file team =
    let whole = partitioned tolerance team
    solveWith (Some whole) file whole.Partition.Problem

/// Where more than half of the agents have nobody to be exchanged with: the tolerance at which they would.
let hint tolerance file (team: MonolithicTeam) (result: TeamResult) =
    let alone =
        result.Populations
        |> List.filter (fun population -> population.Size = 1)
        |> List.length

    if alone < 2 || 2 * alone <= team.Agents.Count then
        None
    else
        ExchangeablePartition.Coarser(team, tolerance)
        |> Option.ofNullable
        |> Option.map (fun coarser ->
            let noun = if coarser.Classes = 1 then "class" else "classes"

            $"{file}: {alone} of {team.Agents.Count} agents are alone in their class; {coarser.Classes} {noun} at --tolerance {coarser.Tolerance:G2}")

/// That cost and certificate are not of the matrices that were given.
let warning file (result: TeamResult) =
    if Averaging.isOfAverage result then
        Some
            $"{file}: the agents of a class are not quite alike, and their matrices were averaged: cost and policy are those of the averaged team; that of the file has more than {MonolithicCertificate.MaxStates} states, too many to say what the policy costs there"
    else
        None

/// Why a result is not what was asked for, though there is one.
let shortcoming file (result: TeamResult) =
    match result.AveragingError, result.Cost with
    | Some error, Some cost when error > 0.0 && not (System.Double.IsFinite cost) ->
        Some
            $"{file}: the policy of the averaged team does not stabilise the team as given (averaging error {error:G2}); take a smaller --tolerance"
    | _ -> None
