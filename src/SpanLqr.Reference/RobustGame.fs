/// Either part of the robust game: x⁺ = Ax + Bu + Dv + w, payoff Σ x'Qx + u'Ru − γ²v'v, u = −K¹x, v = K²x.
module SpanLqr.Reference.RobustGame

open SpanLqr.Reference.Dense

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

/// The least eigenvalue of a symmetric matrix; NaN where it cannot be had.
let leastEigenvalue (m: Matrix) =
    if isFinite m then
        try
            Definiteness.leastEigenvalue (m.ToArray())
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

/// What the worst adversary of u = −Kx makes the controller pay from this step on: Q + K'RK + F'MF + F'MDX⁻¹D'MF, F = A − BK, X = γ²I − D'MD.
let worstCostToGo gamma step (k: Matrix) (next: Matrix) =
    let loop = step.A - step.B * k
    let ahead = next * loop
    let pushed = step.D.TransposeThisAndMultiply ahead

    step.Q
    + k.TransposeThisAndMultiply(step.R * k)
    + loop.TransposeThisAndMultiply ahead
    + pushed.TransposeThisAndMultiply((room gamma step next).Solve pushed)

/// The costs to go of given gains against their worst adversary, backwards; the step and the margin at which they have no bound.
let worstCase gamma part (gains: Matrix[]) =
    let rec back t (costs: Matrix list) =
        match costs with
        | next :: _ when t > 0 ->
            let step = stepAt (t - 1) part
            let margin = margin gamma step next

            if margin > 0.0 then
                let m = worstCostToGo gamma step gains[t - 1] next
                back (t - 1) ((m + m.Transpose()) / 2.0 :: costs)
            else
                Error(t - 1, margin)
        | _ -> Ok(Array.ofList costs)

    back gains.Length [ part.Final ]

/// Steps after which a stationary game that has not reached a steady state is taken to have no solution.
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
