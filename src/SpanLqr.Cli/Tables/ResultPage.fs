/// A result as people read it.
module SpanLqr.Cli.Tables.ResultPage

open SpanLqr.Files.Results
open SpanLqr.Cli.Tables.Page

let private shapeOf (gain: float[,]) =
    let inputs, states = Array2D.length1 gain, Array2D.length2 gain

    let plural n noun =
        if n = 1 then $"{n} {noun}" else $"{n} {noun}s"

    $"""{plural states "state"}, {plural inputs "input"}"""

let private stationary (result: StationaryResult) : Page =
    [
        heading $"lqr: {shapeOf result.K}, u = −K x"
        matrix "K" result.K
        matrix "P" result.P
        facts
            [
                "spectral radius of A − BK", numberOrDash result.SpectralRadius
                "average cost tr(PW)", numberOrDash result.Cost
                "residual of the Riccati equation", result.Residual |> Option.map error |> Option.defaultValue "–"
                "estimated error of P, at most", result.ErrorEstimate |> Option.map error |> Option.defaultValue "–"
                yield!
                    result.GainErrorEstimate
                    |> Option.map (fun estimate -> "estimated error of K, about", error estimate)
                    |> Option.toList
            ]
    ]

let private horizon (result: HorizonResult) : Page =
    let last = result.K.Length - 1

    [
        heading $"lqr: {shapeOf result.K[0]}, {result.K.Length} steps, u_t = −K_t x_t"
        matrix "K_0" result.K[0]
        if last > 0 then
            matrix $"K_{last}" result.K[last]
        matrix "P_0" result.P[0]
        facts [ "cost of the noise Σ tr(P_t W)", numberOrDash result.Cost ]
    ]

let private row name agents (result: AuxiliaryResult) =
    let inputs, states = Array2D.length1 result.K, Array2D.length2 result.K

    [
        name
        agents
        string states
        string inputs
        numberOrDash result.SpectralRadius
        numberOrDash result.Cost
    ]
    |> List.map text

let private certificate (result: Certificate) =
    match result.GainError, result.CostError with
    | Some gain, Some cost ->
        [
            "gain against that of the whole system", $"{error gain} (relative error)"
            "cost against that of the whole system", $"{error cost} (relative error)"
        ]
    | _ -> [ "certificate", "none: the whole state has more than 400 entries" ]

/// Of agents that are not quite alike, where cost and certificate are of the matrices as given.
let private averaging (result: TeamResult) =
    match result.AveragingError, result.Certificate with
    | Some averaging, Some { OptimalCost = Some optimum } ->
        [
            "averaging error of the classes", error averaging
            "least cost of the team as given", number optimum
        ]
    | Some averaging, _ -> [ "averaging error of the classes", error averaging ]
    | None, _ -> []

/// Where the team as given was too large to be looked at whole, what there is is a statement about the averaged one.
let private costLabel (result: TeamResult) =
    if Averaging.isOfAverage result then
        "average cost of the averaged team, not of the one given"
    else
        "average cost of the whole team"

let private team (result: TeamResult) : Page =
    let agents =
        result.Populations |> List.sumBy (fun population -> int64 population.Size)

    [
        heading $"team: {agents} agents in {result.Populations.Length} populations"
        text "u^i = −K_l (x^i − x̄^l) − (K̄ x̄)_l for agent i of population l, x̄ the means of all populations"
        for population in result.Populations do
            matrix $"K of {population.Name}" population.Deviation.K
        matrix "K̄ of the mean field" result.MeanField.K
        table
            [ "system"; "agents"; "states"; "inputs"; "spectral radius"; "cost" ]
            [
                for population in result.Populations do
                    row population.Name (string population.Size) population.Deviation
                row "mean field" "" result.MeanField
            ]
        facts
            [
                costLabel result, numberOrDash result.Cost
                yield! averaging result
                yield! result.Certificate |> Option.map certificate |> Option.defaultValue []
            ]
    ]

/// The page that `solve` prints.
let ofResult result : Page =
    match result with
    | StationaryResult result -> stationary result
    | HorizonResult result -> horizon result
    | PlantResult result -> PlantPage.ofPlant result
    | PlantHorizonResult result -> PlantPage.ofHorizon result
    | TeamResult result -> team result
    | GameResult result -> GamePage.ofGame result
    | RobustResult result -> RobustPage.ofRobust result
