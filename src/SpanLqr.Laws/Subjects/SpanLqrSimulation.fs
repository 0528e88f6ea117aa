/// SpanLqr's simulations of populations as the subjects of the laws.
[<RequireQualifiedAccess>]
module SpanLqr.Laws.SpanLqrSimulation

open SpanLqr.Populations

/// Enough that a mean is normal whatever the cost's own law, few enough that a hundred cases take seconds.
let private rollouts = 400

let private loopOf (run: TeamRun) =
    TeamLoop.Of(run.Problem, run.Gains, run.MeanFieldGain)

let private simulate mode run seed =
    let options = PopulationOptions(run.Steps, Mode = mode, Seed = seed)

    let estimate = PopulationSimulation(loopOf run, options).Estimate rollouts

    {
        Mean = estimate.Costs.Mean
        StandardError = estimate.StandardError
    }

/// The simulation in one of its modes.
let ofMode mode : SimulationSubject =
    {
        Simulate = simulate mode
        Predict = fun run -> ExpectedCost.Of(loopOf run, run.Steps)
    }
