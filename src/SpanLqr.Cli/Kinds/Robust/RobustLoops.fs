/// From a robust problem and policies of both sides to the loop that is run.
module SpanLqr.Cli.Simulation.RobustLoops

open SpanLqr.Files.Results
open SpanLqr.Populations
open SpanLqr.Robust

/// The agents of a robust problem that does not say how many there are.
let private defaultAgents = 1000

let ofRobust (problem: RobustProblem) (result: RobustResult) =
    let agents =
        problem.Agents |> Option.ofNullable |> Option.defaultValue defaultAgents

    let deviations = RobustPolicyPart(result.K1, result.K2, result.M)
    let means = RobustPolicyPart(result.L1, result.L2, result.Mbar)
    RobustLoop.Of(problem, result.Gamma, deviations, means, agents)
