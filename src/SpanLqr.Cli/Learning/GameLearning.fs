/// Learning the equilibrium of a mean-field game.
module SpanLqr.Cli.Learning.GameLearning

open System
open SpanLqr.Cli
open SpanLqr.Files.Results
open SpanLqr.Cli.Solving
open SpanLqr.Games
open SpanLqr.Learning
open SpanLqr.Learning.Games
open SpanLqr.Lqr

let private identification settings =
    match Settings.text "simulator" settings with
    | "identified" -> Nullable(Settings.count "identification-steps" settings)
    | _ -> Nullable()

let private simulator (run: Run) (problem: GameProblem) =
    let settings = run.Settings

    let steps, burnIn =
        Settings.count "offset-horizon" settings, Settings.count "offset-burn-in" settings

    if burnIn >= steps then
        Stop.wrongInput $"spanlqr: Option '--offset-burn-in' is '{burnIn}', expected less than the {steps} steps of '--offset-horizon'."

    GameSimulator(
        problem,
        SimulatorOptions(
            Gains = Descents.rollouts run.Threads settings,
            Offsets = RolloutCostOptions(Model = RolloutModel.Ergodic, Steps = steps, BurnIn = burnIn, Threads = run.Threads),
            SimulatorNoise = (Settings.text "simulator-noise" settings = "on"),
            IdentificationSteps = identification settings,
            Seed = run.Seed
        )
    )

let private options (run: Run) =
    let settings = run.Settings
    let gains = Descents.options run.Seed settings

    let offsetGradient =
        SpanLqr.ZeroOrder.GradientOptions(
            Rule = gains.Gradient.Rule,
            Smoothing = gains.Gradient.Smoothing,
            Radius = Settings.number "offset-radius" settings,
            Batch = Settings.count "offset-batch" settings,
            CommonNoise = gains.Gradient.CommonNoise,
            LeaveOneOut = gains.Gradient.LeaveOneOut,
            Rejection = gains.Gradient.Rejection,
            Seed = run.Seed
        )

    let offsetStep =
        SpanLqr.ZeroOrder.StepRule(gains.Step.Kind, Settings.number "offset-step" settings, gains.Step.Delay)

    GameLearnerOptions(
        GainRounds = Settings.count "gain-rounds" settings,
        OffsetRounds = Settings.count "offset-rounds" settings,
        GainIterations = Settings.count "gain-iterations" settings,
        OffsetIterations = Settings.count "offset-iterations" settings,
        WarmStart = (Settings.text "warm-start" settings = "on"),
        Gains = gains,
        Offsets = DescentOptions(Gradient = offsetGradient, Step = offsetStep)
    )

let private ownProblem (population: GamePopulation) =
    LqrProblem(A = population.A, B = population.B, Q = population.Q, R = population.R)

let private startOf (problem: GameProblem) (given: Result option) index (population: GamePopulation) =
    match given with
    | Some(GameResult result) ->
        let own = result.Populations[index]
        AffinePolicy(own.K1, own.K2, own.Offset), "given"
    | _ ->
        let gain, remark = Start.gain (ownProblem population)
        let order = problem.Populations.Count * problem.StateDim
        AffinePolicy(gain, Array2D.zeroCreate population.InputDim order, Array.zeroCreate population.InputDim), remark

let private trajectoryLength = 50

/// z̄_0 … under the policies.
let private trajectory (problem: GameProblem) (law: MeanFieldLaw) =
    let start =
        problem.Populations
        |> Seq.collect (fun population ->
            match population.Mean0 with
            | null -> Array.zeroCreate problem.StateDim
            | mean -> mean)
        |> Array.ofSeq

    let next (state: float[]) =
        Array.init state.Length (fun i -> law.C[i] + Seq.sum (Seq.init state.Length (fun j -> law.F[i, j] * state[j])))

    start
    |> Seq.unfold (fun state -> Some(state, next state))
    |> Seq.take trajectoryLength
    |> Array.ofSeq

/// How far the law is from that which the best responses to it make.
let private residual (problem: GameProblem) (law: MeanFieldLaw) =
    match BestResponse.To(problem, law) with
    | null -> None
    | responses ->
        let next = BestResponse.Consistent(problem, responses)

        let offsets =
            Array.map2 (-) next.C law.C |> Array.sumBy (fun entry -> entry * entry)

        Some(sqrt (pown (Session.distance [ next.F ] [ law.F ]) 2 + offsets))

let private result method (problem: GameProblem) (policies: AffinePolicy seq) =
    let value = GamePolicyValue.Of(problem, Array.ofSeq policies)

    if Seq.forall Double.IsFinite value.Costs then
        let gains =
            match GameExploitability.Of(problem, Array.ofSeq policies) with
            | null -> Seq.replicate problem.Populations.Count nan
            | gains -> gains

        let population (population: GamePopulation) (policy: AffinePolicy) (own: PolicyValue) cost gain : GamePopulationResult =
            {
                Name = population.Name
                K1 = policy.OwnGain
                K2 = policy.MeanFieldGain
                Offset = policy.Offset
                P = own.CostToGo
                SpectralRadius = Some own.SpectralRadius
                Cost = Some cost
                Epsilon = None
                FiniteCost = None
                Exploitability = if Double.IsFinite gain then Some gain else None
            }

        Some(
            GameResult
                {
                    Populations =
                        [
                            for index, (own, policy, gain) in Seq.indexed (Seq.zip3 problem.Populations policies gains) do
                                population own policy value.OwnValues[index] value.Costs[index] gain
                        ]
                    F = value.MeanField.F
                    C = value.MeanField.C
                    FixedPoint = Some value.Stationary
                    SpectralRadius = Some value.SpectralRadius
                    T1 = None
                    T2 = None
                    Method = Some method
                    Residual = residual problem value.MeanField
                    StableEigenvalues = None
                    Unique = None
                    Equilibria = None
                    Trajectory = Some(trajectory problem value.MeanField)
                }
        )
    else
        None

