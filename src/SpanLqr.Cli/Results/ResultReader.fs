/// Reads the result of any problem.
module SpanLqr.Cli.Results.ResultReader

open SpanLqr.Cli
open SpanLqr.Files

/// The result in that document, which must be about that problem.
let ofNode problem node =
    match problem with
    | Stationary problem -> StationaryResult(LqrResultReader.stationary problem node)
    | FiniteHorizon problem -> HorizonResult(LqrResultReader.horizon problem node)
    | Plant(problem, None) -> PlantResult(PlantResultReader.stationary problem node)
    | Plant(problem, Some horizon) -> PlantHorizonResult(PlantResultReader.horizon problem horizon node)
    | Team team -> TeamResult(TeamResultReader.read (TeamResultReader.Populations(Array.ofSeq team.Populations)) node)
    | Monolithic team -> TeamResult(TeamResultReader.read (TeamResultReader.Agents(Array.ofSeq team.Agents)) node)
    | Game problem -> GameResult(GameResultReader.read problem node)
    | Robust(problem, _) -> RobustResult(RobustResultReader.read problem node)

/// The result in that file.
let read terminal problem path =
    use document = JsonText.parse terminal path
    Node.root (JsonText.nameOf path) document |> ofNode problem
