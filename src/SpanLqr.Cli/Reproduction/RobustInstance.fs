/// The random problems of the robust paper's experiments, which gives their sizes and leaves their numbers open.
module SpanLqr.Cli.Reproduction.RobustInstance

open SpanLqr.Learning.Robust
open SpanLqr.Robust

let private purpose = 0x726F62757374UL
let private dimension = 2

/// Σ, Σ̄ and the initial laws.
let private noise = 0.1

let private identity =
    Array2D.init dimension dimension (fun i j -> if i = j then 1.0 else 0.0)

let private scaled factor = identity |> Array2D.map ((*) factor)

let private problem (draws: Numbers.Draws) horizon agents =
    let around center deviation =
        let random = draws.Matrix(dimension, dimension, 0.0, deviation)
        Array2D.init dimension dimension (fun i j -> (center: float[,])[i, j] + random[i, j])

    RobustProblem(
        Horizon = System.Nullable<int> horizon,
        A = [| around (scaled 2.2) 0.2 |],
        Abar = [| around (scaled 0.0) 0.1 |],
        B = [| around identity 0.1 |],
        Bbar = [| around (scaled 0.0) 0.1 |],
        Q = [| identity |],
        Qbar = [| identity |],
        Sigma = scaled noise,
        SigmaBar = scaled noise,
        Agents = System.Nullable<int> agents
    )

/// What a run plays: the problem, its γ, and the gains of the saddle point.
type Game =
    {
        Problem: RobustProblem
        Gamma: float
        Best: float[]
    }

let private leastMargin problem gamma =
    let solution = RobustSolver.Solve(problem, gamma)

    if solution.IsOk then
        Seq.min solution.Margins
    else
        -infinity

/// The γ that leaves a margin, the least eigenvalue of γ²I − D'MD over all stages, which grows with γ.
let private gammaOf margin problem =
    let rec narrow low high rounds =
        if rounds = 0 then
            high
        else
            let middle = (low + high) / 2.0

            if leastMargin problem middle >= margin then
                narrow low middle (rounds - 1)
            else
                narrow middle high (rounds - 1)

    narrow 0.0 100.0 50

/// The instance of a run. A small margin makes the adversary matter; a large one lets an ascent of a given rate arrive.
let create margin seed run horizon agents =
    let problem = problem (Numbers.Draws(seed, purpose, run)) horizon agents
    let gamma = gammaOf margin problem
    let solution = RobustSolver.Solve(problem, gamma)

    match solution.Deviations, solution.MeanField with
    | null, _
    | _, null -> invalidOp $"run {run} has no saddle point at γ = {gamma}"
    | deviations, means ->
        {
            Problem = problem
            Gamma = gamma
            Best = GainLayout.Of(problem).Pack(deviations, means)
        }

/// The distance between two stretches of gains.
let distance (gains: System.ReadOnlySpan<float>) (best: System.ReadOnlySpan<float>) =
    let mutable sum = 0.0

    for i in 0 .. gains.Length - 1 do
        sum <- sum + (gains[i] - best[i]) ** 2.0

    sqrt sum

let settings margin =
    [
        "states, inputs, adversary", "2, 2, 2 (paper)"
        "γ", $"the one that leaves {Numbers.short margin} as least eigenvalue of γ²I − D'MD (our choice)"
        "A, Ā", "2.2·I + N(0, 0.2²) and N(0, 0.1²), entry by entry (our choice)"
        "B, B̄", "I + N(0, 0.1²) and N(0, 0.1²), entry by entry (our choice)"
        "D, Q, Q̄, R", "identity (our choice)"
        "Σ, Σ̄ and the initial laws", "0.1·I (our choice)"
    ]
