/// What `simulate` returns as people read it.
module SpanLqr.Cli.Tables.SimulationPage

open SpanLqr.Cli.Simulation
open SpanLqr.Cli.Tables.Page

let private join (values: float[]) =
    let shown = values |> Seq.truncate 6 |> Seq.map number |> String.concat ", "
    if values.Length > 6 then shown + ", …" else shown

let private population hasCosts (population: FinalPopulation) =
    let diagonal =
        Array.init population.Mean.Length (fun i -> population.SecondMoment[i, i])

    [
        population.Name
        string population.Size
        join population.Mean
        join diagonal
        if hasCosts then
            numberOrDash population.AverageCost
            numberOrDash population.PredictedCost
    ]
    |> List.map text

let private verdict result =
    match SimulationResult.errors result with
    | None -> "one rollout of so few steps has no standard error: measured and predicted cost are not compared"
    | Some errors when not (SimulationResult.isComparable result) ->
        $"measured and predicted cost are {abs errors:F1} standard errors apart; {result.Rollouts} rollouts are too few for a verdict, which takes {SimulationResult.FewestRollouts}"
    | Some errors when SimulationResult.disagrees result ->
        $"DISAGREE: measured and predicted cost are {abs errors:F1} standard errors apart, more than {SimulationResult.MostErrors:F0}"
    | Some errors -> $"measured and predicted cost agree: {abs errors:F1} standard errors apart"

let private worstCase (worst: WorstCase) =
    facts
        [
            "performance index", number worst.PerformanceIndex
            "noise index", number worst.NoiseIndex
            "noise-to-output ratio", number worst.Ratio
            "γ²", number worst.GammaSquared
            yield! RobustPage.worstCaseFacts worst.Exact
        ]

/// The page that `simulate` prints.
let ofResult result : Page =
    let per =
        if result.IsTotal then
            "total cost"
        else
            "average cost of a step"

    let source =
        if result.Rollouts > 1 then
            $"from the spread of {result.Rollouts} rollouts"
        else
            "from the averages of 32 stretches of the one rollout"

    [
        heading
            $"simulate: {result.Rollouts} rollouts of {result.Steps} steps, mode {SimulationResult.modeName result.Mode}, seed {result.Seed}"
        facts
            [
                $"{per}, measured", number result.Mean
                "standard error",
                numberOrDash result.StandardError
                + (if result.StandardError.IsSome then $" ({source})" else "")
                $"{per}, predicted", number result.Predicted
                yield!
                    result.AveragingError
                    |> Option.map (fun averaging -> "averaged team simulated, the one given differs by", error averaging)
                    |> Option.toList
            ]
        text (verdict result)
        let hasCosts = result.Populations |> List.exists _.AverageCost.IsSome

        table
            [
                "population"
                "agents"
                "final mean"
                "final mean square"
                if hasCosts then
                    "cost of an agent"
                    "predicted"
            ]
            (List.map (population hasCosts) result.Populations)

        yield! result.WorstCase |> Option.map worstCase |> Option.toList
    ]

/// The same verdict for those who asked for no table; nothing where there is nothing to complain about.
let complaint result =
    if SimulationResult.disagrees result then
        Some(verdict result)
    else
        None
