/// Figure 1 of the team paper: iterations to a precision against the size of the populations.
module SpanLqr.Cli.Reproduction.TeamFigure

open SpanLqr.Cli.Pictures
open SpanLqr.Learning
open SpanLqr.Learning.Lqr
open SpanLqr.Learning.Teams
open SpanLqr.Lqr
open SpanLqr.Teams
open SpanLqr.ZeroOrder

let private purpose = 0x7465616DUL
let private precision = 1e-5

/// What a critic of a bounded number of samples can reach.
let private learnedPrecision = 1e-4
let private dimension = 2
let private deviation = 0.1

/// The paper's law of R gives matrices that are not positive definite; below this its Assumption 3 allows no step worth the name.
let private leastEigenvalue = 0.2 * deviation

let private mostIterations = 20_000

/// A critic of data never reaches a steady state; where it has not arrived by then, the run counts as not arrived.
let private mostLearnedIterations = 100

/// The iteration from which on its steps shrink: once the start is forgotten, the errors of many evaluations are averaged.
let private learnedDelay = 5.0

type private Size =
    {
        Runs: int
        Sizes: int list
        Steps: int
    }

let private sizeOf quick =
    if quick then
        {
            Runs = 4
            Sizes = [ 50; 200; 500 ]
            Steps = 50_000
        }
    else
        {
            Runs = 20
            Sizes = [ 50..50..500 ]
            Steps = 50_000
        }

let private least (weight: float[,]) =
    let mean, half =
        (weight[0, 0] + weight[1, 1]) / 2.0, (weight[0, 0] - weight[1, 1]) / 2.0

    mean - sqrt (half * half + weight[0, 1] * weight[0, 1])

/// A weight of the paper's law, drawn again until it is one.
let rec private weight (draws: Numbers.Draws) mean =
    let drawn = draws.Matrix(dimension, dimension, mean, deviation)

    let symmetric =
        Array2D.init dimension dimension (fun i j -> (drawn[i, j] + drawn[j, i]) / 2.0)

    if least symmetric >= leastEigenvalue then
        symmetric
    else
        weight draws mean

/// The instance of a run; its numbers do not depend on the size of the populations.
let private instance seed run size =
    let draws = Numbers.Draws(seed, purpose, run)

    let population name low high =
        let mean () = draws.Uniform(low, high)
        let a, b, q, r = mean (), mean (), mean (), mean ()

        Population(
            Name = name,
            Size = size,
            A = draws.Matrix(dimension, dimension, a, deviation),
            B = draws.Matrix(dimension, dimension, b, deviation),
            Q = weight draws q,
            R = weight draws r
        )

    let populations = [| population "first" 0.06 0.08; population "second" 0.12 0.14 |]

    let coupling () : (float[,] | null)[,] =
        let entry = 1.6e-4 * draws.Uniform(0.0, 1.0)
        Array2D.init 2 2 (fun _ _ -> Array2D.create dimension dimension entry)

    TeamProblem(Populations = populations, Coupling = TeamCoupling(A = coupling (), B = coupling (), Q = coupling (), R = coupling ()))

/// Σ over the auxiliary systems of C(K) − C*, each system counted once as the paper counts it.
let private gap (optima: float[]) (systems: TeamSystem[]) (actors: ActorCritic[]) =
    Seq.zip3 optima systems actors
    |> Seq.sumBy (fun (best, system, actor) ->
        let gain =
            Array2D.init system.Problem.InputDim system.Problem.StateDim (fun i j -> actor.Gain[i * system.Problem.StateDim + j])

        LqrPolicy.Evaluate(system.Problem, gain).Cost - best)

let private iterations critic step limit precision (systems: TeamSystem[]) (interrupt: System.Threading.CancellationToken) =
    let optima =
        systems |> Array.map (fun system -> LqrSolver.Solve(system.Problem).Cost)

    let actors =
        systems
        |> Array.mapi (fun index system ->
            let start = Array2D.zeroCreate system.Problem.InputDim system.Problem.StateDim
            let options = ActorCriticOptions(Step = step system.Problem start)
            ActorCritic(critic index system.Problem, System.ReadOnlySpan(Array.zeroCreate<float> start.Length), options))

    let mutable count = 0

    while count < limit && not (gap optima systems actors <= precision) do
        interrupt.ThrowIfCancellationRequested()

        for actor in actors do
            if actor.Status = LearnerStatus.Running then
                actor.Advance interrupt

        count <- count + 1

    float count

