/// Runs a loop and sums up what it came to.
module SpanLqr.Cli.Simulation.Simulate

open System
open SpanLqr.Cli
open SpanLqr.Populations
open SpanLqr.Rollouts

/// At most so many rows tell how the means went.
let private mostRows = 500

/// With every agent simulated fewer do, down to those that a verdict takes. So many rollouts make 5 standard errors a matter of one in 100 000 and more where nothing is wrong.
let private defaultRollouts = 64

/// Agent steps that take about a minute on one core.
let private minuteOfSteps = 2e9

/// What an agent's random numbers take besides its state.
let private bytesOfGenerator = 32

/// The rollouts where none are asked for.
let rolloutsFor mode (loop: MeanFieldLoop) steps =
    match mode with
    | PopulationMode.Collapsed -> defaultRollouts
    | _ ->
        let affordable = minuteOfSteps / (float loop.Agents * float steps)
        int (Math.Clamp(affordable, float SimulationResult.FewestRollouts, float defaultRollouts))

type Settings =
    {
        Mode: PopulationMode
        Seed: uint64
        Steps: int
        Rollouts: int
        Threads: int
    }

let private agentStates (loop: MeanFieldLoop) =
    loop.Populations |> Seq.sumBy _.StateDim

/// Rows that lie so many steps apart, from step 0 on.
let private rowsOf steps =
    let every = steps / mostRows + 1
    every, steps / every + 1

let private finals (loop: MeanFieldLoop) (means: float[]) secondMoment =
    let offsets =
        loop.Populations
        |> Seq.scan (fun offset population -> offset + population.StateDim) 0

    Seq.zip loop.Populations offsets
    |> Seq.mapi (fun index (population, offset) ->
        {
            Name = population.Name
            Size = population.Size
            Mean = means[offset .. offset + population.StateDim - 1]
            SecondMoment = secondMoment index offset population.StateDim
            AverageCost = None
            PredictedCost = None
        })
    |> List.ofSeq

let private worstCase (estimate: PopulationEstimate) (gamma, exact) =
    let gammaSquared = gamma * gamma

    {
        PerformanceIndex = estimate.Performance
        NoiseIndex =
            (estimate.Performance - estimate.Costs.Mean) / gammaSquared
            + estimate.NoiseEnergy
        GammaSquared = gammaSquared
        Exact = exact
    }

/// Ends with exit code 2 where memory, or one array, cannot hold every agent.
let private requireMemory file settings (loop: MeanFieldLoop) =
    let bytes (population: AgentLoop) =
        float population.Size * float (bytesOfGenerator + 8 * population.StateDim)

    let isLarge (population: AgentLoop) =
        float population.Size * float (max population.StateDim (bytesOfGenerator / 8)) > 0.9 * float Array.MaxLength

    let needed = loop.Populations |> Seq.sumBy bytes
    let available = float (GC.GetGCMemoryInfo().TotalAvailableMemoryBytes)

    if
        settings.Mode = PopulationMode.Agents
        && (needed > 0.8 * available || Seq.exists isLarge loop.Populations)
    then
        Stop.wrongInput $"{file}: --mode agents: {loop.Agents} agents take {needed / 1e9:F0} GB of memory, expected --mode collapsed"

/// What rollouts came to, whoever ran them.
type private Measured =
    {
        Costs: RolloutStatistics
        StandardError: float
        Populations: FinalPopulation list
        WorstCase: WorstCase option
    }

/// Where nothing is any agent's own, as in a single plant, the means are all there is: both modes are the same, and rollouts run in lanes.
let private ofPlant (loop: MeanFieldLoop) options settings progress interrupt every trace =
    let estimate =
        PlantSimulation(loop, options).Estimate(settings.Rollouts, settings.Threads, progress, interrupt, every, trace)

    let moment _ offset states =
        Array2D.init states states (fun i j -> estimate.FinalSecondMoment[offset + i, offset + j])

    {
        Costs = estimate.Costs
        StandardError = estimate.StandardError
        Populations = finals loop estimate.FinalMean moment
        WorstCase = None
    }

let private ofAgents (loop: MeanFieldLoop) options settings progress interrupt every trace gamma =
    let estimate =
        PopulationSimulation(loop, options).Estimate(settings.Rollouts, settings.Threads, progress, interrupt, every, trace)

    let withCosts (populations: FinalPopulation list) =
        match estimate.AgentCosts, ExpectedCost.OfAgents(loop, settings.Steps) with
        | null, _
        | _, null -> populations
        | measured, predicted ->
            populations
            |> List.mapi (fun l population ->
                { population with
                    AverageCost = Some measured[l]
                    PredictedCost = Some predicted[l]
                })

    {
        Costs = estimate.Costs
        StandardError = estimate.StandardError
        Populations =
            finals loop (Array.ofSeq estimate.FinalMeans) (fun index _ _ -> estimate.FinalSecondMoments[index])
            |> withCosts
        WorstCase = gamma |> Option.map (worstCase estimate)
    }

/// The result of a loop; `gamma` is the level of a robust problem, with the worst case of the policy. Throws OperationCanceledException on an interrupt.
let run file settings progress interrupt gamma (loop: MeanFieldLoop) =
    requireMemory file settings loop

    let options =
        PopulationOptions(settings.Steps, Mode = settings.Mode, Seed = settings.Seed)

    let every, rows = rowsOf settings.Steps
    let order = loop.MeanDim
    let trace: float[] = Array.zeroCreate (rows * order)
    let kept = trace.AsMemory()

    let measured =
        if PlantSimulation.IsPlant loop then
            ofPlant loop options settings progress interrupt every kept
        else
            ofAgents loop options settings progress interrupt every kept gamma

    if measured.Costs.Diverged > 0L then
        Stop.noAnswer
            $"{file}: {measured.Costs.Diverged} of {settings.Rollouts} rollouts overflowed: under this policy the states grow beyond all numbers"

    {
        Mode = settings.Mode
        Seed = settings.Seed
        Steps = settings.Steps
        Rollouts = settings.Rollouts
        AgentSteps =
            // Collapsed, a billion agents cost no time, and their steps may be more than an integer holds.
            bigint loop.Agents * bigint settings.Steps * bigint settings.Rollouts
            |> min (bigint Int64.MaxValue)
            |> int64
        IsTotal = loop.Horizon.HasValue
        Mean = measured.Costs.Mean
        StandardError =
            if Double.IsFinite measured.StandardError then
                Some measured.StandardError
            else
                None
        Predicted = ExpectedCost.Of(loop, settings.Steps)
        Populations = measured.Populations
        TraceSteps = Array.init rows (fun row -> row * every)
        Trace = Array.init rows (fun row -> trace[row * order .. row * order + agentStates loop - 1])
        WorstCase = measured.WorstCase
        AveragingError = None
    }
