/// What the result of an `lqr` problem claims.
module SpanLqr.Cli.Verification.LqrClaims

open SpanLqr.Reference
open SpanLqr.Reference.Dense
open SpanLqr.Files.Results
open SpanLqr.Cli.Verification
open SpanLqr.Lqr

let private orZero rows columns (s: float[,] | null) =
    match s with
    | null -> zero rows columns
    | s -> ofArray s

let private noise n (w: float[,] | null) =
    match w with
    | null -> identity n
    | w -> ofArray w

/// The claims of a stationary policy.
let stationary tolerance learned (problem: LqrProblem) (result: StationaryResult) =
    let n, m = problem.StateDim, problem.InputDim
    let p, k = ofArray result.P, ofArray result.K

    let step: Riccati.Step =
        {
            A = ofArray problem.A
            B = ofArray problem.B
            Q = ofArray problem.Q
            R = ofArray problem.R
            S = orZero n m problem.S
        }

    let w = noise n problem.W

    let distance () =
        let bestK, bestP = Riccati.optimum step k

        {
            Cost = traceOfProduct p w
            BestCost = traceOfProduct bestP w
            GainError = PolicyClaims.distance [ k ] [ bestK ]
            BestGainNorm = PolicyClaims.norm [ bestK ]
            IsLeast = true
        }

    [
        yield! PolicyClaims.ofPolicy (PolicyClaims.standardOf learned) tolerance "" step p k result.SpectralRadius
        yield! SpectralClaims.ofEigenvalues tolerance (Spectrum.closedLoop step.A step.B k) result.Eigenvalues
        yield! PolicyClaims.ofCost tolerance "cost is tr(PW)" result.Cost [ 1.0, p, w ]
        match result.Residual with
        | Some stated ->
            // A learned P is the cost of its gain, which carries it to itself whether it is the optimum or not.
            let found =
                if Option.isSome learned then
                    Riccati.residualOfAny step p
                else
                    Riccati.residual step p k

            Claim.ratio tolerance "residual" stated found
        | None -> ()
        yield! LearnedClaims.ofRecord tolerance learned distance
    ]

let private stepAt (problem: FiniteHorizonProblem) t : Riccati.Step =
    let at (series: System.Collections.Generic.IReadOnlyList<float[,]>) =
        ofArray (if series.Count = 1 then series[0] else series[t])

    {
        A = at problem.A
        B = at problem.B
        Q = at problem.Q
        R = at problem.R
        S =
            match problem.S with
            | null -> zero problem.StateDim problem.InputDim
            | s -> at s
    }

let private finalWeight (problem: FiniteHorizonProblem) =
    match problem.Qf with
    | null -> problem.Q[problem.Q.Count - 1]
    | final -> final

/// The claims of a policy over a horizon, each the worst of all steps.
let horizon tolerance learned (problem: FiniteHorizonProblem) (result: HorizonResult) =
    let costs = result.P |> Array.map ofArray
    let steps = [ 0 .. problem.Horizon - 1 ]

    let errors =
        steps
        |> List.map (fun t -> Riccati.errors (stepAt problem t) costs[t + 1] costs[t] (ofArray result.K[t]))

    let worst error =
        errors |> Seq.map error |> Seq.reduce max

    let w = noise problem.StateDim problem.W
    let final = ofArray (finalWeight problem)

    let notConvex =
        steps
        |> List.filter (fun t -> not (Riccati.isConvex (stepAt problem t) costs[t + 1]))

    let gains = result.K |> Array.map ofArray |> List.ofArray

    let evaluations =
        steps
        |> List.map (fun t -> relativeError (Riccati.costToGo (stepAt problem t) gains[t] costs[t + 1]) costs[t])

    let distance () =
        let best =
            List.scanBack (fun t next -> Riccati.map (stepAt problem t) next) steps final

        let bestGains =
            steps |> List.map (fun t -> Riccati.gain (stepAt problem t) best[t + 1])

        let total (values: Matrix list) =
            values |> List.tail |> List.sumBy (fun p -> traceOfProduct p w)

        {
            Cost = total (List.ofArray costs)
            BestCost = total best
            GainError = PolicyClaims.distance gains bestGains
            BestGainNorm = PolicyClaims.norm bestGains
            IsLeast = true
        }

    [
        Claim.equation tolerance "P_T is the final weight" (relativeError costs[problem.Horizon] final)
        Claim.equation tolerance "every P_t is symmetric" (worst _.Symmetry)
        match PolicyClaims.standardOf learned with
        | PolicyClaims.Optimal ->
            Claim.equation tolerance "every P_t follows from P_{t+1}" (worst _.Riccati)
            Claim.equation tolerance "every K_t is the gain of P_{t+1}" (worst _.Gain)
        | PolicyClaims.Evaluated -> Claim.equation tolerance "every P_t is what K_t costs before P_{t+1}" (Seq.max evaluations)
        Claim.equation 0.0 "every R + B'P_{t+1}B is positive definite" (float notConvex.Length)
        yield! PolicyClaims.ofCost tolerance "cost is Σ tr(P_t W), t ≥ 1" result.Cost [ for p in Array.skip 1 costs -> 1.0, p, w ]
        yield! LearnedClaims.ofRecord tolerance learned distance
    ]
