/// What the result of a plant claims of its set-point and of its answer to a drift.
module SpanLqr.Cli.Verification.PlantSetPointClaims

open SpanLqr.Reference
open SpanLqr.Reference.Dense
open SpanLqr.Cli.Verification
open SpanLqr.Cli.Verification.PlantSampling
open SpanLqr.Cli.Verification.PlantSteps
open SpanLqr.Cli.Verification.PlantAgreement
open SpanLqr.Plants

/// [X_r x_0] and [U_r u_0] of the cheapest steady state, by least squares on its first-order conditions.
let setPoint (problem: PlantProblem) (tracking: PlantTracking) =
    let n, m = problem.StateDim, problem.InputDim
    let outputs = ofArray tracking.Outputs
    let q = outputs.RowCount
    let a = ofArray problem.A

    let rest =
        if problem.Time = PlantTime.Continuous then
            a
        else
            a - identity n

    let condition = blocks rest (ofArray problem.B) outputs (zero q m)
    let weight = sub 0 (n + m) 0 (n + m) (weight problem)
    let kkt = blocks weight (condition.Transpose()) condition (zero (n + q) (n + q))
    let right = zero (2 * n + m + q) (q + 1)

    for j in 0 .. q - 1 do
        right[2 * n + m + j, j] <- 1.0

    match problem.Drift with
    | null -> ()
    | drift ->
        for i in 0 .. n - 1 do
            right[n + m + i, q] <- -drift[i]

    // Rows and columns of different units, scaled alike to keep the conditions symmetric.
    let scales =
        kkt.EnumerateRows()
        |> Seq.map (fun row -> 1.0 / sqrt (max 1e-300 (row.InfinityNorm())))
        |> Array.ofSeq

    let scaled = kkt.MapIndexed(fun i j x -> scales[i] * x * scales[j])
    let solution = scaled.Solve(right.MapIndexed(fun i _ x -> scales[i] * x))
    let solution = solution.MapIndexed(fun i _ x -> scales[i] * x)
    sub 0 n 0 (q + 1) solution, sub n m 0 (q + 1) solution

/// [F −κ] for a gain over s.
let private feedforward (setting: Setting) (states: Matrix) (inputs: Matrix) (k: Matrix) =
    let target =
        [
            states
            for _ in 1 .. setting.Cut.Memory do
                inputs
            if setting.Cut.Integrals > 0 then
                zero setting.Cut.Integrals states.ColumnCount
        ]
        |> List.reduce (fun upper lower -> upper.Stack lower)

    inputs + k * target

/// The claims of a plant that follows a set-point.
let tracked tolerance (setting: Setting) (tracking: PlantTracking) (k: Matrix) forward offset steadyState steadyInput =
    let problem = setting.Problem
    let states, inputs = setPoint problem tracking
    let q, m = states.ColumnCount - 1, problem.InputDim
    let expected = feedforward setting states inputs k

    let reference =
        column
            [|
                match tracking.Reference with
                | null -> yield! Array.zeroCreate q
                | reference -> yield! reference
                1.0
            |]

    [
        match forward with
        | Some forward -> same tolerance "feedforward holds the outputs at every reference, at least cost" forward (sub 0 m 0 q expected)
        | None -> ()
        match offset with
        | Some offset -> same tolerance "offset holds them there under the drift" offset (-(sub 0 m q 1 expected))
        | None -> ()
        match steadyState with
        | Some state -> same tolerance "steadyState is the cheapest at the reference" (column state) (states * reference)
        | None -> ()
        match steadyInput with
        | Some input -> same tolerance "steadyInput holds it" (column input) (inputs * reference)
        | None -> ()
    ]

/// κ of a drift, from the equations on s.
let drifting (setting: Setting) (model: Model) (p: Matrix) (k: Matrix) =
    let own, m, b = model.A.RowCount, model.B.ColumnCount, setting.Cut.Discount
    let loop = model.A - model.B * k

    let linear, inputLinear =
        sub 0 own own 1 model.Cost, sub (own + 1) m own 1 model.Cost

    let pushed = p * model.Drift

    let value =
        (identity own - b * loop.Transpose())
            .Solve(
                b * loop.TransposeThisAndMultiply pushed + linear
                - k.TransposeThisAndMultiply inputLinear
            )

    let hessian =
        sub (own + 1) m (own + 1) m model.Cost
        + b * model.B.TransposeThisAndMultiply(p * model.B)

    hessian.Solve(b * model.B.TransposeThisAndMultiply(pushed + value) + inputLinear)
