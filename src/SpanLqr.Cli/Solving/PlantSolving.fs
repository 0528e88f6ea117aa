/// From a checked plant to its result, or to the reason for which there is none.
module SpanLqr.Cli.Solving.PlantSolving

open System.Numerics
open SpanLqr.Cli
open SpanLqr.Files.Results
open SpanLqr.Plants
open SpanLqr.Riccati

let private modeOf (mode: Complex) =
    if mode.Imaginary = 0.0 then
        $"{mode.Real:G6}"
    elif abs mode.Real <= 1e-12 * abs mode.Imaginary then
        $"±{abs mode.Imaginary:G6}i"
    else
        $"{mode.Real:G6} ± {abs mode.Imaginary:G6}i"

let private at (evidence: PlantEvidence) =
    match Option.ofNullable evidence.Mode with
    | Some mode -> $" at {modeOf mode}"
    | None -> ""

let private atInBrackets (evidence: PlantEvidence) =
    match Option.ofNullable evidence.Mode with
    | Some mode -> $" (at {modeOf mode})"
    | None -> ""

let private pairOf (problem: PlantProblem) =
    if problem.Discount < 1.0 then "(√β A, √β B)" else "(A, B)"

let private alike (evidence: PlantEvidence) =
    match Option.ofNullable evidence.Mode, Option.ofNullable evidence.OtherMode with
    | Some first, Some second when Complex.Conjugate first = second -> $"the modes at {modeOf first}"
    | Some first, Some second -> $"the modes at {modeOf first} and {modeOf second}"
    | _ -> "two modes"

let private explain (problem: PlantProblem) status (evidence: PlantEvidence) =
    let zero = if problem.Time = PlantTime.Continuous then 0 else 1

    let byItsSolver weight =
        Hypothesis.explain weight evidence.Solver evidence.Equation

    match status with
    | PlantStatus.NonFinite -> "the numbers overflow: rescale the units of the states or of the cost"
    | PlantStatus.Noise -> "the noise has no covariance"
    | PlantStatus.Overflow -> "the plant grows by more than e^700 in one step: give a shorter step"
    | PlantStatus.NotStabilisable ->
        $"{pairOf problem} is not stabilisable: a mode that does not decay{atInBrackets evidence} is reached by no input"
    | PlantStatus.NotStabilisableSampled ->
        $"(A, B) is stabilisable, but not sampled every {problem.Step:G6} s: {alike evidence} look alike at the sampling instants; change step"
    | PlantStatus.NotDetectable -> $"(A, C) is not detectable: a mode{at evidence} is not seen by the measurements"
    | PlantStatus.NotDetectableSampled ->
        $"(A, C) is detectable, but not sampled every {problem.Step:G6} s: {alike evidence} look alike at the sampling instants; change step"
    | PlantStatus.NotDriven ->
        $"the filter has no stabilising gain: the mode{at evidence}, on the unit circle, is not moved by the noise W; give it some, or say a constant with drift or integral"
    | PlantStatus.NoSteadyState ->
        $"no steady state holds the outputs at every reference: the plant has a zero at {zero} from its inputs to these outputs"
    | PlantStatus.OutputsNotMeasured ->
        $"$.outputs: row {evidence.Row} is no combination of the rows of C (only what is measured can be integrated)"
    | PlantStatus.Filter -> "the filter's equation: " + byItsSolver "W"
    | _ -> byItsSolver "Q"

let private groundOf (evidence: PlantEvidence) =
    match Option.ofNullable evidence.Mode with
    | Some mode -> Hypothesis.Mode mode
    | None ->
        let stage = if evidence.Stage < 0 then None else Some evidence.Stage

        Hypothesis.groundOf evidence.Solver evidence.Equation stage

let private refuse file problem status (evidence: PlantEvidence) =
    let where =
        if evidence.Stage < 0 then
            file
        else
            $"{file}: step {evidence.Stage}"

    let message = $"{where}: {explain problem status evidence}"

    match status with
    | PlantStatus.Weights
    | PlantStatus.Noise
    | PlantStatus.OutputsNotMeasured -> Stop.wrongInput message
    | _ -> Hypothesis.refuseFor message (string status) (groundOf evidence)

let private sampled (problem: PlantProblem) (sampled: SampledPlant) : SampledResult =
    {
        A = sampled.A
        B = sampled.B
        W = sampled.W
        Weights =
            if problem.Weights = StepWeights.Integrated then
                Some
                    {
                        Q = sampled.Q
                        S = sampled.S
                        R = sampled.R
                        Constant = sampled.Constant
                    }
            else
                None
    }

let private filter (filter: PlantFilter) : PlantFilterResult =
    {
        FilterGain = filter.FilterGain
        PredictorGain = filter.PredictorGain
        InnovationGain = filter.InnovationGain
        PredictionCovariance = filter.PredictionCovariance
        FilteredCovariance = filter.FilteredCovariance
        SpectralRadius = Some filter.SpectralRadius
    }

let stationary file (problem: PlantProblem) =
    let solution = PlantSolver.Solve problem

    if not solution.IsOk then
        refuse file problem solution.Status solution.Evidence

    PlantResult
        {
            K = solution.Gain
            P = solution.CostToGo
            Sampled = solution.Sampled |> Option.ofObj |> Option.map (sampled problem)
            Eigenvalues = Some solution.Eigenvalues
            SpectralRadius = Some solution.SpectralRadius
            Filter = solution.Filter |> Option.ofObj |> Option.map filter
            Offset = Option.ofObj solution.Offset
            Feedforward = Option.ofObj solution.Feedforward
            SteadyState = Option.ofObj solution.SteadyState
            SteadyInput = Option.ofObj solution.SteadyInput
            Cost = Some solution.Cost
            Residual = Some solution.Residual
            ErrorEstimate = Some solution.ErrorEstimate
        }

let finiteHorizon file (problem: PlantProblem) (horizon: PlantHorizon) =
    let solution = PlantSolver.Solve(problem, horizon)

    if not solution.IsOk then
        refuse file problem solution.Status solution.Evidence

    let some (items: 'a seq) =
        if Seq.isEmpty items then None else Some(Array.ofSeq items)

    PlantHorizonResult
        {
            K = Array.ofSeq solution.Gains
            P = Array.ofSeq solution.CostsToGo
            Offset = some solution.Offsets
            Feedforward = some solution.Feedforwards
            SteadyState = Option.ofObj solution.SteadyState
            SteadyInput = Option.ofObj solution.SteadyInput
            Cost = Some solution.Cost
        }

/// What one should know of an answer that is one.
let warning file (problem: PlantProblem) (result: PlantResult) =
    result.SpectralRadius
    |> Option.filter (fun radius -> problem.Discount < 1.0 && radius >= 1.0)
    |> Option.map (fun radius ->
        $"{file}: the discounted optimum does not stabilise the plant: spectral radius {radius:G6}; raise discount")
