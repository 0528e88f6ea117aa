/// What a simulated team, game or robust problem must come to: what all its agents come to as one system (math.md 6). The recursion of
/// the whole system's first and second moments is written out here; only the subject knows of populations.
[<RequireQualifiedAccess>]
module SpanLqr.Laws.SimulationLaws

open FsCheck

/// Beyond so many standard errors a mean of hundreds of rollouts lies by chance once in 10⁷ cases and more.
[<Literal>]
let private MostErrors = 6.0

/// Enough that a mean is normal whatever the rollouts' own law.
[<Literal>]
let private Rollouts = 400

let private agrees what expected (measured: MeasuredCost) =
    Claim.holds
        $"{what}: {measured.Mean:R} ± {measured.StandardError:R} should be {expected:R}"
        (measured.StandardError >= 0.0
         && abs (measured.Mean - expected)
            <= MostErrors * measured.StandardError + Claim.Tolerance * (1.0 + abs expected))

let private meanOf (values: float[]) =
    let mean = Array.average values
    let squares = values |> Array.sumBy (fun value -> (value - mean) * (value - mean))
    let count = float values.Length

    {
        Mean = mean
        StandardError = sqrt (squares / (count - 1.0) / count)
    }

/// The predicted cost is the expected cost of all agents as one system.
let predicted (subject: SimulationSubject) case =
    let run = SimulationRuns.ofCase case

    subject.Predict run
    |> Claim.numbersAgree "predicted cost" Claim.Tolerance (WholeSystem.expectedCost run.Steps (SimulationRuns.whole run))

/// The measured cost is the expected cost of all agents as one system, within six of its own standard errors.
let measured (subject: SimulationSubject) case =
    let run = SimulationRuns.ofCase case

    subject.Simulate run 1UL 1
    |> agrees "measured cost" (WholeSystem.expectedCost run.Steps (SimulationRuns.whole run))

/// Where the agents end: the means of the populations and their second moments are in the mean those of all agents as one system.
let finals (subject: SimulationSubject) case =
    let run = SimulationRuns.ofCase case
    let outcomes = subject.Sample run 2UL Rollouts
    let measure f = outcomes |> Array.map f |> meanOf

    let expected =
        SimulationRuns.whole run |> WholeSystem.expectedFinals run.Steps |> Array.ofList

    let starts = expected |> Array.map (fst >> Array.length) |> Array.scan (+) 0

    Claim.all
        [
            for l, (means, square) in Array.indexed expected do
                for i, mean in Array.indexed means do
                    measure _.Means[starts[l] + i] |> agrees $"mean {i} of population {l}" mean

                measure (fun outcome -> Dense.trace outcome.SecondMoments[l])
                |> agrees $"mean square of population {l}" square
        ]

/// What is predicted is measured, also of crowds that cannot be written out.
let consistent (subject: SimulationSubject) case : Property =
    let run = SimulationRuns.ofCase case
    subject.Simulate run 3UL 1 |> agrees "measured cost" (subject.Predict run)
