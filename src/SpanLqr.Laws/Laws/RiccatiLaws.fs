/// What the stationary and the finite-horizon optimum must satisfy (math.md 1).
[<RequireQualifiedAccess>]
module SpanLqr.Laws.RiccatiLaws

open FsCheck
open FsCheck.FSharp
open SpanLqr.Lqr
open SpanLqr.Laws.Dense

/// (R + B'PB)⁻¹(B'PA + S').
let private gainAgainst (case: LqrCase) p =
    let problem = case.Problem
    let bp = transpose problem.B *. p
    solve (problem.R +. bp *. problem.B) (bp *. problem.A +. transpose case.CrossWeight)

/// Q + A'PA − (A'PB + S)(R + B'PB)⁻¹(B'PA + S').
let private riccatiStep (case: LqrCase) p =
    let problem = case.Problem
    let ap = transpose problem.A *. p

    problem.Q +. ap *. problem.A
    -. (ap *. problem.B +. case.CrossWeight) *. gainAgainst case p

/// P = Q + A'PA − (A'PB + S)(R + B'PB)⁻¹(B'PA + S').
let residual (subject: LqrSubject) (case: LqrCase) =
    let p = (subject.Solve case.Problem).CostToGo
    riccatiStep case p |> Claim.matricesAgree "DARE(P) = P" Claim.Tolerance p

/// K = (R + B'PB)⁻¹(B'PA + S').
let gain (subject: LqrSubject) (case: LqrCase) =
    let solution = subject.Solve case.Problem

    solution.Gain
    |> Claim.matricesAgree "K = (R + B'PB)^-1 (B'PA + S')" Claim.Tolerance (gainAgainst case solution.CostToGo)

/// P = P' and P ⪰ 0.
let symmetricPositive (subject: LqrSubject) (case: LqrCase) =
    let p = (subject.Solve case.Problem).CostToGo

    Claim.all
        [
            transpose p |> Claim.matricesAgree "P = P'" 1e-14 p
            Claim.atMost "-P has no positive eigenvalue" (norm p) 0.0 -(leastEigenvalue p)
        ]

/// ρ(A − BK) < 1: of all solutions of the equation the answer is the stabilising one. The reported radius is that of A − BK.
let stable (subject: LqrSubject) (case: LqrCase) =
    let solution = subject.Solve case.Problem
    let radius = spectralRadius (case.Problem.A -. case.Problem.B *. solution.Gain)

    Claim.all
        [
            Claim.holds $"spectral radius {radius:R} is below 1" (radius < 1.0)
            // A defective eigenvalue moves by the square root of a rounding error, so the two radii may too.
            solution.SpectralRadius
            |> Claim.numbersAgree "reported spectral radius" 1e-5 radius
        ]

/// The optimal average cost is tr(PW).
let cost (subject: LqrSubject) (case: LqrCase) =
    let solution = subject.Solve case.Problem

    solution.Cost
    |> Claim.numbersAgree "C* = tr(PW)" Claim.Tolerance (trace (solution.CostToGo *. case.Noise))

let private horizonProblem (case: LqrCase) horizon =
    FiniteHorizonProblem(
        Horizon = horizon,
        A = [| case.Problem.A |],
        B = [| case.Problem.B |],
        Q = [| case.Problem.Q |],
        R = [| case.Problem.R |],
        S =
            (match case.Problem.S with
             | null -> null
             | s -> [| s |]),
        Qf = zeros case.Problem.StateDim case.Problem.StateDim,
        W = case.Problem.W
    )

/// The recursion P_t = DARE(P_{t+1}) from P_T = 0 converges to the stationary P, and its gains to K. T is taken so long that the rate
/// ρ(A − BK)^{2T} leaves nothing of the start.
let recursionConverges (subject: LqrSubject) (case: LqrCase) =
    let stationary = subject.Solve case.Problem

    let radius =
        max 0.1 (spectralRadius (case.Problem.A -. case.Problem.B *. stationary.Gain))

    let horizon =
        10 + 2 * case.Problem.StateDim + int (ceil (log 1e-14 / (2.0 * log radius)))

    let finite = subject.SolveHorizon(horizonProblem case (min horizon 2000))

    Claim.all
        [
            finite.CostsToGo[0]
            |> Claim.matricesAgree "P_0 of a long horizon = P" 1e-7 stationary.CostToGo
            finite.Gains[0]
            |> Claim.matricesAgree "K_0 of a long horizon = K" 1e-7 stationary.Gain
        ]

