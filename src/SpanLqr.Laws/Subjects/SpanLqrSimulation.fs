/// SpanLqr's simulations of populations as the subjects of the laws.
[<RequireQualifiedAccess>]
module SpanLqr.Laws.SpanLqrSimulation

open System
open SpanLqr.Populations

/// Enough that a mean is normal whatever the cost's own law, few enough that a hundred cases take seconds.
let private rollouts = 400

let private loopOf (run: SimulationRun) =
    match run.System with
    | SimulatedSystem.Team(problem, gains, meanFieldGain) -> TeamLoop.Of(problem, gains, meanFieldGain)
    | SimulatedSystem.Game(problem, policies, announced) -> GameLoop.Of(problem, policies, announced)
    | SimulatedSystem.Robust(problem, gamma, deviations, means) ->
        RobustLoop.Of(problem, gamma, deviations, means, problem.Agents.GetValueOrDefault 1)

let private simulation mode (run: SimulationRun) seed loop =
    PopulationSimulation(loop, PopulationOptions(run.Steps, Mode = mode, Seed = seed))

let private simulate mode run seed threads =
    let estimate = (loopOf run |> simulation mode run seed).Estimate(rollouts, threads)

    {
        Mean = estimate.Costs.Mean
        StandardError = estimate.StandardError
    }

let private outcome (loop: MeanFieldLoop) (rollout: PopulationRollout) =
    let moment index (population: AgentLoop) =
        let d = population.StateDim
        let entries: float[] = Array.zeroCreate (d * d)
        rollout.FinalSecondMoment(index, entries.AsSpan())
        Array2D.init d d (fun i j -> entries[i * d + j])

    {
        Cost = rollout.Cost
        // Behind the means of the agents there may be others.
        Means = rollout.FinalMeans.Slice(0, loop.Populations |> Seq.sumBy _.StateDim).ToArray()
        SecondMoments = loop.Populations |> Seq.mapi moment |> Array.ofSeq
    }

let private sample mode run seed count =
    let loop = loopOf run
    let rollout = (simulation mode run seed loop).CreateRollout()

    Array.init count (fun index ->
        rollout.Run(uint64 index)
        outcome loop rollout)

/// The simulation in one of its modes.
let ofMode mode : SimulationSubject =
    {
        Simulate = simulate mode
        Sample = sample mode
        Predict = fun run -> ExpectedCost.Of(loopOf run, run.Steps)
    }
