namespace SpanLqr.Cli.Learning

open System
open System.Globalization
open SpanLqr.Cli
open SpanLqr.Learning
open SpanLqr.Learning.Games
open SpanLqr.Learning.Lqr
open SpanLqr.Learning.Robust
open SpanLqr.ZeroOrder

/// A learner for one kind of problem: its settings with their defaults.
type Method =
    {
        Kind: string
        Name: string
        /// Nothing where the learner ends by its own schedule.
        Iterations: int option
        Defaults: Settings
        /// The settings of the paper, where they are others.
        Paper: Settings
        /// What a setting, where it has that value, makes of the defaults of others.
        Variants: (string * string * Settings) list
    }

module Method =
    /// The critic of `nac` that keeps its data.
    [<Literal>]
    let KeptData = "kept"

    /// Learners that end by their own estimate: more iterations than any of them takes, for every one doubles the data.
    let private ownEnd = 1000

    /// Iterations of an actor whose critic has data of fixed size.
    let plainIterations = 30

    /// Iterations of a descent along random directions.
    let plainDescents = 400

    /// The estimator of `zso` that needs no random directions.
    [<Literal>]
    let NaturalEstimator = "natural"

    /// The estimator of `rgda` that fits a stage's cost.
    [<Literal>]
    let StageEstimator = "fit"

    /// Choices that have settings of their own: all that can be said beside them.
    let private alone =
        [
            "critic", KeptData, [ "critic"; "exploration-share" ]
            "estimator", NaturalEstimator, [ "estimator" ]
            "estimator", StageEstimator, [ "estimator"; "agents"; "population"; "process-noise" ]
        ]

    let private text (value: IFormattable) =
        value.ToString(null, CultureInfo.InvariantCulture)

    let private switch value = if value then "on" else "off"

    /// A radius, where none at all is 0.
    let private ball (radius: float) =
        if Double.IsInfinity radius then "0" else text radius

    let private kindOf rule =
        match rule with
        | StepKind.Backtracking -> "backtracking"
        | StepKind.Constant -> "constant"
        | _ -> "decaying"

    let private estimatorOf rule =
        match rule with
        | GradientRule.OnePoint -> "one-point"
        | GradientRule.Baseline -> "baseline"
        | _ -> "two-point"

    let private modelOf model =
        match model with
        | RolloutModel.Ergodic -> "ergodic"
        | _ -> "noise-init"

    let private share = text LeastSquaresPolicyIteration.DefaultExplorationShare

    let private critic =
        let data, actor, gtd = TrajectoryOptions(), ActorCriticOptions(), GtdOptions()

        [
            "critic", KeptData
            "exploration-share", share
            "step-rule",
            (if actor.Step.RelativeToCurvature then
                 "curvature"
             else
                 kindOf actor.Step.Rule.Kind)
            "step", text actor.Step.Rule.Step
            "step-delay", text actor.Step.Rule.Delay
            "tolerance", text actor.Tolerance
            "horizon", text data.Steps
            "trajectories", text TrajectoryOptions.DefaultTrajectories
            "burn-in", text LqrTrajectories.DefaultBurnIn
            "exploration", text data.Exploration
            "gtd-step", text gtd.Step
            "gtd-delay", text gtd.Delay
            "gtd-primal", text gtd.PrimalRadius
            "gtd-dual", text gtd.DualRadius
        ]

    let private gradient =
        let options = GradientOptions()

        [
            "estimator", estimatorOf options.Rule
            "smoothing",
            (if options.Smoothing = Smoothing.Gaussian then
                 "gaussian"
             else
                 "sphere")
            "radius", text options.Radius
            "batch", text options.Batch
            "noise", (if options.CommonNoise then "common" else "independent")
            "leave-one-out", switch options.LeaveOneOut
            "rejection", text options.Rejection
        ]

    let private zeroOrder =
        let descent, rollouts = DescentOptions(), RolloutCostOptions()

        gradient
        @ [
            "step-rule", kindOf descent.Step.Kind
            "step", text descent.Step.Step
            "step-delay", text descent.Step.Delay
            "ball", ball descent.Ball
            "tolerance", text descent.Tolerance
            "rollout", modelOf rollouts.Model
            "horizon", text rollouts.Steps
            "burn-in", text rollouts.BurnIn
        ]

    /// As `zeroOrder`, which it falls back to for every other estimator.
    let private withEstimator estimator settings =
        settings
        |> List.map (fun (name, value) -> name, (if name = "estimator" then estimator else value))

    let private natural = zeroOrder |> withEstimator NaturalEstimator

    let private robust (options: DescentAscentOptions) =
        [
            "step", text options.Step
            "ascent", "scaled"
            "stage-iterations", text options.StageIterations
            "ball", ball options.Ball
        ]

    let private stageCosts =
        let options = StageCostOptions()

        [
            "agents", text options.Agents
            "population", (if options.EveryAgent then "every" else "collapsed")
            "process-noise", switch options.Noise
        ]

    let private game =
        let learner, simulator = GameLearnerOptions(), SimulatorOptions()

        [
            "gain-rounds", text learner.GainRounds
            "gain-iterations", text learner.GainIterations
            "offset-rounds", text learner.OffsetRounds
            "offset-iterations", text learner.OffsetIterations
            "offset-radius", text learner.Offsets.Gradient.Radius
            "offset-step", text learner.Offsets.Step.Step
            "offset-batch", text learner.Offsets.Gradient.Batch
            "offset-horizon", text simulator.Offsets.Steps
            "offset-burn-in", text simulator.Offsets.BurnIn
            "warm-start", switch learner.WarmStart
            "simulator",
            (if simulator.IdentificationSteps.HasValue then
                 "identified"
             else
                 "exact")
            "identification-steps", text GameLearnerOptions.DefaultIdentificationSteps
            "simulator-noise", switch simulator.SimulatorNoise
        ]

    let private firstInput =
        [
            "rounds", text (FirstInputOptions().Rounds)
            "simulator", "exact"
            "identification-steps", text GameLearnerOptions.DefaultIdentificationSteps
        ]

    let private gtd =
        [ "critic", "gtd", [ "horizon", text TrajectoryOptions.Recursive.Steps ] ]

    /// Algorithms 2 and 3: the recursive critic, the step of Assumption 3.
    let private paperCritic = [ "critic", "gtd"; "step-rule", "bound" ]

    /// Both players' steps alike, and noise in every step.
    let private paperRobust =
        [ "estimator", "two-point"; "ascent", "plain"; "process-noise", "on" ]

    let private onePoint =
        let estimate, rollouts = GradientOptions.OnePoint, RolloutCostOptions.OnePoint

        [
            "radius", text estimate.Radius
            "batch", text estimate.Batch
            "rollout", modelOf rollouts.Model
            "horizon", text rollouts.Steps
            "burn-in", text rollouts.BurnIn
        ]

    let private onePointStage =
        let estimate, descent =
            GradientOptions.OnePointQuadratic, DescentAscentOptions.OnePoint

        [
            "radius", text estimate.Radius
            "batch", text estimate.Batch
            "step", text descent.Step
            "stage-iterations", text descent.StageIterations
        ]

    /// Every method this version has; the first of a kind is its default.
    let all =
        [
            {
                Kind = "lqr"
                Name = "lspi"
                Iterations = Some ownEnd
                Defaults = [ "exploration-share", share ]
                Paper = []
                Variants = []
            }
            {
                Kind = "lqr"
                Name = "ce"
                Iterations = Some ownEnd
                Defaults = []
                Paper = []
                Variants = []
            }
            {
                Kind = "lqr"
                Name = "nac"
                Iterations = Some ownEnd
                Defaults = critic
                Paper = paperCritic
                Variants = gtd
            }
            {
                Kind = "lqr"
                Name = "zso"
                Iterations = Some ownEnd
                Defaults = natural
                Paper = []
                Variants = [ "estimator", "one-point", onePoint ]
            }
            {
                Kind = "lqr"
                Name = "fid"
                Iterations = Some ownEnd
                Defaults = []
                Paper = []
                Variants = []
            }
            {
                Kind = "team"
                Name = "lspi"
                Iterations = Some ownEnd
                Defaults = [ "exploration-share", share ]
                Paper = []
                Variants = []
            }
            {
                Kind = "team"
                Name = "ce"
                Iterations = Some ownEnd
                Defaults = []
                Paper = []
                Variants = []
            }
            {
                Kind = "team"
                Name = "nac"
                Iterations = Some ownEnd
                Defaults = critic @ [ "data", "representative" ]
                Paper = paperCritic
                Variants = gtd
            }
            {
                Kind = "team"
                Name = "zso"
                Iterations = Some ownEnd
                Defaults = natural
                Paper = []
                Variants = [ "estimator", "one-point", onePoint ]
            }
            {
                Kind = "team"
                Name = "fid"
                Iterations = Some ownEnd
                Defaults = []
                Paper = []
                Variants = []
            }
            {
                Kind = "game"
                Name = "fid"
                Iterations = None
                Defaults = firstInput
                Paper = []
                Variants = []
            }
            {
                Kind = "game"
                Name = "zso"
                Iterations = None
                Defaults = game @ zeroOrder
                Paper = [ "warm-start", "off"; "simulator", "identified" ]
                Variants =
                    [
                        "estimator", "one-point", ("offset-radius", text GameLearnerOptions.OnePointOffsetRadius) :: onePoint
                    ]
            }
            {
                Kind = "robust"
                Name = "rgda"
                Iterations = None
                Defaults =
                    robust DescentAscentOptions.Sampled
                    @ withEstimator StageEstimator gradient
                    @ stageCosts
                Paper = paperRobust
                Variants = [ "estimator", "one-point", onePointStage ]
            }
            {
                Kind = "robust"
                Name = "e-rgda"
                Iterations = None
                Defaults = robust (DescentAscentOptions())
                Paper = [ "ascent", "plain" ]
                Variants = []
            }
            {
                Kind = "robust"
                Name = "e-ddpg"
                Iterations = None
                Defaults = ("moments", "unit") :: robust (DescentAscentOptions())
                Paper = [ "ascent", "plain" ]
                Variants = []
            }
        ]

    let ofKind kind =
        all |> List.filter (fun candidate -> candidate.Kind = kind)

    /// The method of that name, the first one where none is named.
    let find kind name =
        let candidates = ofKind kind

        match name with
        | None -> List.head candidates
        | Some name ->
            match candidates |> List.tryFind (fun candidate -> candidate.Name = name) with
            | Some found -> found
            | None ->
                let names = String.Join(", ", candidates |> List.map _.Name)

                Stop.wrongInput
                    $"spanlqr: Option '--method' is '{name}', expected one of {names}, the methods for a problem of kind {kind}."

    /// The defaults, with what was given in their place; what the method does not have is an error.
    let settings method (given: Settings) : Settings =
        for name, text in given do
            Knob.check (Knob.named name) text

            if not (method.Defaults |> List.exists (fst >> (=) name)) then
                Stop.wrongInput $"spanlqr: Option '--{name}' does not apply to the method {method.Name} of a problem of kind {method.Kind}."

        for choice, value, allowed in alone do
            if given @ method.Defaults |> List.tryFind (fst >> (=) choice) |> Option.map snd = Some value then
                match given |> List.tryFind (fun (name, _) -> not (List.contains name allowed)) with
                | Some(name, _) ->
                    Stop.wrongInput $"spanlqr: Option '--{name}' does not apply to '--{choice} {value}', expected another {choice} with it."
                | None -> ()

        let chosen fallbacks =
            method.Defaults
            |> List.map (fun (name, _) -> given @ fallbacks @ method.Defaults |> List.find (fst >> (=) name))

        let plain = chosen []

        method.Variants
        |> List.filter (fun (name, value, _) -> Settings.text name plain = value)
        |> List.collect (fun (_, _, fallbacks) -> fallbacks)
        |> chosen

    /// The settings of the method's paper, those given before them.
    let paper method (given: Settings) : Settings =
        if method.Paper.IsEmpty then
            Stop.wrongInput
                $"spanlqr: Option '--paper' does not apply to the method {method.Name} of a problem of kind {method.Kind}, which no paper here describes."

        given
        @ (method.Paper
           |> List.filter (fun (name, _) -> not (given |> List.exists (fst >> (=) name))))
