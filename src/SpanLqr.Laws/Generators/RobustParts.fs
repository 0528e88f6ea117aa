/// The two games of a robust problem that does not vary with time, for the generator to find a level and for the laws to stand on.
module internal SpanLqr.Laws.RobustParts

open SpanLqr.Laws.Dense
open SpanLqr.Reference
open SpanLqr.Robust

/// One of the two games.
type Part =
    {
        A: float[,]
        B: float[,]
        D: float[,]
        Q: float[,]
        Final: float[,]
        R: float[,]
        Noise: float[,]
        Start: float[,]
    }

let private first (series: System.Collections.Generic.IReadOnlyList<float[,]> | null) =
    match series with
    | null -> invalidArg (nameof series) "the generator gives every matrix"
    | series -> series[0]

let private orElse (fallback: float[,]) (m: float[,] | null) =
    match m with
    | null -> fallback
    | m -> m

/// The game of y = x − x̄.
let deviations (problem: RobustProblem) =
    {
        A = problem.A[0]
        B = problem.B[0]
        D = first problem.D
        Q = problem.Q[0]
        Final = orElse problem.Q[0] problem.Qf
        R = first problem.R
        Noise = problem.Sigma
        Start = orElse problem.Sigma problem.Sigma0
    }

/// The game of z = x̄.
let meanField (problem: RobustProblem) =
    {
        A = problem.A[0] +. first problem.Abar
        B = problem.B[0] +. first problem.Bbar
        D = first problem.D +. first problem.Dbar
        Q = problem.Qbar[0]
        Final = orElse problem.Qbar[0] problem.Qbarf
        R = first problem.Rbar
        Noise = problem.SigmaBar
        Start = orElse problem.SigmaBar problem.Sigma0Bar
    }

/// Both.
let both problem =
    [ deviations problem; meanField problem ]

let private answer gamma part next =
    let stage: ZeroSum.Stage =
        {
            A = part.A
            B = part.B
            D = part.D
            Q = part.Q
            R = part.R
        }

    ZeroSum.stage gamma stage next

/// M_t of M_{t+1} = next.
let stage gamma part next = (answer gamma part next).CostToGo

/// The least eigenvalue of γ²I − D'MD.
let margin gamma part m = (answer gamma part m).Margin

/// The least margin over all steps; −∞ once one is not positive.
let leastMargin gamma part steps =
    let rec back remaining least m =
        let here = margin gamma part m

        if not (here > 0.0) then
            -infinity
        elif remaining = 1 then
            min least here
        else
            back (remaining - 1) (min least here) (stage gamma part m)

    back steps infinity part.Final

/// The problem with another horizon, other disturbance matrices and another number of agents.
let rebuilt horizon d dbar agents (problem: RobustProblem) =
    RobustProblem(
        Horizon = horizon,
        A = problem.A,
        Abar = problem.Abar,
        B = problem.B,
        Bbar = problem.Bbar,
        D = d,
        Dbar = dbar,
        R = problem.R,
        Rbar = problem.Rbar,
        Q = problem.Q,
        Qbar = problem.Qbar,
        Qf = problem.Qf,
        Qbarf = problem.Qbarf,
        Sigma = problem.Sigma,
        SigmaBar = problem.SigmaBar,
        Sigma0 = problem.Sigma0,
        Sigma0Bar = problem.Sigma0Bar,
        Agents = agents
    )
