/// Figure 2 of the robust paper: receding horizon against all stages at once.
module SpanLqr.Cli.Reproduction.RobustComparison

open System
open SpanLqr.Cli.Pictures
open SpanLqr.Learning
open SpanLqr.Learning.Robust

let private horizons = [ 2; 3; 4; 5 ]
let private stageIterations = 70
let private step = 0.025

/// Wide enough that every saddle point lies well inside.
let private ball = 10.0

/// E-DDPG has no end of its own; both are shown up to here.
let private shown = 1000

let private instances quick = if quick then 5 else 20

let private options =
    DescentAscentOptions(Step = step, AscentStep = step, StageIterations = stageIterations, Ball = ball)

/// The distance of all gains from the saddle point after each iteration; what has ended stays where it is.
let private errors (learner: ILearner) (gains: unit -> float[]) (best: float[]) interrupt =
    [|
        RobustInstance.distance (ReadOnlySpan(gains ())) (ReadOnlySpan best)

        for _ in 1..shown do
            if learner.Status = LearnerStatus.Running then
                learner.Advance interrupt

            RobustInstance.distance (ReadOnlySpan(gains ())) (ReadOnlySpan best)
    |]

let private receding (game: RobustInstance.Game) interrupt =
    let layout = GainLayout.Of game.Problem
    let learner = RecedingHorizon(layout, ExactStageGradient(game.Problem, game.Gamma), options)
    errors learner (fun () -> learner.Gains.ToArray()) game.Best interrupt

let private simultaneous (game: RobustInstance.Game) interrupt =
    let learner = SimultaneousDescentAscent(game.Problem, game.Gamma, options)
    errors learner (fun () -> learner.Gains.ToArray()) game.Best interrupt

let private keyOf horizon run = $"T {horizon}, run {run}"

let private job seed horizon run =
    {
        Key = keyOf horizon run
        Run =
            fun interrupt ->
                let game = RobustInstance.create seed run horizon 1000
                Array.append (receding game interrupt) (simultaneous game interrupt)
    }

let private names = [| "E-RGDA"; "E-DDPG" |]

/// The errors of all runs of a method at an iteration.
let private over runs (values: string -> float[]) horizon kind iteration =
    [| for run in 0 .. runs - 1 -> (values (keyOf horizon run))[kind * (shown + 1) + iteration] |]

let private panel runs values horizon =
    let points kind choose =
        [| for iteration in 0..shown -> choose (float iteration) (over runs values horizon kind iteration) |]

    {
        Title = $"T = {horizon}"
        Horizontal = { Title = "iterations"; Scale = Linear }
        Vertical = { Title = "distance from the saddle point"; Scale = Logarithmic }
        Series =
            [
                for kind in 0..1 do
                    {
                        Label = ""
                        Colour = kind
                        Marks =
                            points kind (fun at errors ->
                                let center, spread = Numbers.mean errors, Numbers.deviation errors
                                at, max (Array.min errors) (center - spread), center + spread)
                            |> Band
                    }

                    {
                        Label = names[kind]
                        Colour = kind
                        Marks = points kind (fun at errors -> at, Numbers.mean errors) |> Line
                    }
            ]
    }

/// Iterations until the mean error is below a hundredth of the first one.
let private arrival runs values horizon kind =
    let error iteration = Numbers.mean (over runs values horizon kind iteration)
    seq { 0..shown } |> Seq.tryFind (fun iteration -> error iteration < 0.01 * error 0)

let private describe runs values horizon =
    let error kind iteration = Numbers.mean (over runs values horizon kind iteration)
    let peak = seq { 0..shown } |> Seq.map (error 1) |> Seq.max

    let arrived kind =
        match arrival runs values horizon kind with
        | Some iteration -> $"after {iteration} iterations"
        | None -> $"not within {shown} iterations"

    $"T = {horizon}: the error of E-DDPG rises to {Numbers.short (peak / error 1 0)} times its first value; it falls below 1 %% of that {arrived 1}, that of E-RGDA {arrived 0} (it has {horizon * stageIterations})"
        .Replace("%%", "%")

let private conclude runs values =
    {
        Chart =
            {
                Title = "Receding horizon (E-RGDA) against all stages at once (E-DDPG)"
                Rows = horizons |> List.map (panel runs values) |> List.chunkBySize 2
            }
        Columns = [ "horizon"; "iteration"; "run"; "recedingHorizon"; "simultaneous" ]
        Rows =
            [
                for horizon in horizons do
                    for run in 0 .. runs - 1 do
                        let errors = values (keyOf horizon run)

                        for iteration in 0..shown do
                            [
                                string horizon
                                string iteration
                                string run
                                Numbers.exact errors[iteration]
                                Numbers.exact errors[shown + 1 + iteration]
                            ]
            ]
        Findings = horizons |> List.map (describe runs values)
    }

let create quick seed =
    let runs = instances quick

    {
        Name = "robust-fig2"
        Title = "E-RGDA and E-DDPG for horizons 2 to 5"
        Source = "“Robust cooperative multi-agent reinforcement learning: a mean-field type game perspective”, section 5, Figure 2"
        Claims =
            [
                "For every horizon above 1 E-DDPG first diverges until the projection holds it, and converges only then: wrong late stages make early ones neither convex nor concave."
                "The longer the horizon, the longer E-DDPG takes; E-RGDA converges linearly, stage by stage."
            ]
        Settings =
            [
                "T", "2, 3, 4, 5 (paper)"
                "iterations of a stage, E-RGDA", $"{stageIterations} (paper)"
                "learning rate of both", $"{Numbers.short step} (paper)"
                "radius of the balls", $"{Numbers.short ball} for the gains of a side at a stage (our choice; the paper gives none)"
                "instances", $"{runs} random ones" + (if quick then " (quick)" else "") + " (our choice; the paper gives no number)"
                yield! RobustInstance.settings
            ]
        Differences =
            [
                "The paper's matrices, γ, projection and number of runs are not given; how high E-DDPG rises is the radius of the projection as much as anything else."
                "E-RGDA has its 70 iterations a stage and then stands still; the paper's panels end there, ours go on to show E-DDPG come down."
            ]
        Jobs =
            [
                for horizon in horizons do
                    for run in 0 .. runs - 1 -> job seed horizon run
            ]
        Conclude = conclude runs
    }
