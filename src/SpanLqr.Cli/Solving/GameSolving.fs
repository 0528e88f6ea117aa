/// From a checked `game` problem to its result.
module SpanLqr.Cli.Solving.GameSolving

open SpanLqr.Cli
open SpanLqr.Cli.Results
open SpanLqr.Games

/// How much of the mean-field trajectory a result tells.
let private trajectoryLength = 50

let private explain (solution: GameSolution) =
    let after = $"after {solution.Convergence.Iterations} best responses"

    match solution.Status with
    | EquilibriumStatus.Diverged -> $"best response and consistency drive each other apart, also when damped ({after})"
    | EquilibriumStatus.NotConverged -> $"best response and consistency do not agree {after}"
    | EquilibriumStatus.MeanFieldUnstable -> "the mean field does not settle: nothing pulls the populations together home"
    | EquilibriumStatus.OffsetSingular -> "no offset of the mean field is consistent with itself: nothing resists the pull of the offsets"
    | _ -> "the numbers overflow: rescale the units of the states or of the cost"

let private refuse file (solution: GameSolution) =
    match solution.FailedPopulation with
    | null -> Stop.noAnswer $"{file}: no equilibrium found: {explain solution}"
    | name -> Hypothesis.refuseWeighted "Q + Σ C" $"{file}: population \"{name}\"" solution.Hypothesis solution.Evidence

let private methodName (solution: GameSolution) =
    match solution.Method with
    | EquilibriumMethod.Riccati -> "riccati"
    | _ -> "fixed-point"

let private population (equilibrium: PopulationEquilibrium) : GamePopulationResult =
    {
        Name = equilibrium.Name
        K1 = equilibrium.Policy.OwnGain
        K2 = equilibrium.Policy.MeanFieldGain
        Offset = equilibrium.Policy.Offset
        P = equilibrium.CostToGo
        SpectralRadius = Some equilibrium.SpectralRadius
        Cost = Some equilibrium.Cost
        Epsilon = Option.ofNullable equilibrium.Epsilon
    }

/// The equilibrium, or an end with the reason why there is none.
let equilibrium file (problem: GameProblem) =
    let solution = GameSolver.Solve problem

    if isNull solution.MeanField || not solution.IsOk then
        refuse file solution

    solution

let solve file (problem: GameProblem) =
    let solution = equilibrium file problem

    match solution.MeanField with
    | null -> refuse file solution
    | law ->
        GameResult
            {
                Populations = solution.Populations |> Seq.map population |> List.ofSeq
                F = law.F
                C = law.C
                FixedPoint = Some solution.Stationary
                SpectralRadius = Some solution.SpectralRadius
                T1 = Some solution.Contraction.T1
                T2 = Some solution.Contraction.T2
                Method = Some(methodName solution)
                Residual = Some solution.Convergence.Residual
                Trajectory = Some(MeanFieldTrajectory.Of(solution, trajectoryLength))
            }
