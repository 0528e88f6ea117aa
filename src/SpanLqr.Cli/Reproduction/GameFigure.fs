/// Figure 1 of the game paper: the learned mean-field trajectory against that of the equilibrium.
module SpanLqr.Cli.Reproduction.GameFigure

open SpanLqr.Cli.Pictures
open SpanLqr.Cli.Solving
open SpanLqr.Games
open SpanLqr.Learning
open SpanLqr.Learning.Games
open SpanLqr.ZeroOrder

let private populations = 3
let private gainRounds = 5
let private offsetRounds = 20
let private rounds = gainRounds + offsetRounds

/// z̄_0 … over which trajectories are compared.
let private trajectoryLength = 50

type private Size =
    {
        Runs: int
        Iterations: int
        Rollouts: int
        OffsetStep: float
    }

/// Long enough at the start, where ρ is 0.9: 0.9^120 = 3·10⁻⁶ of the cost is cut off.
let private gainSteps = 60

/// Offsets are learned when loops and mean fields have ρ ≤ 0.35: after the burn-in 3·10⁻⁵ of the start is left.
let private offsetSteps = 100
let private offsetBurnIn = 10

let private gainRadius = 0.02
let private offsetRadius = 0.1

/// The steepest curvature is about 11, at the start.
let private gainStep = 0.1

let private networks =
    [
        "chain", [ 0, 1; 1, 0; 1, 2; 2, 1 ]
        "ring", [ 0, 1; 1, 0; 1, 2; 2, 1; 0, 2; 2, 0 ]
    ]

let private scalar (value: float) = Array2D.create 1 1 value

let private dynamics = [| 0.9; 0.8; 0.7 |]
let private initialMeans = [| 2.0; -1.0; 1.0 |]

/// Contractive, as the paper asks, and with offsets so that there is something to learn in the second loop.
let private problem links =
    let population index =
        GamePopulation(
            Name = $"population {index + 1}",
            A = scalar dynamics[index],
            B = scalar 1.0,
            Q = scalar 1.0,
            R = scalar 1.0,
            W = scalar 0.1,
            Mean0 = [| initialMeans[index] |]
        )

    GameProblem(
        Populations = Array.init populations population,
        Couplings =
            [|
                for l, k in links -> GameCoupling(Of = l, To = k, Weight = scalar 0.4, Offset = [| (if l < k then 0.5 else -0.5) |])
            |]
    )

let private trajectory = MeanFields.trajectory trajectoryLength

/// The root of the summed squares over populations and times.
let private distance (first: float[][]) (second: float[][]) =
    Array.map2 (Array.map2 (fun (a: float) b -> (a - b) ** 2.0)) first second
    |> Array.sumBy Array.sum
    |> sqrt

let private equilibrium problem =
    let solution = GameSolver.Solve problem

    match solution.MeanField with
    | null -> invalidOp "The network has no equilibrium."
    | law -> trajectory problem law

let private startPolicies =
    [|
        for _ in 1..populations -> AffinePolicy(scalar 0.0, Array2D.zeroCreate 1 populations, [| 0.0 |])
    |]

let private learner size seed network run problem =
    let seed = NoiseKey.Of(seed, uint64 (network: int), uint64 (run: int), 0UL)

    let offsets =
        RolloutCostOptions(Model = RolloutModel.Ergodic, Steps = offsetSteps, BurnIn = offsetBurnIn)

    let simulator =
        GameSimulator(problem, SimulatorOptions(Seed = seed, Gains = RolloutCostOptions(Steps = gainSteps), Offsets = offsets))

    let descent radius step =
        DescentOptions(
            Gradient = GradientOptions(Radius = radius, Batch = size.Rollouts / 2, Seed = seed),
            Step = StepRule(StepKind.Constant, step)
        )

    let options =
        GameLearnerOptions(
            GainRounds = gainRounds,
            OffsetRounds = offsetRounds,
            GainIterations = size.Iterations,
            OffsetIterations = size.Iterations,
            Gains = descent gainRadius gainStep,
            Offsets = descent offsetRadius size.OffsetStep
        )

    GameLearner(simulator, startPolicies, options)

