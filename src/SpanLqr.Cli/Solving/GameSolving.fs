/// From a checked `game` problem to its result.
module SpanLqr.Cli.Solving.GameSolving

open SpanLqr.Cli
open SpanLqr.Files.Results
open SpanLqr.Games

/// How much of the mean-field trajectory a result tells.
let private trajectoryLength = 50

let private complex (value: System.Numerics.Complex) =
    let text (x: float) =
        x.ToString("G4", System.Globalization.CultureInfo.InvariantCulture)

    if abs value.Imaginary <= 1e-6 then
        text value.Real
    else
        $"{text value.Real} ± {text (abs value.Imaginary)}i"

let private explain (solution: GameSolution) =
    let after = $"after {solution.Convergence.Iterations} best responses"

    let needed =
        match solution.Count with
        | null -> ""
        | count when count.StableEigenvalues.HasValue ->
            $"{count.StableEigenvalues.Value} of the game's eigenvalues lie inside the unit circle, and a mean field of {count.Order} states needs {count.Order}"
        | count -> $"more than {count.Order} mean states: their eigenvalues were not computed"

    match solution.Status with
    | EquilibriumStatus.NoEquilibrium when
        (match solution.Count with
         | null -> false
         | count -> count.StableEigenvalues.HasValue && count.StableEigenvalues.Value < count.Order)
        ->
        $"proven: none has a stable mean field: {needed}"
    | EquilibriumStatus.NoEquilibrium -> $"proven: none has a stable mean field: {needed}, but no real subspace of so many gives one"
    | EquilibriumStatus.UnitCircleMode ->
        let mode =
            match solution.Count with
            | null -> ""
            | count ->
                count.CircleMode
                |> Option.ofNullable
                |> Option.map complex
                |> Option.defaultValue ""

        $"the mean field has a mode on the unit circle, at {mode}, that nothing pulls home: it neither decays nor grows ({needed})"
    | EquilibriumStatus.Diverged -> $"best response and consistency drive each other apart, also when damped ({after})"
    | EquilibriumStatus.NotConverged -> $"best response and consistency do not agree {after}"
    | EquilibriumStatus.MeanFieldUnstable -> "the mean field does not settle: nothing pulls the populations together home"
    | EquilibriumStatus.OffsetSingular -> "no offset of the mean field is consistent with itself: nothing resists the pull of the offsets"
    | _ -> "the numbers overflow: rescale the units of the states or of the cost"

let private refuse file (solution: GameSolution) =
    match solution.FailedPopulation with
    | null ->
        let ground =
            match solution.Count with
            | null -> Hypothesis.Itself
            | count when count.CircleMode.HasValue -> Hypothesis.Mode count.CircleMode.Value
            | count -> Hypothesis.Eigenvalues(Option.ofNullable count.StableEigenvalues, count.Order)

        Hypothesis.refuseFor $"{file}: no equilibrium found: {explain solution}" (string solution.Status) ground
    | name -> Hypothesis.refuseWeighted "Q + Σ C" $"{file}: population \"{name}\"" solution.Hypothesis solution.Evidence

let private methodName (solution: GameSolution) =
    match solution.Method with
    | EquilibriumMethod.Riccati -> "riccati"
    | EquilibriumMethod.Pencil -> "pencil"
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
        FiniteCost = Option.ofNullable equilibrium.FiniteCost
        Exploitability = None
    }

/// The equilibrium, or an end with the reason why there is none.
let equilibrium file (problem: GameProblem) =
    let solution = GameSolver.Solve problem

    if isNull solution.MeanField || not solution.IsOk then
        refuse file solution

    solution

let private result file (solution: GameSolution) =
    let count read =
        solution.Count |> Option.ofObj |> Option.bind (read >> Option.ofNullable)

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
                StableEigenvalues = count _.StableEigenvalues
                Unique = count _.IsUnique
                Equilibria =
                    match count _.IsUnique with
                    | Some false -> count _.Equilibria
                    | _ -> None
                Trajectory = Some(MeanFieldTrajectory.Of(solution, trajectoryLength))
            }

let solve file (problem: GameProblem) = equilibrium file problem |> result file

/// Every equilibrium, the one of least ρ(F) first, or an end with the reason why there is none.
let all file (problem: GameProblem) =
    let solutions = GameSolver.SolveAll problem

    if not solutions[0].IsOk then
        refuse file solutions[0]

    solutions |> Seq.map (result file) |> List.ofSeq
