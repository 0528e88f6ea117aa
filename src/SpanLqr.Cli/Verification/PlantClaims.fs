/// What the result of a plant claims.
module SpanLqr.Cli.Verification.PlantClaims

open MathNet.Numerics.LinearAlgebra
open SpanLqr.Reference
open SpanLqr.Reference.Dense
open SpanLqr.Files.Results
open SpanLqr.Cli.Verification
open SpanLqr.Cli.Verification.PlantSampling
open SpanLqr.Cli.Verification.PlantSteps
open SpanLqr.Plants

/// ‖found − expected‖_F relative to the larger one; 0 where both are zero.
let private distance (found: Matrix) (expected: Matrix) =
    let scale = max (found.FrobeniusNorm()) (expected.FrobeniusNorm())

    if scale = 0.0 then
        0.0
    else
        (found - expected).FrobeniusNorm() / scale

let private column (values: float[]) =
    Matrix<float>.Build.DenseOfColumnMajor(values.Length, 1, values)

let private orEmpty length (values: float[] | null) =
    match values with
    | null -> Array.zeroCreate length
    | values -> values

let private same tolerance name found expected =
    Claim.equation tolerance name (distance found expected)

let private sampled tolerance (setting: Setting) (result: SampledResult) =
    let n, m = setting.Problem.StateDim, setting.Problem.InputDim
    let piece = setting.Full

    [
        same tolerance "sampled A is e^{Ah}" (ofArray result.A) piece.A
        same tolerance "sampled B is that of a held input" (ofArray result.B) piece.B
        same tolerance "sampled W is the covariance of a step" (ofArray result.W) piece.Noise
        match result.Weights with
        | Some weights ->
            let joint =
                blocks (ofArray weights.Q) (ofArray weights.S) ((ofArray weights.S).Transpose()) (ofArray weights.R)

            same tolerance "sampled Q, S, R are the integral of the weights" joint (sub 0 (n + m) 0 (n + m) piece.Weight)

            Claim.sum tolerance "constant is what the noise costs within a step" weights.Constant piece.Constant (max piece.Constant 1e-300)
        | None -> ()
    ]

/// The claims of a filter, with what the input makes of the innovation.
let private filter
    tolerance
    (setting: Setting)
    (model: Model)
    (p: Matrix)
    (k: Matrix)
    (measurement: PlantMeasurement)
    (result: PlantFilterResult)
    =
    let n, m = setting.Problem.StateDim, setting.Problem.InputDim
    let a, w = setting.Full.A, setting.Full.Noise
    let c, v = ofArray measurement.C, ofArray measurement.V

    let cross =
        match measurement.N with
        | null -> zero n c.RowCount
        | cross -> ofArray cross

    let sigma = ofArray result.PredictionCovariance
    let gain, predictor = ofArray result.FilterGain, ofArray result.PredictorGain
    let innovation = c * sigma * c.Transpose() + v
    let rest = identity n - gain * c

    let expectedG =
        if measurement.Estimator = Estimator.Predictor then
            zero m c.RowCount
        else
            let b = setting.Cut.Discount
            let step = toRiccati setting model
            let hessian = step.R + step.B.TransposeThisAndMultiply(p * step.B)

            let noiseGain = hessian.Solve(sub 0 m 0 n (model.B.TransposeThisAndMultiply p * b))

            sub 0 m 0 n k * gain + noiseGain * cross * innovation.Inverse()

    [
        same
            tolerance
            "predictionCovariance solves the filter's equation"
            sigma
            (a * sigma * a.Transpose() + w - predictor * innovation * predictor.Transpose())
        same tolerance "predictorGain is that of predictionCovariance" (predictor * innovation) (a * sigma * c.Transpose() + cross)
        same tolerance "filterGain is that of predictionCovariance" (gain * innovation) (sigma * c.Transpose())
        same
            tolerance
            "filteredCovariance follows from filterGain"
            (ofArray result.FilteredCovariance)
            (rest * sigma * rest.Transpose() + gain * v * gain.Transpose())
        same tolerance "innovationGain follows from K and the filter" (ofArray result.InnovationGain) expectedG
        yield! SpectralClaims.ofRadius tolerance "filter: " (Spectrum.closedLoop a predictor c) result.SpectralRadius
    ]

/// [X_r x_0] and [U_r u_0] of the cheapest steady state, by least squares on its first-order conditions.
let private setPoint (problem: PlantProblem) (tracking: PlantTracking) =
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

let private tracked tolerance (setting: Setting) (tracking: PlantTracking) (k: Matrix) forward offset steadyState steadyInput =
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

/// p and κ of a drift, from the equations on s.
let private drifting (setting: Setting) (model: Model) (p: Matrix) (k: Matrix) =
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