let private bound problem start =
    ActorStep.Constant(ActorCriticTheory.StepBound(problem, start))

let private exactCritic _ problem : ICritic = ExactCritic problem

let private learnedCritic seed run steps index (problem: LqrProblem) : ICritic =
    let key = NoiseKey.Of(seed, purpose, uint64 run, uint64 index)
    LstdCritic(LqrTrajectories problem, TrajectoryOptions(Steps = steps, Exploration = 1.0, Seed = key))

/// The theorem's bound on the iterations, the largest of the systems'.
let private theory (systems: TeamSystem[]) =
    systems
    |> Array.map (fun system ->
        let start = Array2D.zeroCreate system.Problem.InputDim system.Problem.StateDim
        let step = ActorCriticTheory.StepBound(system.Problem, start)
        ActorCriticTheory.IterationBound(system.Problem, start, step, precision, systems.Length))
    |> Array.max

let private keyOf run size = $"run {run}, N {size}"

let private job seed steps run size =
    {
        Key = keyOf run size
        Run =
            fun interrupt ->
                let systems = instance seed run size |> TeamSystem.Of |> Array.ofSeq
                let curvature _ _ = ActorStep.Curvature

                let decaying _ _ =
                    ActorStep(StepRule(StepKind.Decaying, 1.0, learnedDelay), true)

                [|
                    iterations exactCritic bound mostIterations precision systems interrupt
                    iterations exactCritic curvature mostIterations precision systems interrupt
                    iterations (learnedCritic seed run steps) decaying mostLearnedIterations learnedPrecision systems interrupt
                    theory systems
                |]
    }

let private names =
    [|
        "exact critic, step of Assumption 3"
        "exact critic, step 1/λmax(Δ₂₂)"
        "LSTD critic, decaying multiple of 1/λmax(Δ₂₂)"
    |]

let private panel size (values: int -> int -> float[]) index =
    let sizes = size.Sizes |> List.toArray
    let at run population = (values run population)[index]

    let over population =
        [| for run in 0 .. size.Runs - 1 -> at run population |]

    {
        Title = names[index]
        Horizontal =
            {
                Title = "agents in each population"
                Scale = Linear
            }
        Vertical =
            {
                Title =
                    (if index = 2 then
                         "iterations to precision 10⁻⁴"
                     else
                         "iterations to precision 10⁻⁵")
                Scale = Linear
            }
        Series =
            [
                {
                    Label = "one standard deviation"
                    Colour = 1
                    Marks =
                        sizes
                        |> Array.map (fun n ->
                            let runs = over n
                            let center, spread = Numbers.mean runs, Numbers.deviation runs
                            float n, max (Array.min runs) (center - spread), center + spread)
                        |> Band
                }
                for run in 0 .. size.Runs - 1 do
                    {
                        Label = "one instance"
                        Colour = 0
                        Marks = sizes |> Array.map (fun n -> float n, at run n) |> Trace
                    }
                {
                    Label = "mean"
                    Colour = 1
                    Marks = sizes |> Array.map (fun n -> float n, Numbers.mean (over n)) |> Line
                }
            ]
    }

