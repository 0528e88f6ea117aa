/// What the result of a plant claims.
module SpanLqr.Cli.Verification.PlantClaims

open SpanLqr.Reference
open SpanLqr.Reference.Dense
open SpanLqr.Cli.Verification
open SpanLqr.Cli.Verification.PlantSampling
open SpanLqr.Cli.Verification.PlantSteps
open SpanLqr.Cli.Verification.PlantAgreement
open SpanLqr.Files.Results
open SpanLqr.Plants

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
            PlantCosts.driftCost setting model k (offset |> Option.defaultWith (fun () -> zero problem.InputDim 1))

    let costOf k offset =
        setting.Cut.PerCost
        * (PlantCosts.stepCost setting model p k result.Filter + drift k offset)

    let cost = costOf k offset

    let distance () =
        let bestK, bestP = Riccati.optimum step k

        // An offset counts where it is the answer to a drift, not where it holds a set-point.
        let best, found =
            match offset with
            | Some offset when tracking.IsNone -> [ bestK; PlantSetPointClaims.drifting setting model bestP bestK ], [ k; offset ]
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
        | Some found, Some measurement -> yield! PlantFilterClaims.claims tolerance setting model p k measurement found
        | _ -> ()
        match tracking, offset with
        | Some tracking, _ ->
            yield!
                PlantSetPointClaims.tracked
                    tolerance
                    { setting with Problem = problem }
                    tracking
                    k
                    (result.Feedforward |> Option.map ofArray)
                    offset
                    result.SteadyState
                    result.SteadyInput
        | None, Some _ when Option.isSome learned -> ()
        | None, Some offset ->
            same tolerance "offset is the best answer to the drift" offset (PlantSetPointClaims.drifting setting model p k)
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
        PlantReferences.targets
            problem
            horizon
            (tracking
             |> Option.map (PlantSetPointClaims.setPoint (horizon.At(problem, horizon.Steps - 1))))

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
            let states, inputs =
                PlantSetPointClaims.setPoint (horizon.At(problem, horizon.Steps - 1)) tracking

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
                    PlantSetPointClaims.tracked
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