let private matrices (policies: AffinePolicy seq) =
    [
        for policy in policies do
            policy.OwnGain
            policy.MeanFieldGain
            Array2D.init policy.Offset.Length 1 (fun i _ -> policy.Offset[i])
    ]

/// The error of F, and the probability of missing it, for which the page says what the theory would ask.
let private theoryAccuracy, private theoryRisk = 0.05, 0.1

let private theory problem equilibrium starts (problemNames: string seq) : Settings =
    let schedule =
        GameTheory.Of(problem, equilibrium, starts, theoryAccuracy, theoryRisk)

    let text (value: float) =
        value.ToString("G3", Globalization.CultureInfo.InvariantCulture)

    [
        "rounds of gains of Theorem 3", text schedule.GainRounds
        "rounds of offsets of Theorem 3", text schedule.OffsetRounds
        for name, gains in Seq.zip problemNames schedule.Gains do
            $"iterations of Lemma 1 for {name}", text gains.Iterations
            $"batch of Lemma 1 for {name}", text gains.Batch
            $"radius of Lemma 1 for {name}", text gains.Radius
            $"step of Lemma 1 for {name}", text gains.Step
    ]

/// The equilibrium that a learner is judged by. Where there are several, best responses can only lead to one that they lead to.
let private reference file problem =
    let least = GameSolving.equilibrium file problem

    match least.Count with
    | null -> least
    | count when count.IsUnique = Nullable true -> least
    | _ ->
        let reached =
            GameSolver.Solve(problem, GameOptions(Method = EquilibriumMethod.FixedPoint))

        if reached.IsOk then reached else least

let private lawError (best: GameSolution) (law: MeanFieldLaw) =
    best.MeanField
    |> Option.ofObj
    |> Option.map (fun wanted ->
        {
            F = Session.distance [ law.F ] [ wanted.F ]
            C =
                Array.map2 (-) law.C wanted.C
                |> Array.sumBy (fun entry -> entry * entry)
                |> sqrt
        })

/// A learner of games and what it plays.
type private Player =
    {
        Learner: ILearner
        Policies: unit -> System.Collections.Generic.IReadOnlyList<AffinePolicy>
        Rounds: int
        Remarks: Settings
        Judgement: Judgement
    }

let private zeroOrder (run: Run) (problem: GameProblem) best =
    let starts =
        problem.Populations |> Seq.mapi (startOf problem run.Start) |> Array.ofSeq

    let options = options run
    let learner = GameLearner(simulator run problem, Array.map fst starts, options)

    {
        Learner = learner
        Policies = fun () -> learner.Policies
        Rounds = options.GainRounds + options.OffsetRounds
        Judgement = Judgement.byModel
        Remarks =
            [
                for population, (_, remark) in Seq.zip problem.Populations starts do
                    $"start of {population.Name}", remark

                yield! theory problem best (Array.map fst starts) (problem.Populations |> Seq.map _.Name)
            ]
    }

/// From the policies of a file, or from zero, whether that is stable or not.
let private firstInput (run: Run) (problem: GameProblem) =
    let order = problem.Populations.Count * problem.StateDim

    let start index (population: GamePopulation) =
        match run.Start with
        | Some(GameResult result) ->
            let own = result.Populations[index]
            AffinePolicy(own.K1, own.K2, own.Offset)
        | _ ->
            AffinePolicy(
                Array2D.zeroCreate population.InputDim population.StateDim,
                Array2D.zeroCreate population.InputDim order,
                Array.zeroCreate population.InputDim
            )

    let options = FirstInputOptions(Rounds = Settings.count "rounds" run.Settings)

    let simulator =
        GameSimulator(problem, SimulatorOptions(IdentificationSteps = identification run.Settings, Seed = run.Seed))

    let learner =
        FirstInputLearner(simulator, problem.Populations |> Seq.mapi start |> Array.ofSeq, options)

    {
        Learner = learner
        Policies = fun () -> learner.Policies
        Rounds = options.Rounds
        Judgement =
            {
                Verdict = fun () -> Some learner.Verdict
                Baseline = fun () -> None
            }
        Remarks = [ "start", (if run.Start.IsSome then "given" else "zero") ]
    }

let private player (run: Run) (problem: GameProblem) best =
    match run.Method.Name with
    | "fid" -> firstInput run problem
    | _ -> zeroOrder run problem best

let create (run: Run) (problem: GameProblem) =
    let best = reference run.File problem
    let bestGains = best.Populations |> Seq.map _.Policy |> matrices

    let player = player run problem best

    {
        Learner = player.Learner
        Measure =
            fun () ->
                let value = GamePolicyValue.Of(problem, player.Policies())

                {
                    Cost = Seq.sum value.Costs
                    GainError = Session.distance (matrices (player.Policies())) bestGains
                    LawError = lawError best value.MeanField
                }
        Result = fun () -> result run.Method.Name problem (player.Policies())
        BestCost = best.Populations |> Seq.sumBy _.Cost
        IsLeast = false
        BestGainNorm = Session.norm bestGains
        Schedule = Some player.Rounds
        Judgement = player.Judgement
        Remarks = player.Remarks
    }
