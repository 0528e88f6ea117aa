/// SpanLqr itself as the subject of the laws.
[<RequireQualifiedAccess>]
module SpanLqr.Laws.SpanLqrSubject

open System
open SpanLqr.Lqr
open SpanLqr.Riccati
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
