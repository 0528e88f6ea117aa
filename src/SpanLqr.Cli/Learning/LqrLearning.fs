/// Learning the gain of a single plant.
module SpanLqr.Cli.Learning.LqrLearning

open SpanLqr.Cli
open SpanLqr.Reference
open SpanLqr.Files.Results
open SpanLqr.Learning.Lqr
open SpanLqr.Lqr

let private closedLoop (problem: LqrProblem) (gain: float[,]) =
    Dense.ofArray problem.A - Dense.ofArray problem.B * Dense.ofArray gain

/// ‖DARE(P) − P‖_F / (1 + ‖P‖_F) of a P that solves another equation.
let private residual (problem: LqrProblem) (value: PolicyValue) =
    let a, b = Dense.ofArray problem.A, Dense.ofArray problem.B
    let p, r = Dense.ofArray value.CostToGo, Dense.ofArray problem.R
    let weight = r + b.Transpose() * p * b

    let cross =
        let product = b.Transpose() * p * a

        match problem.S with
        | null -> product
        | s -> product + (Dense.ofArray s).Transpose()

    let image =
        Dense.ofArray problem.Q + a.Transpose() * p * a
        - cross.Transpose() * weight.Solve cross

    (image - p).FrobeniusNorm() / (1.0 + p.FrobeniusNorm())

let private result (problem: LqrProblem) gain =
    let value = LqrPolicy.Evaluate(problem, gain)

    if not value.IsOk then
        None
    else
        Some(
            StationaryResult
                {
                    K = gain
                    P = value.CostToGo
                    SpectralRadius = Some value.SpectralRadius
                    Eigenvalues = Spectrum.eigenvalues (closedLoop problem gain)
                    Cost = Some value.Cost
                    Residual = Some(residual problem value)
                    // Of the learned P, which solves no Riccati equation, it says nothing.
                    ErrorEstimate = None
                    GainErrorEstimate = None
                }
        )

let create (run: Run) (problem: LqrProblem) =
    let best = LqrSolver.Solve problem

    if not best.IsOk then
        Solving.Hypothesis.refuse run.File best.Status best.Evidence

    let given =
        match run.Start with
        | Some(StationaryResult result) -> Some result.K
        | _ -> None

    let learning, remarks =
        if Regulators.needsNoStart run then
            let remark = if given.IsSome then "given" else "found by the learner"
            Regulators.createFree run run.Seed problem given, [ "start", remark ]
        else
            let start, remark =
                match given with
                | Some gain -> gain, "given"
                | None -> Start.gain problem

            let source () : ITrajectorySource =
                LqrTrajectories(problem, burnIn = Settings.count "burn-in" run.Settings)

            Regulators.create run run.Seed problem start source,
            [
                "start", remark
                if run.Method.Name = "nac" then
                    yield! Critics.theory [ problem, start, 1 ] best.Cost
            ]

    let current () =
        let entries = learning.Entries()
        Array2D.init problem.InputDim problem.StateDim (fun i j -> entries[i * problem.StateDim + j])

    {
        Learner = learning.Learner
        Measure =
            fun () ->
                let gain = current ()

                {
                    Cost = LqrPolicy.Evaluate(problem, gain).Cost
                    GainError = Session.distance [ gain ] [ best.Gain ]
                    LawError = None
                }
        Result = fun () -> result problem (current ())
        BestCost = best.Cost
        IsLeast = true
        BestGainNorm = Session.norm [ best.Gain ]
        Schedule = Regulators.schedule run
        Remarks = remarks
        Judgement =
            {
                Verdict = fun () -> learning.Verdict |> Option.map (fun verdict -> verdict ())
                Baseline = fun () -> Some(Regulators.baseline run run.Seed problem)
            }
    }
