/// Learners of one regulator, alone or as a part of a team.
module SpanLqr.Cli.Learning.Regulators

open System
open SpanLqr.Cli
open SpanLqr.Learning
open SpanLqr.Learning.Lqr
open SpanLqr.Lqr
open SpanLqr.Oracles

let goal (run: Run) seed fallback =
    LearningGoal(Target = run.Target, Budget = defaultArg run.Budget fallback, Seed = seed, Threads = run.Threads)

/// What a learner of a plant with noise may spend.
let private usual = LearningGoal().Budget

/// A learner and what it has learned.
type Learning =
    {
        Learner: ILearner
        /// The learner's own estimate of its error, if it has one.
        Verdict: (unit -> LearningVerdict) option
        /// The entries of the gain, row by row.
        Entries: unit -> float[]
    }

let private estimating (learner: IEstimatingLearner) =
    {
        Learner = learner
        Verdict = Some(fun () -> learner.Verdict)
        Entries = fun () -> learner.Gain.ToArray()
    }

/// Whether the method finds its start itself and estimates its own error.
let needsNoStart (run: Run) =
    match run.Method.Name with
    | "ce"
    | "fid"
    | "lspi" -> true
    | "nac" -> Settings.text "critic" run.Settings = Method.KeptData
    | "zso" -> Settings.text "estimator" run.Settings = Method.NaturalEstimator
    | _ -> false

/// How many iterations an actor has whose critic has data of fixed size.
let schedule (run: Run) =
    match run.Method.Name with
    | _ when needsNoStart run -> None
    | "nac" -> Some Method.plainIterations
    | _ -> Some Method.plainDescents

/// A learner that finds its start itself where none is given. It sees trajectories only.
let freeLearner (run: Run) seed (problem: LqrProblem) (start: float[,] option) : IEstimatingLearner =
    let start = Option.toObj start

    match run.Method.Name with
    | "ce" -> CertaintyEquivalence(SimulatedPlant problem, goal run seed usual, start)
    | "zso" -> NaturalZeroOrder(SimulatedStarts(problem, seed), goal run seed NaturalZeroOrder.DefaultBudget, start)
    | "fid" ->
        if not (isNull start) then
            Stop.wrongInput "spanlqr: Option '--start' does not apply to the method fid, which needs none."

        FirstInputRegulator(SimulatedFirstInputs problem, goal run seed NaturalZeroOrder.DefaultBudget)
    | name ->
        let step =
            if name = "nac" then
                PolicyStep.NaturalGradient
            else
                PolicyStep.GaussNewton

        LeastSquaresPolicyIteration(
            SimulatedPlant problem,
            goal run seed usual,
            step,
            Settings.number "exploration-share" run.Settings,
            start
        )

let createFree run seed problem start =
    freeLearner run seed problem start |> estimating

/// Certainty equivalence to the run's target on the same plant.
let baseline (run: Run) seed (problem: LqrProblem) =
    let learner = CertaintyEquivalence(SimulatedPlant problem, goal run seed usual)
    Learners.Run(learner, Int32.MaxValue)

    {
        Steps = learner.Account.Steps
        EstimatedGap = learner.Verdict.EstimatedGap
        Arrived = (learner.Verdict.Reason = StopReason.Target)
    }

/// The learner of that method at its start; `source` makes the trajectories that a critic without a model sees.
let create (run: Run) seed (problem: LqrProblem) (start: float[,]) source =
    match run.Method.Name with
    | "zso" ->
        let costs = LqrCosts.Of(problem, Descents.rollouts run.Threads run.Settings)
        let entries = start |> Seq.cast<float> |> Array.ofSeq
        let descent = ZeroOrderDescent(costs, entries, Descents.options seed run.Settings)

        {
            Learner = descent
            Verdict = None
            Entries = fun () -> descent.Parameters.ToArray()
        }
    | _ ->
        let actor =
            Critics.create seed run.Threads run.Settings problem source
            |> Critics.actor run.Settings problem start

        {
            Learner = actor
            Verdict = None
            Entries = fun () -> actor.Gain.ToArray()
        }
