module SpanLqr.Laws.Tests.SimulationLawTests

open FsCheck
open SpanLqr.Games
open SpanLqr.Laws
open SpanLqr.Laws.Tests
open SpanLqr.Populations
open SpanLqr.Robust
open Xunit

let private agents = SpanLqrSimulation.ofMode PopulationMode.Agents
let private collapsed = SpanLqrSimulation.ofMode PopulationMode.Collapsed
let private modes = [ agents; collapsed ]

let private few =
    [ SimulationCases.teams; SimulationCases.games; SimulationCases.robust ]

let private crowds =
    [
        SimulationCases.crowdedTeams
        SimulationCases.crowdedGames
        SimulationCases.crowdedRobust
    ]

let private forEach arbitraries tests (law: SimulationCase -> Property) =
    for arbitrary in arbitraries do
        Check.property tests arbitrary law

[<Fact>]
let ``predicted costs are those of all agents as one system`` () =
    forEach few 60 (SimulationLaws.predicted agents)

[<Fact>]
let ``costs measured in either mode are those of all agents as one system`` () =
    for subject in modes do
        forEach few 40 (SimulationLaws.measured subject)

[<Fact>]
let ``agents end where they do as one system`` () =
    for subject in modes do
        forEach few 30 (SimulationLaws.finals subject)

[<Fact>]
let ``crowds cost what is predicted`` () =
    for subject in modes do
        forEach crowds 10 (SimulationLaws.consistent subject)

[<Fact>]
let ``both modes draw from one law, of a few agents and of crowds`` () =
    forEach few 20 (SimulationSamplingLaws.sameLaw agents collapsed)
    forEach crowds 12 (SimulationSamplingLaws.sameLaw agents collapsed)

[<Fact>]
let ``the order of populations says nothing`` () =
    for subject in modes do
        forEach [ SimulationCases.teams; SimulationCases.games ] 20 (SimulationSamplingLaws.orderOfPopulations subject)

[<Fact>]
let ``a seed is all that decides the bits`` () =
    for subject in modes do
        forEach few 20 (SimulationSamplingLaws.reproducible subject)

/// Every one of the systems must give the broken subject away, by some law of the list.
let private noticedOf arbitraries broken laws =
    for arbitrary in arbitraries do
        for law in laws do
            Check.falsifies arbitrary (law broken)

/// The subject for other runs than those that are asked for.
let private instead change (subject: SimulationSubject) =
    {
        Simulate = change >> subject.Simulate
        Sample = change >> subject.Sample
        Predict = change >> subject.Predict
    }

[<Fact>]
let ``the laws notice a run that is one step longer`` () =
    let longer (run: SimulationRun) = { run with Steps = run.Steps + 1 }

    noticedOf
        [ SimulationCases.teams; SimulationCases.games ]
        (instead longer collapsed)
        [ SimulationLaws.predicted; SimulationLaws.measured ]

let private shrunkEntries = Array2D.map ((*) 0.5)

/// The same run under half of the gains that act on means alone.
let private blindToMeans (run: SimulationRun) =
    let system =
        match run.System with
        | SimulatedSystem.Team(problem, gains, mean) -> SimulatedSystem.Team(problem, gains, shrunkEntries mean)
        | SimulatedSystem.Game(problem, policies, announced) ->
            let blind (policy: AffinePolicy) =
                AffinePolicy(policy.OwnGain, shrunkEntries policy.MeanFieldGain, policy.Offset)

            SimulatedSystem.Game(problem, Array.map blind policies, announced)
        | SimulatedSystem.Robust(problem, gamma, own, means) ->
            let blind =
                RobustPolicyPart(Seq.map shrunkEntries means.Gains |> Array.ofSeq, means.AdversaryGains, means.CostsToGo)

            SimulatedSystem.Robust(problem, gamma, own, blind)

    { run with System = system }

