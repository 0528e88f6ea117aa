/// Actors and critics from settings.
module SpanLqr.Cli.Learning.Critics

open System.Globalization
open SpanLqr.Cli
open SpanLqr.Learning.Lqr
open SpanLqr.Lqr
open SpanLqr.ZeroOrder

/// The horizon is divided among the trajectories, so that it says how many data there are however many those are.
let private data seed threads settings trajectories =
    TrajectoryOptions(
        Steps = (Settings.count "horizon" settings - 1) / trajectories + 1,
        Exploration = Settings.number "exploration" settings,
        Seed = seed,
        Threads = threads
    )

/// The critic that the settings name; only `exact` is shown the problem itself.
let create seed threads settings problem (source: unit -> ITrajectorySource) : ICritic =
    let trajectories = Settings.count "trajectories" settings

    let sources () =
        Array.init trajectories (fun _ -> source ())

    match Settings.text "critic" settings with
    | "exact" -> ExactCritic problem
    | "gtd" ->
        let options =
            GtdOptions(
                Step = Settings.number "gtd-step" settings,
                Delay = Settings.number "gtd-delay" settings,
                PrimalRadius = Settings.number "gtd-primal" settings,
                DualRadius = Settings.number "gtd-dual" settings
            )

        GtdCritic(sources (), data seed threads settings trajectories, options)
    | _ -> LstdCritic(sources (), data seed threads settings trajectories)

let private step settings problem start =
    let length = Settings.number "step" settings
    let delay = Settings.number "step-delay" settings

    match Settings.text "step-rule" settings with
    | "curvature" -> ActorStep(StepRule(StepKind.Decaying, length, delay), true)
    | "decaying" -> ActorStep(StepRule(StepKind.Decaying, length, delay), false)
    | "constant" -> ActorStep.Constant length
    | "bound" ->
        let bound = ActorCriticTheory.StepBound(problem, start)

        if not (bound > 0.0) then
            Stop.wrongInput "spanlqr: Option '--step-rule' is 'bound', but there is no such bound: the noise of a system is singular."

        ActorStep.Constant(length * bound)
    | other ->
        Stop.wrongInput
            $"spanlqr: Option '--step-rule' is '{other}', expected one of curvature, constant, decaying, bound for the method nac."

/// An actor at its start.
let actor settings (problem: LqrProblem) (start: float[,]) critic =
    let entries = start |> Seq.cast<float> |> Array.ofSeq

    ActorCritic(critic, entries, ActorCriticOptions(Step = step settings problem start, Tolerance = Settings.number "tolerance" settings))

/// The gap, relative to the least cost, at which the theory and a run are compared.
let private comparedGap = 0.01

/// What Theorem 2 asks for: the step of Assumption 3 and the iterations after which the cost is within 1 % of the least one, for the
/// slowest of the systems, each with its start and the number of agents that have it. It needs the model; the learner does not see it.
let theory (systems: (LqrProblem * float[,] * int) list) bestCost : Settings =
    let text (value: float) =
        value.ToString(CultureInfo.InvariantCulture)

    let bounds =
        systems
        |> List.map (fun (problem, start, size) ->
            let step = ActorCriticTheory.StepBound(problem, start)
            step, ActorCriticTheory.IterationBound(problem, start, step, comparedGap * abs bestCost / float size, systems.Length))

    [
        "step of Assumption 3", bounds |> List.map fst |> List.min |> text
        "iterations of Theorem 2 to a gap of 1 %", bounds |> List.map (snd >> ceil) |> List.max |> text
    ]