let private lawOf (problem: GameProblem) policies =
    GamePolicyValue.Of(problem, policies).MeanField

let private keyOf network run = $"{fst networks[network]}, run {run}"

let private job size seed network run =
    {
        Key = keyOf network run
        Run =
            fun interrupt ->
                let problem = problem (snd networks[network])
                let best = equilibrium problem
                let learner = learner size seed network run problem

                let error () =
                    distance (trajectory problem (lawOf problem learner.Policies)) best

                [|
                    error ()

                    for _ in 1..rounds do
                        if learner.Status = LearnerStatus.Running then
                            learner.Advance interrupt

                        error ()
                |]
    }

/// The exact operator in the same two loops: gains to their best response first, offsets only afterwards.
let private exactErrors network =
    let problem = problem (snd networks[network])
    let best = equilibrium problem

    let respond gains (policies: AffinePolicy[]) =
        match BestResponse.To(problem, lawOf problem policies) with
        | null -> policies
        | responses ->
            Seq.zip policies responses
            |> Seq.map (fun (policy: AffinePolicy, response: AffinePolicy) ->
                if gains then
                    AffinePolicy(response.OwnGain, response.MeanFieldGain, policy.Offset)
                else
                    AffinePolicy(policy.OwnGain, policy.MeanFieldGain, response.Offset))
            |> Array.ofSeq

    seq { 0 .. rounds - 1 }
    |> Seq.scan (fun policies round -> respond (round < gainRounds) policies) startPolicies
    |> Seq.map (fun policies -> distance (trajectory problem (lawOf problem policies)) best)
    |> Array.ofSeq

let private over size (values: string -> float[]) network round =
    [| for run in 0 .. size.Runs - 1 -> (values (keyOf network run))[round] |]

let private errorPanel size values network =
    {
        Title = $"{fst networks[network]}: error of the mean-field trajectory"
        Horizontal =
            {
                Title = "outer iteration"
                Scale = Linear
            }
        Vertical =
            {
                Title = "distance from the equilibrium's"
                Scale = Logarithmic
            }
        Series =
            [
                {
                    Label = "learned"
                    Colour = 0
                    Marks =
                        [|
                            for round in 0..rounds -> Box.ofValues (float round) (over size values network round)
                        |]
                        |> Boxes
                }
                {
                    Label = "exact operator"
                    Colour = 1
                    Marks =
                        exactErrors network
                        |> Array.mapi (fun round error -> float round, error)
                        |> Line
                }
            ]
    }

let private deviationPanel size values network =
    {
        Title = $"{fst networks[network]}: standard deviation of the error"
        Horizontal =
            {
                Title = "outer iteration"
                Scale = Linear
            }
        Vertical =
            {
                Title = "standard deviation"
                Scale = Linear
            }
        Series =
            [
                {
                    Label = ""
                    Colour = 0
                    Marks =
                        [|
                            for round in 0..rounds -> float round, Numbers.deviation (over size values network round)
                        |]
                        |> Line
                }
            ]
    }

let private describe size values network =
    let median round =
        (Box.ofValues 0.0 (over size values network round)).Median

    let last = over size values network rounds

    $"{fst networks[network]}: the median error is {Numbers.short (median 0)} at first, {Numbers.short (median 3)} after 3 outer iterations, {Numbers.short (median gainRounds)} when the gains are learned and {Numbers.short (median rounds)} at the end; the standard deviation at the end is {Numbers.short (Numbers.deviation last)}; the exact operator ends at {Numbers.short (Array.last (exactErrors network))}"