/// What a step costs in the long run for the drift alone: that of the settled loop, or with a discount the normalised sum from zero.
let private driftCost (setting: Setting) (model: Model) (k: Matrix) (offset: Matrix) =
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
let private stepCost (setting: Setting) (model: Model) (p: Matrix) (k: Matrix) (filter: PlantFilterResult option) =
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

/// The claims of a stationary policy.
let stationary tolerance learned (problem: PlantProblem) (result: PlantResult) =
    let tracking = Option.ofObj problem.Tracking
    // With tracked outputs the drift moves the set-point and nothing else.
    let setting = setting (if tracking.IsSome then problem.WithoutDrift() else problem)
    let model = model setting
    let p, k = ofArray result.P, ofArray result.K
    let step = toRiccati setting model
    let errors = Riccati.errors step p p k
    let loop = Spectrum.closedLoop model.A model.B k
    let offset = result.Offset |> Option.map column

    let drift k (offset: Matrix option) =
        if isNull problem.Drift || tracking.IsSome then
            0.0
        else
            driftCost setting model k (offset |> Option.defaultWith (fun () -> zero problem.InputDim 1))

    let costOf k offset =
        setting.Cut.PerCost
        * (stepCost setting model p k result.Filter + drift k offset)

    let cost = costOf k offset

    let distance () =
        let bestK, bestP = Riccati.optimum step k

        // An offset counts where it is the answer to a drift, not where it holds a set-point.
        let best, found =
            match offset with
            | Some offset when tracking.IsNone -> [ bestK; drifting setting model bestP bestK ], [ k; offset ]
            | _ -> [ bestK ], [ k ]

        {
            Cost = cost
            BestCost = costOf bestK (List.tryItem 1 best)
            GainError = PolicyClaims.distance found best
            BestGainNorm = PolicyClaims.norm best
            IsLeast = true
        }

    [
        yield!
            result.Sampled
            |> Option.map (sampled tolerance setting)
            |> Option.defaultValue []
        Claim.equation tolerance "P is symmetric" errors.Symmetry
        match PolicyClaims.standardOf learned with
        | PolicyClaims.Optimal ->
            Claim.equation tolerance "P solves the Riccati equation with the delay written out" errors.Riccati
            Claim.equation tolerance "K is the gain of P" errors.Gain
        | PolicyClaims.Evaluated -> Claim.equation tolerance "P is the cost to go of K" (Riccati.evaluationError step p k)
        if problem.Discount = 1.0 then
            yield! SpectralClaims.ofRadius tolerance "" loop result.SpectralRadius
        yield! SpectralClaims.ofEigenvalues tolerance loop result.Eigenvalues
        match result.Filter, Option.ofObj problem.Measurement with
        | Some found, Some measurement -> yield! filter tolerance setting model p k measurement found
        | _ -> ()
        match tracking, offset with
        | Some tracking, _ ->
            yield!
                tracked
                    tolerance
                    { setting with Problem = problem }
                    tracking
                    k
                    (result.Feedforward |> Option.map ofArray)
                    offset
                    result.SteadyState
                    result.SteadyInput
        | None, Some _ when Option.isSome learned -> ()
        | None, Some offset -> same tolerance "offset is the best answer to the drift" offset (drifting setting model p k)
        | None, None when isNull problem.Drift -> ()
        | None, None -> Claim.equation tolerance "offset is given" nan
        match result.Residual with
        | Some stated -> Claim.equation tolerance "residual is small" (abs stated)
        | None -> ()
        match result.Cost with
        | Some stated -> Claim.sum tolerance "cost is that of the whole loop" stated cost (max (abs cost) 1e-300)
        | None -> ()
        yield! LearnedClaims.ofRecord tolerance learned distance
    ]

