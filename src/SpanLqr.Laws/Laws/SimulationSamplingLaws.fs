/// What rollouts obey one by one: the law they are drawn from, and that a seed is all that decides them.
[<RequireQualifiedAccess>]
module SpanLqr.Laws.SimulationSamplingLaws

open FsCheck
open FsCheck.FSharp

/// Scaled distances of two samples of one law exceed this with probability 2·exp(−2·3²) = 3e−8.
[<Literal>]
let private MostDistance = 3.0

[<Literal>]
let private Rollouts = 1000

/// Values no farther apart than this share of their size are one value and its rounding.
[<Literal>]
let private Rounding = 1e-9

/// √(nm/(n + m))·sup|F_n − G_m| (Kolmogorov and Smirnov); 0 where nothing is random.
let private distance (first: float[]) (second: float[]) =
    let both = Array.append first second

    let isConstant =
        Array.max both - Array.min both
        <= Rounding * (1.0 + Array.max (Array.map abs both))

    let share (sample: float[]) at =
        // The place behind the last value that is not above.
        let rec search low high =
            if low = high then
                low
            else
                let middle = (low + high) / 2

                if sample[middle] <= at then
                    search (middle + 1) high
                else
                    search low middle

        float (search 0 sample.Length) / float sample.Length

    if isConstant then
        0.0
    else
        let first, second = Array.sort first, Array.sort second
        let n, m = float first.Length, float second.Length

        let largest =
            both |> Seq.map (fun at -> abs (share first at - share second at)) |> Seq.max

        sqrt (n * m / (n + m)) * largest

/// What is compared of rollouts, by name.
let private functionals (outcome: RolloutOutcome) =
    let dims = outcome.SecondMoments |> Array.map Dense.columns
    let starts = Array.scan (+) 0 dims

    [
        "cost", outcome.Cost
        for i, mean in Array.indexed outcome.Means do
            $"mean {i}", mean
        for l, moment in Array.indexed outcome.SecondMoments do
            let mean = Array.sub outcome.Means starts[l] dims[l]
            $"mean square of population {l}", Dense.trace moment
            $"scatter of population {l}", Dense.trace moment - Dense.dot mean mean
            $"cross moment of population {l}", moment[0, Dense.columns moment - 1]
    ]

/// How `functionals` are distributed, each with its name.
let private sample (subject: SimulationSubject) run seed =
    let outcomes = subject.Sample run seed Rollouts |> Array.map functionals

    [
        for index, (name, _) in List.indexed outcomes[0] -> name, outcomes |> Array.map (fun values -> snd values[index])
    ]

let private sameDistribution first second =
    Claim.all
        [
            for (name, values), (_, others) in List.zip first second ->
                let distance = distance values others
                Claim.holds $"{name}: the samples are {distance:F2} apart" (distance <= MostDistance)
        ]

/// Two ways to simulate draw costs, means and second moments from one law.
let sameLaw (one: SimulationSubject) (other: SimulationSubject) case : Property =
    let run = SimulationRuns.ofCase case
    sameDistribution (sample one run 1UL) (sample other run 2UL)

/// Where a population stands in the list says nothing: the predicted cost is the same, costs are drawn from the same law.
let orderOfPopulations (subject: SimulationSubject) case =
    let run = SimulationRuns.ofCase case

    Prop.forAll (AgentOrders.any (SimulationRuns.populations run)) (fun { Value = order } ->
        let other = SimulationRuns.reordered order run
        let costs run seed = sample subject run seed |> List.take 1

        Claim.all
            [
                subject.Predict other
                |> Claim.numbersAgree "predicted cost" Claim.Tolerance (subject.Predict run)
                sameDistribution (costs run 1UL) (costs other 2UL)
            ])

/// The seed decides every bit: not the number of threads, and not how many other rollouts there are. Another seed gives other bits.
let reproducible (subject: SimulationSubject) case =
    let run = SimulationRuns.ofCase case
    let few, more = 5, 40
    let alone = subject.Simulate run 1UL 1
    let rollouts = subject.Sample run 1UL few

    Claim.all
        [
            Claim.holds "other threads" (subject.Simulate run 1UL 3 = alone)
            Claim.holds "again" (subject.Simulate run 1UL 1 = alone)
            Claim.holds "the first of many rollouts" (Array.take few (subject.Sample run 1UL more) = rollouts)
            Claim.holds "another seed" (subject.Simulate run 2UL 1 <> alone)
            Claim.holds "one rollout is not another" (rollouts |> Array.distinctBy _.Cost |> Array.length = few)
        ]
