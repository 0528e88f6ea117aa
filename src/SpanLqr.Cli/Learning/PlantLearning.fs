/// Learning on plants as people have them, and over a horizon.
module SpanLqr.Cli.Learning.PlantLearning

open SpanLqr.Cli
open SpanLqr.Files.Results
open SpanLqr.Cli.Solving
open SpanLqr.Learning
open SpanLqr.Learning.Lqr
open SpanLqr.Lqr
open SpanLqr.Oracles
open SpanLqr.Plants

/// Whether runs with noise do not show the cost that counts: that of a discount, or of a drift.
let needsFirstInputs (problem: PlantProblem) =
    problem.Discount < 1.0 || not (isNull problem.Drift) && isNull problem.Tracking

/// The length of s, and the inputs.
let orderOf (problem: PlantProblem) =
    (PlantSizes.ofProblem problem).Policy + problem.InputDim

let private refuseMethod (run: Run) what =
    Stop.wrongInput $"{run.File}: {what}, which the method {run.Method.Name} does not learn, expected --method fid."

let private requireFirstInputs (run: Run) what =
    if run.Method.Name <> "fid" then
        refuseMethod run what

    if run.Start.IsSome then
        Stop.wrongInput "spanlqr: Option '--start' does not apply to the method fid, which needs none."

let private columns (offsets: float[] seq) =
    [ for offset in offsets -> Array2D.init offset.Length 1 (fun i _ -> offset[i]) ]

/// What a session over a horizon needs beside its learner.
let private overStages
    (learner: FirstInputHorizon)
    (horizon: int)
    (best: float[,] list)
    bestCost
    (gains: unit -> float[,] list)
    (cost: unit -> float)
    result
    =
    {
        Learner = learner
        Measure =
            fun () ->
                {
                    Cost = cost ()
                    GainError = Session.distance (gains ()) best
                    LawError = None
                }
        Result = result
        BestCost = bestCost
        IsLeast = true
        BestGainNorm = Session.norm best
        Schedule = Some horizon
        Remarks = [ "start", "none needed" ]
        Judgement =
            {
                Verdict = fun () -> Some learner.Verdict
                Baseline = fun () -> None
            }
    }

/// A problem of A, B, Q and R over a horizon.
let finiteHorizon (run: Run) (problem: FiniteHorizonProblem) =
    requireFirstInputs run "a horizon"

    let best =
        match LqrSolving.finiteHorizon run.File problem with
        | HorizonResult result -> result
        | _ -> failwith "A problem over a horizon has such a result."

    let learner = FirstInputHorizon(SimulatedFirstInputs problem)
    let gains () = List.ofSeq learner.Gains

    let value () =
        LqrHorizonValue.Evaluate(problem, learner.Gains)

    let result () =
        let value = value ()

        Some(
            HorizonResult
                {
                    K = Array.ofSeq learner.Gains
                    P = Array.ofSeq value.CostsToGo
                    Cost = Some value.Cost
                }
        )

    overStages learner problem.Horizon (List.ofArray best.K) best.Cost.Value gains (fun () -> value().Cost) result

/// A plant over a horizon.
let overHorizon (run: Run) (plant: PlantProblem) (horizon: PlantHorizon) =
    requireFirstInputs run "a horizon"

    if not (isNull horizon.References) then
        Stop.wrongInput $"{run.File}: references over a horizon, expected a problem that learn has a method for: without them."

    let best =
        match PlantSolving.finiteHorizon run.File plant horizon with
        | PlantHorizonResult result -> result
        | _ -> failwith "A plant over a horizon has such a result."

    let isDrifting = not (isNull plant.Drift) && isNull plant.Tracking

    let learner =
        FirstInputHorizon(SimulatedFirstInputs(nonNull (PlantBorder.Of(plant, horizon)), true))

    let gains () =
        List.ofSeq learner.Gains @ if isDrifting then List.ofSeq learner.Offsets else []

    let value () =
        let offsets = if isDrifting then Some learner.Offsets else None
        PlantPolicyValue.Evaluate(plant, horizon, learner.Gains, Option.toObj offsets)

    let bestGains =
        List.ofArray best.K @ (if isDrifting then columns best.Offset.Value else [])

    let result () =
        let value = value ()

        let targets =
            learner.Gains
            |> Seq.map (fun gain -> PlantSteadyState.Of(horizon.At(plant, horizon.Steps - 1), gain) |> Option.ofObj)
            |> Array.ofSeq

        let ofTargets part =
            if isNull plant.Tracking then
                None
            else
                Some(targets |> Array.map (Option.get >> part))

        Some(
            PlantHorizonResult
                {
                    K = Array.ofSeq learner.Gains
                    P = Array.ofSeq value.CostsToGo
                    Offset =
                        if isDrifting then
                            Some [| for offset in learner.Offsets -> Array.ofSeq (Seq.cast<float> offset) |]
                        elif isNull plant.Drift then
                            None
                        else
                            ofTargets (fun target -> nonNull target.Offset)
                    Feedforward = ofTargets _.Feedforward
                    SteadyState = best.SteadyState
                    SteadyInput = best.SteadyInput
                    Cost = Some value.Cost
                }
        )

    overStages learner horizon.Steps bestGains best.Cost.Value gains (fun () -> value().Cost) result

