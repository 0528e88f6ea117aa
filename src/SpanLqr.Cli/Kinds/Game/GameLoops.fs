/// From a game and policies for it to the loop that is run.
module SpanLqr.Cli.Simulation.GameLoops

open System.Linq
open SpanLqr.Cli
open SpanLqr.Files.Results
open SpanLqr.Games
open SpanLqr.Populations

let ofGame file (problem: GameProblem) (result: GameResult) =
    problem.Populations
    |> Seq.iteri (fun index population ->
        if not population.Size.HasValue then
            Stop.wrongInput $"{file}: $.populations[{index}].size: missing, expected the number of agents to simulate")

    let policies =
        result.Populations
        |> List.map (fun population -> AffinePolicy(population.K1, population.K2, population.Offset))

    GameLoop.Of(problem, policies.ToArray(), MeanFieldLaw(result.F, result.C))
