/// From a checked `lqr` problem to its result.
module SpanLqr.Cli.Solving.LqrSolving

open SpanLqr.Cli
open SpanLqr.Reference
open SpanLqr.Files.Results
open SpanLqr.Lqr
open SpanLqr.Riccati

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
        }

let finiteHorizon file (problem: FiniteHorizonProblem) =
    let solution = LqrSolver.Solve problem

    if not solution.IsOk then
        let where =
            if solution.FailedStage < 0 then
                file
            else
                $"{file}: step {solution.FailedStage}"

        Hypothesis.refuse where solution.Status StatusEvidence.None

    HorizonResult
        {
            K = Array.ofSeq solution.Gains
            P = Array.ofSeq solution.CostsToGo
            Cost = Some solution.Cost
        }
