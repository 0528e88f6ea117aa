/// What the loop of a plant costs, from the moments of the loop that is run.
module SpanLqr.Cli.Verification.PlantCosts

open SpanLqr.Reference
open SpanLqr.Reference.Dense
open SpanLqr.Cli.Verification
open SpanLqr.Cli.Verification.PlantSampling
open SpanLqr.Cli.Verification.PlantSteps
open SpanLqr.Files.Results
open SpanLqr.Plants

/// What a step costs in the long run for the drift alone: that of the settled loop, or with a discount the normalised sum from zero.
let driftCost (setting: Setting) (model: Model) (k: Matrix) (offset: Matrix) =
    let own, b = model.A.RowCount, setting.Cut.Discount
    let loop = model.A - model.B * k
    let pull = model.Drift - model.B * offset

    // (s, 1, u) as a map of (s, 1).
    let joint = (identity (own + 1)).Stack((-k).Append(-offset))

    let cost = joint.TransposeThisAndMultiply(model.Cost * joint)

    if b = 1.0 then
        let rest = (identity own - loop).Solve(pull).Stack(identity 1)
        (rest.TransposeThisAndMultiply(cost * rest))[0, 0]
    else
        let moving = blocks loop pull (zero 1 own) (identity 1) * sqrt b
        let total = series (moving.Transpose()) cost moving
        (1.0 - b) * total[own, own]

/// The matrix T with TC = E of least norm.
let private combination (outputs: float[,]) (c: Matrix) = ofArray outputs * c.PseudoInverse()

/// The expected cost of a step from the covariance of (s, x̂⁻), each moment from the loop that is run.
let stepCost (setting: Setting) (model: Model) (p: Matrix) (k: Matrix) (filter: PlantFilterResult option) =
    let problem, b = setting.Problem, setting.Cut.Discount
    let n, m, own = problem.StateDim, problem.InputDim, model.A.RowCount
    let stage = toRiccati setting model
    let joint = blocks stage.Q stage.S (stage.S.Transpose()) stage.R
    let toOwn = (identity n).Stack(zero (own - n) n)
    let w = setting.Full.Noise

    match filter, Option.ofObj problem.Measurement with
    | Some filter, Some measurement ->
        let c, v = ofArray measurement.C, ofArray measurement.V
        let g, predictor = ofArray filter.InnovationGain, ofArray filter.PredictorGain
        let kx, kRest = sub 0 m 0 n k, zero m n

        let rest =
            if own > n then
                kRest.Append(sub 0 m n (own - n) k)
            else
                kRest
        // u on (s, x̂⁻) and on v.
        let padded (x: Matrix) =
            if own > n then x.Append(zero x.RowCount (own - n)) else x

        let input = (-rest - padded (g * c)).Append(g * c - kx)
        let inputNoise = -g
        let held = sub 0 n 0 own model.A - padded (sub 0 n 0 n model.A)
        let reach = sub 0 n 0 m model.B

        let loop =
            (model.A.Append(zero own n) + model.B * input)
                .Stack(
                    (held + padded (predictor * c)).Append(setting.Full.A - predictor * c)
                    + reach * input
                )

        let integrated =
            match problem.Tracking with
            | tracking when setting.Cut.Integrals > 0 && not (isNull tracking) ->
                (zero (own - setting.Cut.Integrals) c.RowCount).Stack(combination (nonNull tracking).Outputs c * setting.Cut.Step)
            | _ -> zero own c.RowCount

        let measured =
            (model.B * inputNoise + integrated).Stack(predictor + reach * inputNoise)

        let process' = toOwn.Stack(zero n n)

        let driving =
            let own = process' * w * process'.Transpose() + measured * v * measured.Transpose()

            match measurement.N with
            | null -> own
            | cross ->
                let both = process' * ofArray cross * measured.Transpose()
                own + both + both.Transpose()

        let sigma = ofArray filter.PredictionCovariance
        // A stationary filter starts with its error; what that costs at the start is not counted.
        let start = process' * sigma * process'.Transpose()
        let root = loop * sqrt b
        let covariance = series root (b * driving + (1.0 - b) * start) (root.Transpose())
        let onAll = ((identity own).Append(zero own n)).Stack(input)
        let weight = onAll.TransposeThisAndMultiply(joint * onAll)

        traceOfProduct weight covariance
        + traceOfProduct (inputNoise.TransposeThisAndMultiply(stage.R * inputNoise)) v
        - (1.0 - b) * traceOfProduct (sub 0 n 0 n p) sigma
        + model.Constant
    | _ ->
        let loop = (model.A - model.B * k) * sqrt b
        let covariance = series loop (b * toOwn * w * toOwn.Transpose()) (loop.Transpose())
        let onAll = (identity own).Stack(-k)

        traceOfProduct (onAll.TransposeThisAndMultiply(joint * onAll)) covariance
        + model.Constant
