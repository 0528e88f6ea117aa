/// Reads the results of plants.
module SpanLqr.Cli.Results.PlantResultReader

open SpanLqr.Files
open SpanLqr.Plants

let private keys =
    [
        "kind"
        "K"
        "P"
        "sampled"
        "eigenvalues"
        "spectralRadius"
        "filterGain"
        "predictorGain"
        "innovationGain"
        "predictionCovariance"
        "filteredCovariance"
        "filterSpectralRadius"
        "offset"
        "feedforward"
        "steadyState"
        "steadyInput"
        "cost"
        "residual"
    ]

let private horizonKeys =
    [
        "kind"
        "K"
        "P"
        "offset"
        "feedforward"
        "steadyState"
        "steadyInput"
        "cost"
    ]

let private asTheProblem = "as the problem has it"

let private optional length key members =
    Members.optional key members |> Option.map (Vectors.sized length asTheProblem)

/// How many past inputs the policy remembers, and how many integrators it has.
let private remembered (problem: PlantProblem) =
    let step =
        if problem.Time = PlantTime.Continuous then
            problem.Step
        else
            1.0

    let steps = problem.Delay / step

    let delay =
        if abs (steps - round steps) <= 1e-9 then
            round steps
        else
            ceil steps

    let integrals =
        match problem.Tracking with
        | null -> 0
        | tracking ->
            match tracking.IntegralWeight with
            | null -> 0
            | weight -> Array2D.length1 weight

    max (int delay) (if isNull problem.RateWeight then 0 else 1), integrals

/// The length of s.
let stateOf (problem: PlantProblem) =
    let memory, integrals = remembered problem
    problem.StateDim + memory * problem.InputDim + integrals

let private outputsOf (problem: PlantProblem) =
    match problem.Tracking with
    | null -> None
    | tracking -> Some(Array2D.length1 tracking.Outputs)

let private sampled (problem: PlantProblem) node : SampledResult =
    let n, m = problem.StateDim, problem.InputDim
    let isIntegrated = problem.Weights = StepWeights.Integrated

    let keys =
        [ "A"; "B"; "W" ] @ (if isIntegrated then [ "Q"; "S"; "R"; "constant" ] else [])

    let members = Members.ofNode keys node

    {
        A = Fields.sized n n "A" members
        B = Fields.sized n m "B" members
        W = Fields.sized n n "W" members
        Weights =
            if isIntegrated then
                Some
                    {
                        Q = Fields.sized n n "Q" members
                        S = Fields.sized n m "S" members
                        R = Fields.sized m m "R" members
                        Constant = Members.required "constant" "a number" members |> Scalars.number
                    }
            else
                None
    }

let private filter (problem: PlantProblem) members : PlantFilterResult option =
    match problem.Measurement with
    | null -> None
    | measurement ->
        let n, m, p = problem.StateDim, problem.InputDim, Array2D.length1 measurement.C

        Some
            {
                FilterGain = Fields.sized n p "filterGain" members
                PredictorGain = Fields.sized n p "predictorGain" members
                InnovationGain = Fields.sized m p "innovationGain" members
                PredictionCovariance = Fields.sized n n "predictionCovariance" members
                FilteredCovariance = Fields.sized n n "filteredCovariance" members
                SpectralRadius = Fields.number "filterSpectralRadius" members
            }

/// The result of a stationary plant.
let stationary (problem: PlantProblem) node : PlantResult =
    let members = Fields.ofKind "lqr" (keys @ Fields.learnedKeys) node
    let n, m, own = problem.StateDim, problem.InputDim, stateOf problem

    {
        K = Fields.sized m own "K" members
        P = Fields.sized own own "P" members
        Sampled =
            if problem.Time = PlantTime.Continuous then
                Members.optional "sampled" members |> Option.map (sampled problem)
            else
                None
        Eigenvalues =
            Members.optional "eigenvalues" members
            |> Option.map (Node.items "an array of eigenvalues" >> Array.map LqrResultReader.complexNumber)
        SpectralRadius = Fields.number "spectralRadius" members
        Filter = filter problem members
        Offset = optional m "offset" members
        Feedforward =
            outputsOf problem
            |> Option.map (fun q -> Fields.sized m q "feedforward" members)
        SteadyState = optional n "steadyState" members
        SteadyInput = optional m "steadyInput" members
        Cost = Fields.number "cost" members
        Residual = Fields.number "residual" members
        ErrorEstimate = None
    }

/// The result of a plant over a horizon.
let horizon (problem: PlantProblem) (horizon: PlantHorizon) node : PlantHorizonResult =
    let members = Fields.ofKind "lqr" (horizonKeys @ Fields.learnedKeys) node

    let n, m, own, steps =
        problem.StateDim, problem.InputDim, stateOf problem, horizon.Steps

    let matrices length rows columns key =
        Fields.entries length "matrices" key members
        |> Array.map (Matrices.sized rows columns asTheProblem)

    {
        K = matrices steps m own "K"
        P = matrices (steps + 1) own own "P"
        Offset =
            if Members.has "offset" members then
                Fields.entries steps "vectors" "offset" members
                |> Array.map (Vectors.sized m asTheProblem)
                |> Some
            else
                None
        Feedforward = outputsOf problem |> Option.map (fun q -> matrices steps m q "feedforward")
        SteadyState = optional n "steadyState" members
        SteadyInput = optional m "steadyInput" members
        Cost = Fields.number "cost" members
    }
