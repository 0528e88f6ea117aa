/// From a team and a policy for it to the loop that is run.
module SpanLqr.Cli.Simulation.TeamLoops

open System.Linq
open SpanLqr.Cli
open SpanLqr.Files.Results
open SpanLqr.Populations
open SpanLqr.Teams

let ofPopulations problem (result: TeamResult) =
    let gains = result.Populations |> List.map _.Deviation.K
    TeamLoop.Of(problem, gains.ToArray(), result.MeanField.K)

let ofWhole tolerance file (team: MonolithicTeam) (result: TeamResult) =
    let found = ExchangeablePartition.Find(team, tolerance)
    let classes = found.Classes |> Seq.map Array.ofSeq |> Array.ofSeq

    match result.Partition with
    | Some given when given <> classes ->
        Stop.wrongInput $"{file}: the policy's classes of agents are not those of the problem, expected the same partition"
    | _ -> ofPopulations found.Problem result