let private conclude size (values: string -> float[]) =
    let at run population = values (keyOf run population)

    let mean population index =
        Numbers.mean [| for run in 0 .. size.Runs - 1 -> (at run population)[index] |]

    let first, last = List.head size.Sizes, List.last size.Sizes

    let change index =
        let low, high = mean first index, mean last index
        $"{names[index]}: {Numbers.short low} iterations on average with {first} agents in each population, {Numbers.short high} with {last}"

    let pairs =
        [
            for run in 0 .. size.Runs - 1 do
                for n in size.Sizes -> (at run n)[0], (at run n)[3]
        ]

    let broken =
        pairs |> List.filter (fun (happened, bound) -> happened > bound) |> List.length

    let theoremFinding =
        $"Theorem 2's bound, for the exact critic with the step of Assumption 3, is {Numbers.short (mean first 3)} iterations on average with {first} agents and {Numbers.short (mean last 3)} with {last}; "
        + (if broken = 0 then
               "no run took more"
           else
               $"{broken} of {pairs.Length} runs took more")

    let notArrived =
        [
            for run in 0 .. size.Runs - 1 do
                for n in size.Sizes -> (at run n)[2]
        ]
        |> List.filter (fun count -> count >= float mostLearnedIterations)
        |> List.length

    {
        Chart =
            {
                Title = "Hierarchical natural actor–critic: iterations against the size of the populations"
                Rows = [ [ panel size at 0; panel size at 1 ]; [ panel size at 2 ] ]
            }
        Columns =
            [
                "run"
                "agents"
                "exactAssumption3"
                "exactCurvature"
                "lstdDecaying"
                "theorem2Bound"
            ]
        Rows =
            [
                for run in 0 .. size.Runs - 1 do
                    for n in size.Sizes do
                        string run :: string n :: (at run n |> Array.map Numbers.exact |> List.ofArray)
            ]
        Findings =
            [
                for index in 0..2 do
                    change index
                theoremFinding
                if notArrived > 0 then
                    $"{notArrived} of {size.Runs * size.Sizes.Length} runs with the LSTD critic did not reach the precision in {mostLearnedIterations} iterations"
            ]
    }

let create quick seed =
    let size = sizeOf quick

    {
        Name = "team-fig1"
        Title = "Iterations of the hierarchical natural actor–critic against the size of the populations"
        Source = "Luo, Yang, Wang and Kolar on multi-agent LQR with partial exchangeability, section 6, Figure 1"
        Claims =
            [
                "The number of iterations to a precision of 10⁻⁵ stays about the same as populations grow from 50 to 500 agents, for each of 20 random instances and on average."
            ]
        Settings =
            [
                "populations", "2, of equal size (paper)"
                "sizes",
                (size.Sizes |> List.map string |> String.concat ", ")
                + (if quick then " (quick)" else " (paper: 50 to 500)")
                "instances", string size.Runs + (if quick then " (quick)" else " (paper)")
                "states, inputs", "2, 2 (states: paper; inputs: our choice)"
                "σ²", "0.01 (paper)"
                "means of A, B, Q, R", "uniform in [0.06, 0.08] and [0.12, 0.14] (paper)"
                "blocks between agents", "every entry 1.6·10⁻⁴·Unif[0, 1], one number for each of A, B, Q, R (paper)"
                "least eigenvalue of Q, R", $"{Numbers.short leastEigenvalue}, drawn again until it is reached (our choice)"
                "noise", "identity (our choice)"
                "start", "K = 0 (our choice)"
                "precision",
                "C(K) − C* ≤ 10⁻⁵ (paper; 10⁻⁴ with the LSTD critic, our choice), summed over the three auxiliary systems, each counted once (our choice of what is measured)"
                "data of the LSTD critic", $"{size.Steps} steps of a representative an iteration, exploration 1 (our choice)"
                "step with the LSTD critic", $"1/(λmax(Δ₂₂)·√(1 + k/{Numbers.short learnedDelay})) in iteration k (our choice)"
            ]
        Differences =
            [
                "The paper's law of Q and R gives matrices that are seldom positive definite, which its own Assumption 1 asks for; ours are symmetrised and drawn again until they are, with a margin, since the step of Assumption 3 vanishes with σ_min(R)."
                "The paper does not say which step, critic or count of samples it used. We show three: the oracle with its Assumption 3, the oracle with the step 1/λmax(Δ₂₂), and least-squares temporal differences from one representative agent."
                "Ours grow a little with the populations: what couples agents, N·1.6·10⁻⁴, is no longer small beside the matrices at N = 500, so that the mean field is another problem at each size."
                "A critic of samples has an error of its own, and steps of a fixed length take it over into the gains, below which no number of iterations leads: with them half of the runs never came within 10⁻⁴. Steps that decay average the errors of many evaluations; with the LSTD critic we take those, and count the iterations to 10⁻⁴."
                "An instance keeps its matrices as its populations grow, so that what changes along a line is the number of agents alone."
            ]
        Jobs =
            [
                for run in 0 .. size.Runs - 1 do
                    for n in size.Sizes -> job seed size.Steps run n
            ]
        Conclude = conclude size
    }