[<Fact>]
let ``the laws notice means that the mean-field gain does not act on`` () =
    noticedOf few (instead blindToMeans agents) [ SimulationLaws.predicted; SimulationLaws.measured; SimulationLaws.finals ]

[<Fact>]
let ``the laws notice a measurement of something else than what is predicted`` () =
    let broken =
        { collapsed with
            Simulate = (instead blindToMeans collapsed).Simulate
        }

    for arbitrary in few do
        Check.falsifies arbitrary (SimulationLaws.consistent broken)

/// One agent more.
let private crowded (run: SimulationRun) =
    match run.System with
    | SimulatedSystem.Robust(problem, gamma, own, means) ->
        let more = RobustCases.withAgents (problem.Agents.Value + 1) problem

        { run with
            System = SimulatedSystem.Robust(more, gamma, own, means)
        }
    | _ -> run

let private agentsOf (run: SimulationRun) =
    match run.System with
    | SimulatedSystem.Robust(problem, _, _, _) -> float problem.Agents.Value
    | _ -> invalidArg (nameof run) "not of one population"

/// x̄x̄' and (1/N)Σ(x − x̄)(x − x̄)'.
let private split (outcome: RolloutOutcome) =
    let ofMeans =
        Array2D.init outcome.Means.Length outcome.Means.Length (fun i j -> outcome.Means[i] * outcome.Means[j])

    ofMeans, Array2D.mapi (fun i j entry -> entry - ofMeans[i, j]) outcome.SecondMoments[0]

/// A mode with one degree of freedom too many in the scatter after the last step, and all expectations right.
let private wrongDegree (subject: SimulationSubject) =
    let sample run seed count =
        let n = agentsOf run
        let share = (n - 1.0) / n * (n + 1.0) / n

        let replace outcome other =
            let ofMeans, scatter = fst (split outcome), snd (split other)

            { outcome with
                SecondMoments = [| scatter |> Array2D.mapi (fun i j entry -> ofMeans[i, j] + share * entry) |]
            }

        Array.map2 replace (subject.Sample run seed count) (subject.Sample (crowded run) (seed + 1UL) count)

    { subject with Sample = sample }

[<Fact>]
let ``the laws notice a wrong degree of freedom that no expectation shows`` () =
    Check.property 20 SimulationCases.robust (SimulationLaws.finals (wrongDegree collapsed))
    Check.falsifies SimulationCases.robust (SimulationSamplingLaws.sameLaw agents (wrongDegree collapsed))

[<Fact>]
let ``the laws notice a favoured place in the list of populations`` () =
    let favoured change (subject: SimulationSubject) =
        { subject with
            Predict = fun run -> change run (subject.Predict run)
        }

    let firstCountsMore (run: SimulationRun) cost =
        match run.System with
        | SimulatedSystem.Team(problem, _, _) -> cost * float (1 + problem.Populations[0].Size)
        | SimulatedSystem.Game(problem, _, _) -> cost + problem.Populations[0].A[0, 0]
        | SimulatedSystem.Robust _ -> cost

    for arbitrary in [ SimulationCases.teams; SimulationCases.games ] do
        Check.falsifies arbitrary (SimulationSamplingLaws.orderOfPopulations (favoured firstCountsMore collapsed))

[<Fact>]
let ``the laws notice noise that depends on threads, on the other rollouts or on nothing`` () =
    let byThreads =
        { collapsed with
            Simulate = fun run seed threads -> collapsed.Simulate run (seed + uint64 threads) threads
        }

    let byCount =
        { collapsed with
            Sample = fun run seed count -> collapsed.Sample run (seed + uint64 count) count
        }

    let byNothing =
        { collapsed with
            Simulate = fun run _ threads -> collapsed.Simulate run 0UL threads
        }

    for broken in [ byThreads; byCount; byNothing ] do
        for arbitrary in few do
            Check.falsifies arbitrary (SimulationSamplingLaws.reproducible broken)
