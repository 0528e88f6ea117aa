/// Figures 1(a) and 1(b) of the robust paper: receding-horizon descent–ascent, estimated and exact.
module SpanLqr.Cli.Reproduction.RobustConvergence

open System
open SpanLqr.Cli.Pictures
open SpanLqr.Learning
open SpanLqr.Learning.Robust
open SpanLqr.ZeroOrder

let private stageIterations = 1000
let private step = 0.001
let private agents = 1000

/// Of γ²I − D'MD: with the paper's rate an ascent shrinks its error by e^(−2·margin) in the iterations of a stage.
let private margin = 3.0

/// Of the smoothing; costs are quadratic in the gains of a stage, so that it brings no bias.
let private radius = 0.2

/// Errors are kept every so many iterations.
let private every = 10

type private Size = { Runs: int; Batch: int }

let private keyOf kind run = $"{kind}, run {run}"

let private learner kind seed run batch (game: RobustInstance.Game) layout =
    let options =
        DescentAscentOptions(Step = step, AscentStep = step, StageIterations = stageIterations)

    let gradient: IStageGradient =
        if kind = "RGDA" then
            let costs =
                SimulatedStageCosts(game.Problem, game.Gamma, StageCostOptions(Agents = agents, Noise = true))

            let estimate =
                GradientOptions(
                    Rule = GradientRule.OnePoint,
                    Radius = radius,
                    Batch = batch,
                    Seed = NoiseKey.Of(seed, 0UL, uint64 run, 0UL)
                )

            ZeroOrderStageGradient(layout, costs, estimate)
        else
            ExactStageGradient(game.Problem, game.Gamma)

    RecedingHorizon(layout, gradient, options)

/// The distance of the stage that is being learned from its part of the saddle point.
let private job horizon batch seed kind run =
    {
        Key = keyOf kind run
        Run =
            fun interrupt ->
                let game = RobustInstance.create margin seed run horizon agents
                let layout = GainLayout.Of game.Problem
                let learner = learner kind seed run batch game layout

                let error stage =
                    let start, length = stage * layout.StageLength, layout.StageLength
                    RobustInstance.distance (learner.Gains.Slice(start, length)) (ReadOnlySpan(game.Best, start, length))

                [|
                    error learner.Stage

                    for iteration in 1 .. horizon * stageIterations do
                        let stage = learner.Stage

                        if learner.Status = LearnerStatus.Running then
                            learner.Advance interrupt

                        if iteration % every = 0 then
                            error stage
                |]
    }

let private over runs (values: string -> float[]) kind point =
    [| for run in 0 .. runs - 1 -> (values (keyOf kind run))[point] |]

let private series runs values points colour kind =
    let at point = float (point * every)

    [
        {
            Label = ""
            Colour = colour
            Marks =
                [|
                    for point in 0 .. points - 1 ->
                        let errors = over runs values kind point
                        let center, spread = Numbers.mean errors, Numbers.deviation errors
                        at point, max (Array.min errors) (center - spread), center + spread
                |]
                |> Band
        }
        {
            Label = kind
            Colour = colour
            Marks =
                [|
                    for point in 0 .. points - 1 -> at point, Numbers.mean (over runs values kind point)
                |]
                |> Line
        }
    ]

/// Mean error at the beginning and at the end of each stage.
let private describe runs values horizon kind =
    let perStage = stageIterations / every

    let ends =
        [
            for stage in 1..horizon -> Numbers.mean (over runs values kind (stage * perStage))
        ]

    let first = Numbers.mean (over runs values kind 0)
    $"{kind}: the error of the stage at work begins near {Numbers.short first} and ends between {Numbers.short (List.min ends)} and {Numbers.short (List.max ends)} over the {horizon} stages (means of {runs} runs)"

let private conclude horizon runs kinds values =
    let points = horizon * stageIterations / every + 1

    {
        Chart =
            {
                Title = $"Receding-horizon gradient descent–ascent, T = {horizon}"
                Rows =
                    [
                        [
                            {
                                Title = "error of the stage being learned, T − 1 first"
                                Horizontal = { Title = "iterations"; Scale = Linear }
                                Vertical =
                                    {
                                        Title = "distance from the saddle point"
                                        Scale = Logarithmic
                                    }
                                Series = kinds |> List.mapi (series runs values points) |> List.concat
                            }
                        ]
                    ]
            }
        Columns = [ "method"; "run"; "iteration"; "error" ]
        Rows =
            [
                for kind in kinds do
                    for run in 0 .. runs - 1 do
                        for point, error in Seq.indexed (values (keyOf kind run)) do
                            [ kind; string run; string (point * every); Numbers.exact error ]
            ]
        Findings = kinds |> List.map (describe runs values horizon)
    }

let private figure name horizon claims kinds size quick extra seed =
    {
        Name = name
        Title = $"Convergence of receding-horizon descent–ascent, T = {horizon}"
        Source = "“Robust cooperative multi-agent reinforcement learning: a mean-field type game perspective”, section 5, Figure 1"
        Claims = claims
        Settings =
            [
                "T", $"{horizon} (paper)"
                "iterations of a stage", $"{stageIterations} (paper)"
                "learning rate of both sides", $"{Numbers.short step} (paper)"
                yield! extra
                "instances",
                $"{size.Runs} random ones"
                + (if quick then " (quick)" else "")
                + " (our choice; the paper gives no number)"
                yield! RobustInstance.settings margin
            ]
        Differences =
            [
                "The paper's matrices, γ and smoothing radius are not given; the bands are over random instances, since the exact method has no other randomness."
                "The error is that of the stage being learned: every stage starts anew from zero, which makes the teeth of the curve."
            ]
        Jobs =
            [
                for kind in kinds do
                    for run in 0 .. size.Runs - 1 -> job horizon size.Batch seed kind run
            ]
        Conclude = conclude horizon size.Runs kinds
    }

let createA quick seed =
    let size =
        if quick then
            { Runs = 2; Batch = 1000 }
        else
            { Runs = 2; Batch = 50_000 }

    figure
        "robust-fig1a"
        3
        [
            "E-RGDA converges linearly, stage by stage, towards the saddle point."
            "RGDA follows it with a noisy but falling error, at each stage only near the saddle point; larger batches and a smaller radius bring it nearer."
        ]
        [ "E-RGDA"; "RGDA" ]
        size
        quick
        [
            "agents", $"{agents} (paper), simulated by their mean and scatter"
            "batch",
            $"{size.Batch} one-point samples of the cost"
            + (if quick then " (quick)" else " (paper)")
            "smoothing radius", Numbers.short radius + " (our choice)"
        ]
        seed

let createB quick seed =
    figure
        "robust-fig1b"
        15
        [ "With exact gradients the error falls linearly at every one of 15 stages." ]
        [ "E-RGDA" ]
        {
            Runs = (if quick then 4 else 20)
            Batch = 1
        }
        quick
        []
        seed
