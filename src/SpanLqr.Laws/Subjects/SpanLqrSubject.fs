/// SpanLqr itself as the subject of the laws.
[<RequireQualifiedAccess>]
module SpanLqr.Laws.SpanLqrSubject

open System
open SpanLqr.Games
open SpanLqr.Lqr
open SpanLqr.Riccati
open SpanLqr.Robust
open SpanLqr.Teams

/// Every problem of the laws is well-posed, so any other status is a wrong answer.
let private requireOk what (status: SolveStatus) =
    if status <> SolveStatus.Ok then
        failwith $"{what} ended with status {status} on a well-posed problem"

let private solve (problem: LqrProblem) : StationaryPolicy =
    let solution = LqrSolver.Solve problem
    requireOk "LqrSolver.Solve" solution.Status

    {
        Gain = solution.Gain
        CostToGo = solution.CostToGo
        Cost = solution.Cost
        SpectralRadius = solution.SpectralRadius
    }

let private solveHorizon (problem: FiniteHorizonProblem) : HorizonPolicy =
    let solution = LqrSolver.Solve problem
    requireOk "LqrSolver.Solve" solution.Status

    {
        Gains = Array.ofSeq solution.Gains
        CostsToGo = Array.ofSeq solution.CostsToGo
        Cost = solution.Cost
    }

let private evaluate problem gain variance : PolicyFacts =
    let value = LqrPolicy.Evaluate(problem, gain, variance)
    requireOk "LqrPolicy.Evaluate" value.Status

    {
        Cost = value.Cost
        CostToGo = value.CostToGo
        StateCovariance = value.StateCovariance
        GradientFactor = value.GradientFactor
        Gradient = value.Gradient
        ActionValue = value.ActionValue
        SpectralRadius = value.SpectralRadius
    }

let private newtonImprove problem gain =
    match LqrPolicy.NewtonImprove(problem, gain) with
    | null -> failwith "LqrPolicy.NewtonImprove found no improved gain for a stabilising one"
    | improved -> improved

let private lyapunov a q =
    let solution = LyapunovSolver.Solve(a, q)
    requireOk "LyapunovSolver.Solve" solution.Status
    solution.X

/// The solvers of one regulator.
let lqr: LqrSubject =
    {
        Solve = solve
        SolveHorizon = solveHorizon
        Evaluate = evaluate
        NewtonImprove = newtonImprove
        Lyapunov = lyapunov
    }

/// `Svec`.
let svec: SvecSubject =
    {
        Pack = fun matrix -> Svec.Pack matrix
        Unpack = fun vector -> Svec.Unpack vector
    }

let private solveTeam problem : TeamOptimum =
    let solution = TeamSolver.Solve problem
    requireOk "TeamSolver.Solve" solution.Status

    {
        Gains = [| for part in solution.Populations -> part.Gain |]
        CostsToGo = [| for part in solution.Populations -> part.CostToGo |]
        MeanFieldGain = solution.MeanField.Gain
        MeanFieldCostToGo = solution.MeanField.CostToGo
        Cost = solution.Cost
    }

let private act (problem: TeamProblem) =
    let policy = TeamPolicy(TeamSolver.Solve problem)

    fun population (state: float[]) (meanField: float[]) ->
        let input = Array.zeroCreate problem.Populations[population].InputDim
        policy.Act(population, ReadOnlySpan state, ReadOnlySpan meanField, Span input)
        input

/// The teams.
let team: TeamSubject =
    {
        Decompose = TeamDecomposition.Of
        Solve = solveTeam
        Act = act
        WriteOut = MonolithicTeam.Of
        FindPartition = fun whole -> ExchangeablePartition.Find whole
        SolveWhole = solve
    }

let private equilibriumBy options problem : GameEquilibrium =
    let solution = GameSolver.Solve(problem, options)

    match solution.MeanField with
    | null -> failwith $"GameSolver.Solve ended with status {solution.Status} on a game that has an equilibrium"
    | law ->
        {
            Policies = [| for population in solution.Populations -> population.Policy |]
            Law = law
            Costs = [| for population in solution.Populations -> population.Cost |]
        }

let private respond problem law =
    match BestResponse.To(problem, law) with
    | null -> failwith "BestResponse.To found none in a mean field that settles"
    | policies -> Array.ofSeq policies

let private epsilon problem (sizes: int[]) =
    match (GameSolver.Solve problem).Deviation with
    | null -> failwith "GameSolver.Solve found no equilibrium to deviate from"
    | deviation -> Array.init sizes.Length (fun l -> deviation.Of(l, sizes |> Array.map System.Nullable))

let private finiteCost problem =
    [|
        for population in (GameSolver.Solve problem).Populations -> population.FiniteCost.Value
    |]

let private equilibria problem =
    [|
        for solution in GameSolver.SolveAll problem do
            match solution.MeanField with
            | null -> ()
            | law -> law
    |]

/// `GameSolver`, `BestResponse` and `EpsilonNash`.
let meanFieldGame: MeanFieldGameSubject =
    {
        Solve = equilibriumBy (GameOptions())
        Iterate = equilibriumBy (GameOptions(Method = EquilibriumMethod.FixedPoint))
        Respond = respond
        Epsilon = epsilon
        FiniteCost = finiteCost
        All = equilibria
    }

let private saddle problem gamma : RobustSaddle =
    let solution = RobustSolver.Solve(problem, gamma)
    requireOk "RobustSolver.Solve" solution.Status

    match solution.Deviations, solution.MeanField, solution.Finite with
    | null, _, _
    | _, null, _
    | _, _, null -> failwith "RobustSolver.Solve left out a part of the answer"
    | deviations, means, finite ->
        {
            Deviations = deviations
            MeanField = means
            Margins = Array.ofSeq solution.Margins
            Value = solution.Value
            FiniteValue = finite.Value
        }

let private worstCase problem gamma (gains: float[,][]) (meanGains: float[,][]) : RobustWorst option =
    let worst = RobustController.WorstCase(problem, gamma, gains, meanGains)

    match worst.Deviations, worst.MeanField with
    | null, _
    | _, null -> None
    | deviations, means ->
        Some
            {
                Adversary = Array.ofSeq deviations.AdversaryGains
                MeanAdversary = Array.ofSeq means.AdversaryGains
                Value = worst.Value
            }

/// `RobustSolver` and `RobustController`.
let robust: RobustSubject =
    {
        Solve = saddle
        IsViable = fun problem gamma -> RobustSolver.Solve(problem, gamma).IsViable
        LeastViable = fun problem -> RobustSolver.LeastViable(problem).MeanField
        WorstCase = worstCase
    }
