/// The robust game's formulas as matrices of MathNet; nothing here shares code with the solver.
module SpanLqr.Cli.Verification.RobustFormulas

open System.Collections.Generic
open SpanLqr.Cli
open SpanLqr.Cli.Dense
open SpanLqr.Robust

/// One step of one part.
type Step =
    {
        A: Matrix
        B: Matrix
        D: Matrix
        Q: Matrix
        R: Matrix
    }

/// One part: its steps (one for all times where nothing varies), its final weight, and the covariances that its costs to go meet.
type Part =
    {
        Steps: Step[]
        Final: Matrix
        Noise: Matrix
        Start: Matrix
    }

let stepAt t part =
    if part.Steps.Length = 1 then
        part.Steps[0]
    else
        part.Steps[t]

let private at t (series: IReadOnlyList<float[,]>) =
    ofArray (if series.Count = 1 then series[0] else series[t])

let private orElse (fallback: unit -> Matrix) t (series: IReadOnlyList<float[,]> | null) =
    match series with
    | null -> fallback ()
    | series -> at t series

let private plus (mean: IReadOnlyList<float[,]> | null) t (own: Matrix) =
    match mean with
    | null -> own
    | mean -> own + at t mean

let private lengthOf (series: IReadOnlyList<float[,]> | null) =
    match series with
    | null -> 1
    | series -> series.Count

let private finalOf (weights: IReadOnlyList<float[,]>) (final: float[,] | null) =
    match final with
    | null -> ofArray weights[weights.Count - 1]
    | final -> ofArray final

let private orSame (fallback: Matrix) (m: float[,] | null) =
    match m with
    | null -> fallback
    | m -> ofArray m

/// The parts of y = x − x̄ and z = x̄.
let parts (problem: RobustProblem) =
    let n, m = problem.StateDim, problem.InputDim

    let longest =
        [
            lengthOf problem.A
            lengthOf problem.Abar
            lengthOf problem.B
            lengthOf problem.Bbar
            lengthOf problem.D
            lengthOf problem.Dbar
            lengthOf problem.R
            lengthOf problem.Rbar
            lengthOf problem.Q
            lengthOf problem.Qbar
        ]
        |> List.max

    let steps =
        if longest = 1 then
            1
        else
            problem.Horizon.GetValueOrDefault 1

    let d t =
        orElse (fun () -> identity n) t problem.D

    let r t =
        orElse (fun () -> identity m) t problem.R

    let deviation t =
        {
            A = at t problem.A
            B = at t problem.B
            D = d t
            Q = at t problem.Q
            R = r t
        }

    let mean t =
        {
            A = plus problem.Abar t (at t problem.A)
            B = plus problem.Bbar t (at t problem.B)
            D = plus problem.Dbar t (d t)
            Q = at t problem.Qbar
            R = orElse (fun () -> r t) t problem.Rbar
        }

    let sigma, sigmaBar = ofArray problem.Sigma, ofArray problem.SigmaBar

    {
        Steps = Array.init steps deviation
        Final = finalOf problem.Q problem.Qf
        Noise = sigma
        Start = orSame sigma problem.Sigma0
    },
    {
        Steps = Array.init steps mean
        Final = finalOf problem.Qbar problem.Qbarf
        Noise = sigmaBar
        Start = orSame sigmaBar problem.Sigma0Bar
    }

/// The least eigenvalue of a symmetric matrix; NaN where it cannot be had.
let leastEigenvalue (m: Matrix) =
    if isFinite m then
        try
            Spectrum.least m
        with :? MathNet.Numerics.NonConvergenceException ->
            nan
    else
        nan

/// γ²I − D'MD.
let room (gamma: float) step (next: Matrix) =
    gamma * gamma * identity step.D.ColumnCount
    - step.D.TransposeThisAndMultiply(next * step.D)

/// Its least eigenvalue; NaN where that cannot be had, as of entries that overflow.
let margin gamma step next = leastEigenvalue (room gamma step next)

/// M, K¹ and K² before the step: Λ = I + (BR⁻¹B' − γ⁻²DD')M, M = Q + A'MΛ⁻¹A, K¹ = R⁻¹B'MΛ⁻¹A, K² = γ⁻²D'MΛ⁻¹A.
let answer (gamma: float) step (next: Matrix) =
    let levers = step.R.Solve(step.B.Transpose())
    let weight = 1.0 / (gamma * gamma)

    let lambda =
        identity step.A.RowCount
        + (step.B * levers - weight * step.D.TransposeAndMultiply step.D) * next

    let ahead = next * lambda.Solve step.A

    step.Q + step.A.TransposeThisAndMultiply ahead, levers * ahead, weight * step.D.TransposeThisAndMultiply ahead

/// A − BK¹ + DK².
let closedLoop step (k1: Matrix) (k2: Matrix) = step.A - step.B * k1 + step.D * k2

/// Q + K¹'RK¹ − γ²K²'K² + L'ML, L the closed loop.
let costToGo (gamma: float) step (k1: Matrix) (k2: Matrix) (next: Matrix) =
    let loop = closedLoop step k1 k2

    step.Q + k1.TransposeThisAndMultiply(step.R * k1)
    - gamma * gamma * k2.TransposeThisAndMultiply k2
    + loop.TransposeThisAndMultiply(next * loop)

/// tr(M_0 Σ0) + Σ_{t ≥ 1} tr(M_t Σ) for given covariances.
let value (start: Matrix) (noise: Matrix) (costs: Matrix[]) =
    traceOfProduct costs[0] start
    + Seq.sumBy (fun m -> traceOfProduct m noise) (Seq.skip 1 costs)

/// ‖Ψ'(Q + K'RK)Ψ‖_F, block by block: block (s, s') is M_{s'}Φ(s', s).
let noiseToPayoff part (k1: Matrix[]) (k2: Matrix[]) (costs: Matrix[]) =
    let mutable carried = zero part.Final.RowCount part.Final.RowCount
    let mutable squares = costs[costs.Length - 1].FrobeniusNorm() ** 2.0

    for s in k1.Length - 1 .. -1 .. 0 do
        let loop = closedLoop (stepAt s part) k1[s] k2[s]
        carried <- loop.TransposeThisAndMultiply((costs[s + 1] * costs[s + 1] + carried) * loop)
        squares <- squares + costs[s].FrobeniusNorm() ** 2.0 + 2.0 * carried.Trace()

    sqrt squares

/// The costs to go at another level, backwards; nothing where a margin is not positive.
let solve gamma part steps =
    let rec back t (costs: Matrix list) =
        match costs with
        | next :: _ when t > 0 ->
            let step = stepAt (t - 1) part

            if margin gamma step next > 0.0 then
                let m, _, _ = answer gamma step next
                back (t - 1) ((m + m.Transpose()) / 2.0 :: costs)
            else
                None
        | _ -> Some(Array.ofList costs)

    back steps [ part.Final ]

/// Steps after which a stationary game that has not come to rest is taken to have no solution.
let private patience = 40_000

/// The stationary cost to go at another level, as the limit of ever longer games that end without a cost.
let solveStationary gamma part =
    let step = part.Steps[0]

    let rec back remaining (m: Matrix) =
        if remaining = 0 || not (margin gamma step m > 0.0) then
            None
        else
            let next, _, _ = answer gamma step m
            let next = (next + next.Transpose()) / 2.0

            if (next - m).FrobeniusNorm() <= 1e-12 * (1.0 + next.FrobeniusNorm()) then
                Some next
            else
                back (remaining - 1) next

    back patience (zero step.A.RowCount step.A.RowCount)
