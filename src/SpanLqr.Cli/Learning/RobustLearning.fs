/// Learning the gains of both sides of a robust problem.
module SpanLqr.Cli.Learning.RobustLearning

open System
open SpanLqr.Cli
open SpanLqr.Files.Results
open SpanLqr.Cli.Solving
open SpanLqr.Learning
open SpanLqr.Learning.Robust
open SpanLqr.Robust

let private options gamma (run: Run) =
    let step = Settings.number "step" run.Settings

    let ascent =
        match Settings.text "ascent" run.Settings with
        | "scaled" -> step / (gamma * gamma)
        | _ -> step

    DescentAscentOptions(
        Step = step,
        AscentStep = ascent,
        StageIterations = Settings.count "stage-iterations" run.Settings,
        Ball = Descents.ball run.Settings
    )

/// What differences of costs resolve: no fit is finer.
let private resolution = 1e-9

let private verdict (learner: StageFit) =
    let estimatedBy = "what a second round of differences moved"

    match Option.ofNullable learner.UnboundedStage with
    | Some stage ->
        LearningVerdict(
            StopReason.Diverged,
            infinity,
            estimatedBy,
            $"the adversary gains without bound at stage t = {stage}: γ is too small there"
        )
    | None ->
        let reason =
            if learner.Status = LearnerStatus.Finished then
                StopReason.Target
            else
                StopReason.None

        LearningVerdict(reason, learner.Moved + resolution, estimatedBy, "every stage was fitted")

/// The learner, its gains, and what it says of them.
let private learner (run: Run) gamma (problem: RobustProblem) layout : ILearner * (unit -> float[]) * (unit -> LearningVerdict option) =
    let unjudged () = None

    let simulated () =
        let settings = run.Settings

        SimulatedStageCosts(
            problem,
            gamma,
            StageCostOptions(
                Agents = Settings.count "agents" settings,
                EveryAgent = (Settings.text "population" settings = "every"),
                Noise = (Settings.text "process-noise" settings = "on"),
                Threads = run.Threads
            )
        )

    match run.Method.Name with
    | "rgda" when Settings.text "estimator" run.Settings = Method.StageEstimator ->
        let learner = StageFit(layout, simulated (), run.Seed)
        learner, (fun () -> learner.Gains.ToArray()), (fun () -> Some(verdict learner))
    | "rgda" ->
        let gradient =
            ZeroOrderStageGradient(layout, simulated (), Descents.gradient run.Seed run.Settings)

        let learner = RecedingHorizon(layout, gradient, options gamma run)
        learner, (fun () -> learner.Gains.ToArray()), unjudged
    | "e-ddpg" ->
        let moments =
            match Settings.text "moments" run.Settings with
            | "loop" -> StateMoments.Loop
            | _ -> StateMoments.Unit

        let learner = SimultaneousDescentAscent(problem, gamma, options gamma run, moments)

        learner, (fun () -> learner.Gains.ToArray()), unjudged
    | _ ->
        let learner =
            RecedingHorizon(layout, ExactStageGradient(problem, gamma), options gamma run)

        learner, (fun () -> learner.Gains.ToArray()), unjudged

/// Value and margin against the adversary that was learned; viable is what withstands the worst one.
let private finite (reference: RobustResult) (value: RobustSolution) (worst: FiniteAgents option) =
    match reference.Finite, value.Finite with
    | None, _
    | _, null -> None
    | Some finite, learned ->
        Some
            { finite with
                Value = Some learned.Value
                Viable = worst |> Option.exists _.IsViable |> Some
                ViabilityMargin = Some learned.ViabilityMargin
                PaperMargin = None
            }

let private result problem (reference: RobustResult) (value: RobustSolution) =
    match value.Deviations, value.MeanField with
    | null, _
    | _, null -> None
    | deviations, means when value.IsOk ->
        let worst, worstFinite =
            RobustSolving.worstCase problem reference.Gamma (Array.ofSeq deviations.Gains) (Array.ofSeq means.Gains)

        Some(
            RobustResult
                { reference with
                    Viable = worst.Viable
                    ViabilityMargin = Some value.ViabilityMargin
                    Value = Some value.Value
                    K1 = Array.ofSeq deviations.Gains
                    K2 = Array.ofSeq deviations.AdversaryGains
                    L1 = Array.ofSeq means.Gains
                    L2 = Array.ofSeq means.AdversaryGains
                    M = Array.ofSeq deviations.CostsToGo
                    Mbar = Array.ofSeq means.CostsToGo
                    Margins = Some(Array.ofSeq value.Margins)
                    Finite = finite reference value worstFinite
                    WorstCase = Some worst
                }
        )
    | _ -> None

/// The exact solution, or an end with the reason why there is none.
let private reference file problem level =
    match RobustSolving.solve file problem level with
    | RobustResult result -> result
    | _ -> failwith "A robust problem has a robust result."

/// The gains in the order of the learner's entries.
let private packed (layout: GainLayout) (result: RobustResult) =
    [|
        for t in 0 .. layout.Horizon - 1 do
            for series in [ result.K1; result.L1; result.K2; result.L2 ] do
                yield! Seq.cast<float> series[t]
    |]

let create (run: Run) (problem: RobustProblem) level =
    let reference = reference run.File problem level
    let layout = GainLayout.Of problem

    if run.Start.IsSome then
        Stop.wrongInput $"spanlqr: Option '--start' does not apply to the method {run.Method.Name}, which starts every stage at zero."

    let learner, gains, verdict = learner run reference.Gamma problem layout
    let best = packed layout reference

    let norm (entries: float[]) =
        entries |> Array.sumBy (fun entry -> entry * entry) |> sqrt

    let value () =
        RobustPolicyValue.Evaluate(problem, reference.Gamma, ReadOnlySpan(gains ()))

    {
        Learner = learner
        Measure =
            fun () ->
                {
                    Cost = value().Value
                    GainError = Array.map2 (-) (gains ()) best |> norm
                    LawError = None
                }
        Result = fun () -> result problem reference (value ())
        BestCost = reference.Value |> Option.defaultValue nan
        IsLeast = true
        BestGainNorm = norm best
        Schedule =
            match learner with
            | :? StageFit -> Some layout.Horizon
            | _ -> Some(layout.Horizon * Settings.count "stage-iterations" run.Settings)
        Judgement =
            {
                Verdict = verdict
                Baseline = fun () -> None
            }
        Remarks =
            [
                "start", "zero"
                "gamma", reference.Gamma.ToString(Globalization.CultureInfo.InvariantCulture)
            ]
    }
