/// The result of a game as people read it.
module SpanLqr.Cli.Tables.GamePage

open SpanLqr.Files.Results
open SpanLqr.Cli.Tables.Page

let private column (entries: float[]) =
    Array2D.init 1 entries.Length (fun _ j -> entries[j])

let private row (population: GamePopulationResult) =
    [
        population.Name
        string (Array2D.length2 population.K1)
        string (Array2D.length1 population.K1)
        numberOrDash population.SpectralRadius
        numberOrDash population.Cost
        numberOrDash population.Epsilon
        numberOrDash population.FiniteCost
    ]
    |> List.map text

let private describe =
    function
    | "riccati" -> "closed form: one Riccati equation of all mean fields"
    | "pencil" -> "from the game's stable eigenvalues"
    | _ -> "fixed point of best response and consistency"

let private uniqueness (result: GameResult) =
    match result.Unique, result.Equilibria with
    | Some true, _ -> "unique"
    | Some false, Some count -> $"one of several: {count} have a stable mean field (solve --all prints them)"
    | Some false, None -> "one of several"
    | None, _ -> "not decided"

/// The page of a game.
let ofGame (result: GameResult) : Page =
    [
        heading $"game: {result.Populations.Length} populations"
        text "u = −K1 z − K2 z̄ − offset for an agent in state z, z̄ the mean fields of all populations: z̄⁺ = F z̄ + c"
        for population in result.Populations do
            matrix $"K1 of {population.Name}" population.K1
            matrix $"K2 of {population.Name}" population.K2
            matrix $"offset of {population.Name}" (column population.Offset)
        match result.FixedPoint with
        | Some means -> matrix "stationary mean field" (column means)
        | None -> ()
        table
            [
                "population"
                "states"
                "inputs"
                "spectral radius"
                "cost"
                "ε"
                "cost in the finite game"
            ]
            (List.map row result.Populations)
        facts
            [
                "equilibrium", result.Method |> Option.map describe |> Option.defaultValue "–"
                if result.Method <> Some "zso" then
                    "unique or one of several", uniqueness result
                match result.StableEigenvalues with
                | Some count -> "eigenvalues inside the unit circle", $"{count}, needed {Array2D.length1 result.F}"
                | None -> ()
                "spectral radius of the mean field", numberOrDash result.SpectralRadius
                "contraction T1, T2", $"{numberOrDash result.T1}, {numberOrDash result.T2}"
                "best response to it, made consistent, less itself", result.Residual |> Option.map error |> Option.defaultValue "–"
            ]
    ]
