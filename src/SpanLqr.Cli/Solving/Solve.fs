/// The exact, model-based solution of any problem.
module SpanLqr.Cli.Solving.Solve

open SpanLqr.Files

/// The result, or an end with exit code 3 and the reason; `file` is how messages call the problem.
let run tolerance file problem =
    match problem with
    | Stationary problem -> LqrSolving.stationary file problem
    | FiniteHorizon problem -> LqrSolving.finiteHorizon file problem
    | Plant(problem, None) -> PlantSolving.stationary file problem
    | Plant(problem, Some horizon) -> PlantSolving.finiteHorizon file problem horizon
    | Team problem -> TeamSolving.ofPopulations file problem
    | Monolithic team -> TeamSolving.ofWhole tolerance file team
    | Game problem -> GameSolving.solve file problem
    | Robust(problem, level) -> RobustSolving.solve file problem level

/// All results of a game.
let all file problem =
    match problem with
    | Game problem -> GameSolving.all file problem
    | _ -> SpanLqr.Cli.Stop.wrongInput $"{file}: --all is for games, which alone may have several solutions"

/// What one should know of a result that is what was asked for.
let warning file problem result =
    match problem, result with
    | Plant(problem, None), SpanLqr.Files.Results.PlantResult result -> PlantSolving.warning file problem result
    | Stationary _, SpanLqr.Files.Results.StationaryResult result -> LqrSolving.warning file result
    | Monolithic _, SpanLqr.Files.Results.TeamResult result -> TeamSolving.warning file result
    | _ -> None

/// Why the result, complete as it is, is not what was asked for.
let shortcoming file result =
    match result with
    | SpanLqr.Files.Results.RobustResult result -> RobustSolving.shortcoming file result
    | SpanLqr.Files.Results.TeamResult result -> TeamSolving.shortcoming file result
    | _ -> None

/// What might be asked for instead.
let hint tolerance file problem result =
    match problem, result with
    | Monolithic team, SpanLqr.Files.Results.TeamResult result -> TeamSolving.hint tolerance file team result
    | _ -> None