/// A few stages of one size that differ from each other: stage t is the case with A, B, Q, R, S times the t-th factor's powers.
let private varyingProblem (case: LqrCase) (factors: float[]) =
    let p = case.Problem

    let stage (power: float) (a: float[,]) =
        factors |> Array.map (fun c -> scale (c ** power) a)

    FiniteHorizonProblem(
        Horizon = factors.Length,
        A = stage 1.0 p.A,
        B = stage -1.0 p.B,
        Q = stage 2.0 p.Q,
        R = stage 2.0 p.R,
        S =
            (match p.S with
             | null -> null
             | s -> stage 2.0 s),
        Qf = p.Q,
        W = p.W
    )

let private factors =
    Gen.elements [ 0.5; 1.0; 2.0 ]
    |> Gen.arrayOf
    |> Gen.map (fun drawn -> Array.truncate 6 (Array.append [| 1.0 |] drawn))
    |> Arb.fromGen

/// Bellman: what remains of an optimal policy after one step is the optimal policy of the remaining steps, and
/// P_t = Q_t + A_t'P_{t+1}A_t − …, with matrices that vary with t.
let tailIsOptimal (subject: LqrSubject) (case: LqrCase) =
    Prop.forAll factors (fun factors ->
        let whole = subject.SolveHorizon(varyingProblem case factors)

        let stage c =
            let p = case.Problem

            let s: float[,] | null =
                match p.S with
                | null -> null
                | s -> scale (c * c) s

            let scaled =
                LqrCases.problem (scale c p.A) (scale (1.0 / c) p.B) (scale (c * c) p.Q) (scale (c * c) p.R) s p.W

            { case with Problem = scaled }

        let steps =
            factors
            |> Array.mapi (fun t c ->
                Claim.all
                    [
                        whole.CostsToGo[t]
                        |> Claim.matricesAgree
                            $"P_{t} = DARE_{t}(P_{t + 1})"
                            Claim.Tolerance
                            (riccatiStep (stage c) whole.CostsToGo[t + 1])
                        whole.Gains[t]
                        |> Claim.matricesAgree $"K_{t} against P_{t + 1}" Claim.Tolerance (gainAgainst (stage c) whole.CostsToGo[t + 1])
                    ])
            |> List.ofArray

        let terminal =
            Array.last whole.CostsToGo
            |> Claim.matricesAgree "P_T = Q_T" Claim.Tolerance case.Problem.Q

        if factors.Length = 1 then
            Claim.all (terminal :: steps)
        else
            let tail = subject.SolveHorizon(varyingProblem case factors[1..])

            Claim.all (
                (tail.Gains[0]
                 |> Claim.matricesAgree "the tail's first gain" Claim.Tolerance whole.Gains[1])
                :: terminal
                :: steps
            ))

/// Σ_{t=1..T} tr(P_t W) = Σ_t tr(weight under K_t · Σ_t) + tr(Q_T Σ_T), the costs met going forward from Σ_0 = 0 with
/// Σ_{t+1} = (A−BK_t)Σ_t(A−BK_t)' + W: the backward and the forward account of one policy agree.
let forwardCost (subject: LqrSubject) (case: LqrCase) =
    Prop.forAll (Arb.fromGen (Gen.choose (1, 8))) (fun horizon ->
        let p = case.Problem
        let finite = subject.SolveHorizon(horizonProblem case horizon)

        let step (paid, covariance) k =
            let cross = case.CrossWeight *. k
            let weight = p.Q -. cross -. transpose cross +. transpose k *. p.R *. k
            let loop = p.A -. p.B *. k
            paid + trace (weight *. covariance), loop *. covariance *. transpose loop +. case.Noise

        // The terminal weight of horizonProblem is zero, so the last covariance costs nothing.
        let paid, _ = Array.fold step (0.0, zeros p.StateDim p.StateDim) finite.Gains

        finite.Cost
        |> Claim.numbersAgree "backward cost = forward cost" Claim.Tolerance paid)

/// Newton–Kleinman from any stabilising gain: costs never rise from the first improvement on, and it ends at the gain that `Solve` found
/// by other means.
let newtonAgrees (subject: LqrSubject) (case: LqrCase) =
    let optimum = subject.Solve case.Problem

    let costOf k =
        (subject.Evaluate case.Problem k 0.0).Cost

    let gains =
        List.scan (fun k _ -> subject.NewtonImprove case.Problem k) case.Stabiliser [ 1..25 ]

    let costs = gains |> List.truncate 6 |> List.map costOf

    Claim.all
        [
            for before, after in List.pairwise costs do
                Claim.atMost "a Newton step does not raise the cost" before before after
            List.last gains |> Claim.matricesAgree "Newton's limit = K" 1e-7 optimum.Gain
        ]
