namespace SpanLqr.Cli.Simulation

open SpanLqr.Files.Results
open SpanLqr.Populations

/// Averages over the rollouts of one population after the last step.
type FinalPopulation =
    {
        Name: string
        Size: int
        Mean: float[]
        SecondMoment: float[,]
        /// What one of its agents paid a step, and must have; nothing where agents share their costs.
        AverageCost: float option
        PredictedCost: float option
    }

/// The noise-to-output ratio of a robust problem.
type WorstCase =
    {
        PerformanceIndex: float
        NoiseIndex: float
        GammaSquared: float
        /// Against the controller's own worst adversary, which may do more than the one that was simulated.
        Exact: WorstCaseResult
    }

    member worst.Ratio = worst.PerformanceIndex / worst.NoiseIndex

/// What `simulate` returns.
type SimulationResult =
    {
        Mode: PopulationMode
        Seed: uint64
        Steps: int
        Rollouts: int
        AgentSteps: int64
        /// Whether costs are totals over the problem's horizon.
        IsTotal: bool
        Mean: float
        /// Nothing where one rollout is all there is and too short to tell.
        StandardError: float option
        Predicted: float
        Populations: FinalPopulation list
        /// The means of all populations in rollout 0, at these steps.
        TraceSteps: int[]
        Trace: float[][]
        WorstCase: WorstCase option
        /// The most an entry of the given matrices differs from those that were simulated, where agents were averaged.
        AveragingError: float option
    }

module SimulationResult =
    /// Beyond so many standard errors measured and predicted costs disagree.
    [<Literal>]
    let MostErrors = 5.0

    /// With fewer rollouts the standard error is itself so uncertain that five of them happen by chance. One alone is judged by its 32 stretches.
    [<Literal>]
    let FewestRollouts = 16

    let isComparable result =
        result.StandardError.IsSome
        && (result.Rollouts = 1 || result.Rollouts >= FewestRollouts)

    /// Costs that differ by no more than this are equal but for rounding, however small the standard error is.
    let private rounding = 1e-9

    /// The distance of the measured cost from the predicted one in standard errors.
    let errors result =
        match result.StandardError with
        | Some error when abs (result.Mean - result.Predicted) > rounding * abs result.Predicted ->
            Some((result.Mean - result.Predicted) / error)
        | Some _ -> Some 0.0
        | None -> None

    let disagrees result =
        isComparable result
        && errors result |> Option.exists (fun errors -> abs errors > MostErrors)

    let modeName mode =
        match mode with
        | PopulationMode.Collapsed -> "collapsed"
        | _ -> "agents"