/// A standard deviation from n runs is itself known to one in √(2(n − 1)).
let private compareSpreads size values =
    let spread network =
        Numbers.deviation (over size values network rounds)

    let chain, ring = spread 0, spread 1

    let doubt = sqrt ((chain * chain + ring * ring) / (2.0 * float (size.Runs - 1)))

    if abs (ring - chain) <= 2.0 * doubt then
        $"The standard deviations at the end are alike: {size.Runs} runs do not tell them apart. The paper has the ring's larger."
    elif ring > chain then
        "The ring, which is more densely linked, ends with the larger standard deviation, as the paper says."
    else
        "The chain ends with the larger standard deviation, where the paper has the ring's larger."

let private conclude size values =
    let networkNumbers = [ 0 .. networks.Length - 1 ]

    {
        Chart =
            {
                Title = "Learning a mean-field equilibrium on two networks"
                Rows =
                    [
                        networkNumbers |> List.map (errorPanel size values)
                        networkNumbers |> List.map (deviationPanel size values)
                    ]
            }
        Columns = [ "network"; "run"; "iteration"; "error" ]
        Rows =
            [
                for network in networkNumbers do
                    for run in 0 .. size.Runs - 1 do
                        for round, error in Seq.indexed (values (keyOf network run)) do
                            [ fst networks[network]; string run; string round; Numbers.exact error ]
            ]
        Findings =
            [
                yield! networkNumbers |> List.map (describe size values)
                compareSpreads size values
            ]
    }

let create quick seed =
    let size =
        if quick then
            {
                Runs = 4
                Iterations = 30
                Rollouts = 128
                OffsetStep = 0.02
            }
        else
            {
                Runs = 10
                Iterations = 1500
                Rollouts = 1500
                OffsetStep = 0.005
            }

    let note = if quick then " (quick)" else " (paper)"

    {
        Name = "game-fig1"
        Title = "The learned mean-field trajectory on a chain and a ring"
        Source =
            "“Reinforcement learning for non-stationary discrete-time linear-quadratic mean-field games in multiple populations”, section 4.3, Figure 1"
        Claims =
            [
                "Error and standard deviation drop fast at first and slowly afterwards, as those of the exact operator do, which the learned one follows closely."
                "The more densely linked network has the higher variance, by a little."
            ]
        Settings =
            [
                "populations", "3, on a chain and fully linked; scalar states and inputs (paper)"
                "A, B, Q, R, W", "0.9, 0.8, 0.7; 1; 1; 1; 0.1 (our choice; contractive as Theorem 3 asks)"
                "weight and offset of a link", "0.4; +0.5 one way and −0.5 the other (our choice)"
                "initial means", "2, −1, 1 (our choice)"
                "outer iterations", $"{rounds} (paper), {gainRounds} of gains and {offsetRounds} of offsets (our choice)"
                "iterations of a zero-order descent", $"{size.Iterations}{note}"
                "rollouts of an iteration", $"{size.Rollouts}{note}, two a sample"
                "runs", $"{size.Runs}{note}"
                "estimator",
                $"two points on the sphere with common random numbers, radius {gainRadius} for gains and {offsetRadius} for offsets (our choice)"
                "steps of the descents", $"constant (paper): {gainStep} for gains and {size.OffsetStep} for offsets (our choice)"
                "length of a rollout",
                $"{gainSteps} steps for gains; {offsetSteps} for offsets, the first {offsetBurnIn} not counted (our choice; O(log 1/δ) in the paper)"
                "simulator", "exact consistency (the paper's oracle)"
            ]
        Differences =
            [
                "The paper's matrices are not given; ours were chosen so that the operator contracts."
                "The paper's estimator has one point; ours has two, which share their noise, and so far less variance with as many rollouts."
                "Descents start where those of the round before ended."
            ]
        Jobs =
            [
                for network in 0 .. networks.Length - 1 do
                    for run in 0 .. size.Runs - 1 -> job size seed network run
            ]
        Conclude = conclude size
    }
