/// Runs a loop and sums up what it came to.
module SpanLqr.Cli.Simulation.Simulate

open System
open SpanLqr.Cli
open SpanLqr.Populations

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

let private finals (loop: MeanFieldLoop) (estimate: PopulationEstimate) =
    let means = Array.ofSeq estimate.FinalMeans

    let offsets =
        loop.Populations
        |> Seq.scan (fun offset population -> offset + population.StateDim) 0

    Seq.zip3 loop.Populations offsets estimate.FinalSecondMoments
    |> Seq.map (fun (population, offset, moment) ->
        {
            Name = population.Name
            Size = population.Size
            Mean = means[offset .. offset + population.StateDim - 1]
            SecondMoment = moment
        })
    |> List.ofSeq

let private worstCase (estimate: PopulationEstimate) gamma =
    let gammaSquared = gamma * gamma

    {
        PerformanceIndex = estimate.Performance
        NoiseIndex =
            (estimate.Performance - estimate.Costs.Mean) / gammaSquared
            + estimate.NoiseEnergy
        GammaSquared = gammaSquared
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

/// Where nothing is each agent's own, as in a single plant, the means are all there is: both modes are the same.
let private modeOf settings (loop: MeanFieldLoop) =
    let isShared (population: AgentLoop) =
        isNull population.Noise && isNull population.Initial

    if Seq.forall isShared loop.Populations then
        PopulationMode.Collapsed
    else
        settings.Mode

/// The result of a loop; `gamma` is the level of a robust problem. Throws OperationCanceledException on an interrupt.
let run file settings progress interrupt gamma (loop: MeanFieldLoop) =
    requireMemory file settings loop

    let options =
        PopulationOptions(settings.Steps, Mode = modeOf settings loop, Seed = settings.Seed)

    let simulation = PopulationSimulation(loop, options)
    let every, rows = rowsOf settings.Steps
    let order = loop.MeanDim
    let trace: float[] = Array.zeroCreate (rows * order)
    let kept = trace.AsMemory()

    let estimate =
        simulation.Estimate(settings.Rollouts, settings.Threads, progress, interrupt, every, kept)

    if estimate.Costs.BlownUp > 0L then
        Stop.noAnswer
            $"{file}: {estimate.Costs.BlownUp} of {settings.Rollouts} rollouts overflowed: under this policy the states grow beyond all numbers"

    {
        Mode = settings.Mode
        Seed = settings.Seed
        Steps = settings.Steps
        Rollouts = settings.Rollouts
        AgentSteps = estimate.AgentSteps
        IsTotal = loop.Horizon.HasValue
        Mean = estimate.Costs.Mean
        StandardError =
            if Double.IsFinite estimate.StandardError then
                Some estimate.StandardError
            else
                None
        Predicted = ExpectedCost.Of(loop, settings.Steps)
        Populations = finals loop estimate
        TraceSteps = Array.init rows (fun row -> row * every)
        Trace = Array.init rows (fun row -> trace[row * order .. row * order + agentStates loop - 1])
        WorstCase = gamma |> Option.map (worstCase estimate)
    }