/// The claims of a policy over a horizon: the recursion run once more on the plant with its delay written out.
let horizon tolerance learned (problem: PlantProblem) (horizon: PlantHorizon) (result: PlantHorizonResult) =
    let tracking = Option.ofObj problem.Tracking
    let follows = not (isNull horizon.References)
    // A constant set-point takes the drift into itself.
    let plant =
        if tracking.IsSome && not follows then
            problem.WithoutDrift()
        else
            problem

    let first = setting (horizon.At(plant, 0))

    let settings =
        [|
            for t in 0 .. horizon.Steps - 1 do
                if t = 0 || not horizon.IsVarying then
                    first
                else
                    setting (horizon.At(plant, t))
        |]

    let own = own first

    let targets =
        PlantReferences.targets problem horizon (tracking |> Option.map (setPoint (horizon.At(problem, horizon.Steps - 1))))

    let aimed t (setting: Setting) =
        match targets with
        | None -> setting
        | Some targets ->
            let target t =
                targets[System.Math.Clamp(t - first.Cut.Delay, 0, horizon.Steps - 1)]

            PlantReferences.aim setting (target t) (target (t + 1))

    let last = Array.last settings
    let settings = Array.mapi aimed settings

    let final =
        match horizon.Qf with
        | null -> ofArray last.Problem.Q
        | final -> ofArray final

    let finalTarget =
        match targets with
        | Some targets -> (Array.last targets).State
        | None -> zero problem.StateDim 1

    let terminal, tail =
        terminal (fun i -> aimed (horizon.Steps + i) last) final finalTarget

    let steps =
        settings |> Array.map (fun setting -> toBordered setting (model setting))

    let bestCosts = Array.scanBack Riccati.map steps terminal
    let gains = Array.mapi (fun t step -> Riccati.gain step bestCosts[t + 1]) steps

    // The last state is 1, and what a gain has on it an offset.
    let stated =
        result.K
        |> Array.mapi (fun t k ->
            match result.Offset with
            | Some offsets when tracking.IsNone -> (ofArray k).Append(column offsets[t])
            | _ -> (ofArray k).Append(zero problem.InputDim 1))

    let costs =
        if Option.isSome learned then
            Array.scanBack (fun (step, k) next -> Riccati.costToGo step k next) (Array.zip steps stated) terminal
        else
            bestCosts

    let n, m, b = problem.StateDim, problem.InputDim, first.Cut.Discount

    let start =
        match problem.InitialState, tracking with
        | null, _ -> Array.zeroCreate own
        | state, Some tracking when not follows ->
            let states, inputs = setPoint (horizon.At(problem, horizon.Steps - 1)) tracking

            let reference =
                column (Array.append (orEmpty (states.ColumnCount - 1) tracking.Reference) [| 1.0 |])

            let rest = (states * reference).ToColumnMajorArray()
            let input = (inputs * reference).ToColumnMajorArray()

            Array.init own (fun i ->
                if i < n then state[i] - rest[i]
                elif i < n + first.Cut.Memory * m then -input[(i - n) % m]
                else 0.0)
        | state, _ -> Array.init own (fun i -> if i < n then state[i] else 0.0)

    let from = column (Array.append start [| 1.0 |])

    let total (costs: Matrix[]) =
        let noise =
            settings
            |> Array.mapi (fun t setting ->
                b ** float t
                * (b * traceOfProduct (sub 0 n 0 n costs[t + 1]) setting.Full.Noise
                   + (model setting).Constant))
            |> Array.sum

        (from.TransposeThisAndMultiply(costs[0] * from))[0, 0]
        + noise
        + b ** float horizon.Steps * tail

    let cost = total costs

    let toBest () =
        let counted (gain: Matrix) =
            if isNull problem.Drift || tracking.IsSome then
                sub 0 m 0 own gain
            else
                gain

        let found, best =
            stated |> Array.map counted |> List.ofArray, gains |> Array.map counted |> List.ofArray

        {
            Cost = cost
            BestCost = total bestCosts
            GainError = PolicyClaims.distance found best
            BestGainNorm = PolicyClaims.norm best
            IsLeast = true
        }

    let worst (stated: float[,][]) (expected: Matrix[]) rows =
        Array.map2 (fun stated (expected: Matrix) -> distance (ofArray stated) (sub 0 rows 0 own expected)) stated expected
        |> Array.max

    [
        Claim.equation tolerance "every P_t follows from P_{t+1}" (worst result.P costs own)
        if Option.isNone learned then
            Claim.equation tolerance "every K_t is the gain of P_{t+1}" (worst result.K gains m)
        match result.Offset with
        | Some offsets when (tracking.IsNone || follows) && Option.isNone learned ->
            Array.map2 (fun offset (gain: Matrix) -> distance (column offset) (sub 0 m own 1 gain)) offsets gains
            |> Array.max
            |> Claim.equation
                tolerance
                (if follows then
                     "every offset is the best answer to the references"
                 else
                     "every offset is the best answer to the drift")
        | None when follows -> Claim.equation tolerance "offset is given" nan
        | _ -> ()
        match tracking with
        | None -> ()
        | Some _ when follows -> ()
        | Some tracking ->
            for t in [ 0; horizon.Steps - 1 ] |> List.distinct do
                yield!
                    tracked
                        tolerance
                        { last with
                            Problem = horizon.At(problem, horizon.Steps - 1)
                        }
                        tracking
                        (ofArray result.K[t])
                        (result.Feedforward |> Option.map (fun forwards -> ofArray forwards[t]))
                        (result.Offset |> Option.map (fun offsets -> column offsets[t]))
                        (if t = 0 then result.SteadyState else None)
                        (if t = 0 then result.SteadyInput else None)
        match result.Cost with
        | Some stated -> Claim.sum tolerance "cost is the expected sum" stated cost (max (abs cost) 1e-300)
        | None -> ()
        yield! LearnedClaims.ofRecord tolerance learned toBest
    ]