/// The plant on s alone, with a discount in A and B; only without a drift is it the whole problem.
let private core (border: LqrProblem) =
    let own = border.StateDim - 1
    let block columns (matrix: float[,]) = matrix[0 .. own - 1, 0 .. columns - 1]

    LqrProblem(
        A = block own border.A,
        B = block border.InputDim border.B,
        Q = block own border.Q,
        R = border.R,
        S = block border.InputDim (nonNull border.S),
        W = block own (nonNull border.W),
        Indefinite = true
    )

/// A plant without an end.
let stationary (run: Run) (plant: PlantProblem) =
    let best =
        match PlantSolving.stationary run.File plant with
        | PlantResult result -> result
        | _ -> failwith "A plant has such a result."

    let border = nonNull (PlantBorder.Of plant)
    let isDrifting = not (isNull plant.Drift) && isNull plant.Tracking

    if needsFirstInputs plant then
        requireFirstInputs run (if isDrifting then "a drift" else "a discount")
    elif not (Regulators.needsNoStart run) then
        refuseMethod run "a plant with more than A, B, Q, R, S and W"

    let given =
        match run.Start with
        | Some(PlantResult result) -> Some result.K
        | _ -> None

    let learner, offset =
        if run.Method.Name = "fid" then
            let learner =
                FirstInputRegulator(SimulatedFirstInputs(border, true), Regulators.goal run run.Seed NaturalZeroOrder.DefaultBudget)

            learner :> IEstimatingLearner, (fun () -> if isDrifting then Some(learner.Offset.ToArray()) else None)
        else
            Regulators.freeLearner run run.Seed (core border) given, (fun () -> None)

    let gain () =
        let entries = learner.Gain.ToArray()
        let columns = border.StateDim - 1
        Array2D.init border.InputDim columns (fun i j -> entries[i * columns + j])

    let value () =
        PlantPolicyValue.Evaluate(plant, gain (), Option.toObj (offset ()))

    let gains () =
        gain () :: columns (Option.toList (offset ()))

    let bestGains = best.K :: (if isDrifting then columns [ best.Offset.Value ] else [])

    let result () =
        let value = value ()

        if not value.IsOk then
            None
        else
            let target = PlantSteadyState.Of(plant, gain ()) |> Option.ofObj

            Some(
                PlantResult
                    {
                        K = gain ()
                        P = value.CostsToGo[0]
                        Sampled = best.Sampled
                        Eigenvalues = None
                        SpectralRadius = Some value.SpectralRadius
                        Filter = None
                        Offset =
                            offset ()
                            |> Option.orElse (target |> Option.bind (fun target -> Option.ofObj target.Offset))
                        Feedforward = target |> Option.map _.Feedforward
                        SteadyState = target |> Option.map _.State
                        SteadyInput = target |> Option.map _.Input
                        Cost = Some value.Cost
                        Residual = None
                        ErrorEstimate = None
                    }
            )

    {
        Learner = learner
        Measure =
            fun () ->
                {
                    Cost = value().Cost
                    GainError = Session.distance (gains ()) bestGains
                    LawError = None
                }
        Result = result
        BestCost = best.Cost.Value
        IsLeast = true
        BestGainNorm = Session.norm bestGains
        Schedule = None
        Remarks =
            [
                "start", (if given.IsSome then "given" else "found by the learner")
                if not (isNull plant.Tracking) then
                    "feedforward", "by the model, for the learned gain"
            ]
        Judgement =
            {
                Verdict = fun () -> Some learner.Verdict
                Baseline =
                    fun () ->
                        if needsFirstInputs plant then
                            None
                        else
                            Some(Regulators.baseline run run.Seed (core border))
            }
    }
