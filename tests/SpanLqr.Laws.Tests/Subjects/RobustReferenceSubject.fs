/// The textbook zero-sum game of both parts, held to the same laws as the fast one.
module SpanLqr.Laws.Tests.RobustReferenceSubject

open System.Collections.Generic
open SpanLqr.Laws
open SpanLqr.Reference
open SpanLqr.Reference.Matrix
open SpanLqr.Robust

let private given (series: IReadOnlyList<float[,]> | null) =
    match series with
    | null -> failwith "the generator gives every matrix"
    | series -> series[0]

let private orElse (fallback: float[,]) (m: float[,] | null) =
    match m with
    | null -> fallback
    | m -> m

let private stages (problem: RobustProblem) : ZeroSum.Stage * ZeroSum.Stage =
    {
        A = problem.A[0]
        B = problem.B[0]
        D = given problem.D
        Q = problem.Q[0]
        R = given problem.R
    },
    {
        A = add problem.A[0] (given problem.Abar)
        B = add problem.B[0] (given problem.Bbar)
        D = add (given problem.D) (given problem.Dbar)
        Q = problem.Qbar[0]
        R = given problem.Rbar
    }

let private solveBoth (problem: RobustProblem) gamma =
    let y, z = stages problem
    let steps = problem.Horizon.Value

    ZeroSum.finiteHorizon gamma (Array.create steps y) (orElse problem.Q[0] problem.Qf),
    ZeroSum.finiteHorizon gamma (Array.create steps z) (orElse problem.Qbar[0] problem.Qbarf)

let private margins (y: ZeroSum.StageAnswer[]) (z: ZeroSum.StageAnswer[]) =
    Array.init (y.Length - 1) (fun t -> min y[t].Margin z[t].Margin)

let private traceWith covariance (answer: ZeroSum.StageAnswer) =
    trace (multiply answer.CostToGo covariance)

let private value (problem: RobustProblem) share (y: ZeroSum.StageAnswer[]) (z: ZeroSum.StageAnswer[]) =
    let sigma0 = orElse problem.Sigma problem.Sigma0
    let sigma0Bar = orElse problem.SigmaBar problem.Sigma0Bar

    let paid start noise (answers: ZeroSum.StageAnswer[]) =
        traceWith start answers[0] + Array.sumBy (traceWith noise) (Array.tail answers)

    paid (scale (1.0 - share) sigma0) (scale (1.0 - share) problem.Sigma) y
    + paid (add sigma0Bar (scale share sigma0)) (add problem.SigmaBar (scale share problem.Sigma)) z

let private policyOf (answers: ZeroSum.StageAnswer[]) =
    let steps = Array.take (answers.Length - 1) answers
    RobustPolicyPart([| for a in steps -> a.Gain |], [| for a in steps -> a.AdversaryGain |], [| for a in answers -> a.CostToGo |])

let private solve problem gamma : RobustSaddle =
    let y, z = solveBoth problem gamma

    {
        Deviations = policyOf y
        MeanField = policyOf z
        Margins = margins y z
        Value = value problem 0.0 y z
        FiniteValue = value problem (1.0 / float problem.Agents.Value) y z
    }

let private isViable (problem: RobustProblem) gamma =
    let y, z = solveBoth problem gamma

    let energy =
        float problem.Horizon.Value * trace (add problem.Sigma problem.SigmaBar)

    Array.forall (fun m -> m > 0.0) (margins y z)
    && value problem 0.0 y z <= gamma * gamma * energy

/// By doubling and bisection.
let private leastViable problem =
    let rec above gamma =
        if isViable problem gamma then
            gamma
        else
            above (2.0 * gamma)

    let rec bisect low high =
        let middle = (low + high) / 2.0

        if high - low <= 1e-10 * high then high
        elif isViable problem middle then bisect low middle
        else bisect middle high

    bisect 0.0 (above 1.0)

/// Against v the controller's own loop is a game without input: A − BK¹ with the weight Q + K¹'RK¹.
let private worstPart gamma (stage: ZeroSum.Stage) final (gains: float[,][]) =
    let under (k: float[,]) : ZeroSum.Stage =
        { stage with
            A = subtract stage.A (multiply stage.B k)
            B = zeros (Array2D.length1 stage.B) (Array2D.length2 stage.B)
            Q = add stage.Q (multiply (transpose k) (multiply stage.R k))
        }

    ZeroSum.finiteHorizon gamma (Array.map under gains) final

let private worstCase (problem: RobustProblem) gamma gains meanGains : RobustWorst option =
    let stageY, stageZ = stages problem
    let y = worstPart gamma stageY (orElse problem.Q[0] problem.Qf) gains
    let z = worstPart gamma stageZ (orElse problem.Qbar[0] problem.Qbarf) meanGains

    let adversary (answers: ZeroSum.StageAnswer[]) =
        answers |> Array.take (answers.Length - 1) |> Array.map _.AdversaryGain

    if margins y z |> Array.forall (fun margin -> margin > 0.0) then
        Some
            {
                Adversary = adversary y
                MeanAdversary = adversary z
                Value = value problem 0.0 y z
            }
    else
        None

let robust: RobustSubject =
    {
        Solve = solve
        IsViable = isViable
        LeastViable = leastViable
        WorstCase = worstCase
    }
