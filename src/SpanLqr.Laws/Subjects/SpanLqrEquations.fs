/// SpanLqr's solvers of single equations as the subjects of the laws.
[<RequireQualifiedAccess>]
module SpanLqr.Laws.SpanLqrEquations

open System
open SpanLqr.Lqr
open SpanLqr.Riccati
open SpanLqr.Shapes

/// Every equation of the laws has an answer, so any other status is a wrong one.
let private requireOk what (status: SolveStatus) =
    if status <> SolveStatus.Ok then
        failwith $"{what} ended with status {status} on an equation that has a solution"

/// `Stein.Solve`.
let stein: SteinSubject =
    {
        Solve =
            fun h f c ->
                let solution = SteinSolver.Solve(h, f, c)
                requireOk "Stein.Solve" solution.Result.Status
                solution.X
    }

let private flat (matrix: float[,]) = Seq.cast<float> matrix |> Array.ofSeq

let private matrix height width (entries: float[]) =
    Array2D.init height width (fun i j -> entries[i * width + j])

let private riccati (start: float[,] | null) (problem: LqrProblem) =
    let n, m = problem.StateDim, problem.InputDim
    let shape = DynamicShape(n, m)
    let gain = Array.zeroCreate (m * n)
    let workspace = Array.zeroCreate (Dare.WorkspaceLength shape)

    let cross =
        match problem.S with
        | null -> [||]
        | s -> flat s

    let model =
        LqrModel(
            ReadOnlySpan(flat problem.A),
            ReadOnlySpan(flat problem.B),
            ReadOnlySpan(flat problem.Q),
            ReadOnlySpan(flat problem.R),
            ReadOnlySpan cross
        )

    match start with
    | null ->
        let costToGo = Array.zeroCreate (n * n)

        let result =
            Dare.Solve(shape, &model, DareOptions.Default, Span costToGo, Span gain, Span workspace)

        requireOk "Dare.Solve" result.Status
        matrix n n costToGo
    | last ->
        let costToGo = flat last

        let result =
            Dare.Resolve(shape, &model, DareOptions.Default, Span costToGo, Span gain, Span workspace)

        requireOk "Dare.Resolve" result.Status
        matrix n n costToGo

/// `Dare.Solve` and `Dare.Resolve`.
let warmStart: WarmStartSubject =
    {
        Solve = riccati null
        Resolve = fun problem last -> riccati last problem
    }

let private saddlePoint (case: GameCase) gamma =
    let problem = case.Regulator.Problem
    let n, m, p = problem.StateDim, problem.InputDim, Dense.columns case.D
    let shape = DynamicShape(n, m)
    let costToGo = Array.zeroCreate (n * n)
    let gain = Array.zeroCreate (m * n)
    let adversaryGain = Array.zeroCreate (p * n)
    let workspace = Array.zeroCreate (GameDare.WorkspaceLength(shape, p))

    let model =
        GameModel(
            ReadOnlySpan(flat problem.A),
            ReadOnlySpan(flat problem.B),
            ReadOnlySpan(flat case.D),
            p,
            ReadOnlySpan(flat problem.Q),
            ReadOnlySpan(flat problem.R)
        )

    let result =
        GameDare.Solve(shape, &model, gamma, Span costToGo, Span gain, Span adversaryGain, Span workspace)

    requireOk "GameDare.Solve" result.Status

    {
        CostToGo = matrix n n costToGo
        Gain = matrix m n gain
        AdversaryGain = matrix p n adversaryGain
        Margin = result.Margin
    }

/// `GameDare.Solve`.
let game: GameSubject = { Solve = saddlePoint }
