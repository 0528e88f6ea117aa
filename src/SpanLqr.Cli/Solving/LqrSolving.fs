/// From a checked `lqr` problem to its result.
module SpanLqr.Cli.Solving.LqrSolving

open SpanLqr.Cli
open SpanLqr.Reference
open SpanLqr.Files.Results
open SpanLqr.Lqr

let private closedLoop (problem: LqrProblem) (gain: float[,]) =
    Dense.ofArray problem.A - Dense.ofArray problem.B * Dense.ofArray gain

let stationary file (problem: LqrProblem) =
    let solution = LqrSolver.Solve problem

    if not solution.IsOk then
        Hypothesis.refuse file solution.Status solution.Evidence

    StationaryResult
        {
            K = solution.Gain
            P = solution.CostToGo
            SpectralRadius = Some solution.SpectralRadius
            Eigenvalues = Spectrum.eigenvalues (closedLoop problem solution.Gain)
            Cost = Some solution.Cost
            Residual = Some solution.Residual
            ErrorEstimate = Some solution.ErrorEstimate
            GainErrorEstimate = Some solution.GainErrorEstimate
        }

/// From here on a gain has no certain digit.
let private noDigit = 0.1

/// That K, unlike P, is not determined by the digits of the problem.
let warning file (result: StationaryResult) =
    result.GainErrorEstimate
    |> Option.filter (fun estimate -> estimate >= noDigit)
    |> Option.map (fun _ ->
        $"{file}: P is certain and K stabilises, but K has no certain digit: inputs are so cheap that along some of their directions double precision cannot tell what is best; raise R")

let finiteHorizon file (problem: FiniteHorizonProblem) =
    let solution = LqrSolver.Solve problem

    if not solution.IsOk then
        Hypothesis.refuseAt file solution.Status solution.Evidence solution.FailedStage

    HorizonResult
        {
            K = Array.ofSeq solution.Gains
            P = Array.ofSeq solution.CostsToGo
            Cost = Some solution.Cost
        }
