/// A policy from a result file.
module SpanLqr.Cli.Simulation.PolicyFile

open SpanLqr.Cli.Problems
open SpanLqr.Cli.Results

let private ofDocument problem document =
    match problem with
    | Stationary problem -> StationaryResult(LqrResultReader.stationary problem document)
    | FiniteHorizon problem -> HorizonResult(LqrResultReader.horizon problem document)
    | Team team -> TeamResult(TeamResultReader.read (TeamResultReader.Populations(Array.ofSeq team.Populations)) document)
    | Monolithic team -> TeamResult(TeamResultReader.read (TeamResultReader.Agents(Array.ofSeq team.Agents)) document)
    | Game problem -> GameResult(GameResultReader.read problem document)
    | Robust(problem, _) -> RobustResult(RobustResultReader.read problem document)

/// The result in that file, checked against the problem it should be for.
let read terminal problem path =
    use document = JsonText.parse terminal path
    Node.root (JsonText.nameOf path) document |> ofDocument problem
