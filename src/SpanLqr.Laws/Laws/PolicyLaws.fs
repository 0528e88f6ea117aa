/// What is true of the evaluation of a stabilising gain K under u = −Kx + σz, and of improving it (math.md 1).
[<RequireQualifiedAccess>]
module SpanLqr.Laws.PolicyLaws

open FsCheck
open FsCheck.FSharp
open SpanLqr.Laws.Dense

let private explored (case: LqrCase) variance =
    case.Noise +. scale variance (case.Problem.B *. transpose case.Problem.B)

/// Q − SK − K'S' + K'RK.
let private weight (case: LqrCase) k =
    let cross = case.CrossWeight *. k
    case.Problem.Q -. cross -. transpose cross +. transpose k *. case.Problem.R *. k

/// X = Q + AXA', X ⪰ Q, and X(Q₁) + X(Q₂) = X(Q₁ + Q₂) for stable A.
let lyapunov (subject: LqrSubject) (StableMatrix a) =
    let n = rows a

    let semidefinite =
        Arb.fromGen (Entries.positiveSemidefinite n n |> Gen.map PsdMatrix)

    Prop.forAll semidefinite (fun (PsdMatrix first) ->
        Prop.forAll semidefinite (fun (PsdMatrix second) ->
            let x = subject.Lyapunov a first

            Claim.all
                [
                    first +. a *. x *. transpose a
                    |> Claim.matricesAgree "X = Q + AXA'" Claim.Tolerance x
                    Claim.atMost "Q - X has no positive eigenvalue" (norm x) 0.0 -(leastEigenvalue (x -. first))
                    subject.Lyapunov a (first +. second)
                    |> Claim.matricesAgree "X is linear in Q" Claim.Tolerance (x +. subject.Lyapunov a second)
                ]))

/// P_K = weight + (A−BK)'P_K(A−BK), Σ_K = W_σ + (A−BK)Σ_K(A−BK)', and
/// C(K) = tr(P_K W_σ) + σ² tr R = tr(weight·Σ_K) + σ² tr R.
let evaluation (subject: LqrSubject) (case: LqrCase) =
    Prop.forAll Explorations.arbitrary (fun { Variance = variance } ->
        let facts = subject.Evaluate case.Problem case.Stabiliser variance
        let loop = case.ClosedLoop
        let noise = explored case variance
        let weight = weight case case.Stabiliser
        let fromExploration = variance * trace case.Problem.R

        Claim.all
            [
                weight +. transpose loop *. facts.CostToGo *. loop
                |> Claim.matricesAgree "P_K" Claim.Tolerance facts.CostToGo
                noise +. loop *. facts.StateCovariance *. transpose loop
                |> Claim.matricesAgree "Sigma_K" Claim.Tolerance facts.StateCovariance
                facts.Cost
                |> Claim.numbersAgree "C(K) by P_K" Claim.Tolerance (trace (facts.CostToGo *. noise) + fromExploration)
                facts.Cost
                |> Claim.numbersAgree "C(K) by Sigma_K" Claim.Tolerance (trace (weight *. facts.StateCovariance) + fromExploration)
                facts.SpectralRadius
                |> Claim.numbersAgree "spectral radius" 1e-5 (spectralRadius loop)
            ])

/// Δ_K = [[Δ₁₁, Δ₁₂], [Δ₂₁, Δ₂₂]] is the action value: E_K = Δ₂₂K − Δ₂₁, and [I; −K]'Δ_K[I; −K] = P_K.
let actionValue (subject: LqrSubject) (case: LqrCase) =
    let n, m = case.Problem.StateDim, case.Problem.InputDim
    let k = case.Stabiliser
    let facts = subject.Evaluate case.Problem k 0.0

    let part row column height width =
        block row column height width facts.ActionValue

    let onState, across, back, onInput =
        part 0 0 n n, part 0 n n m, part n 0 m n, part n n m m

    Claim.all
        [
            facts.GradientFactor
            |> Claim.matricesAgree "E_K" Claim.Tolerance (onInput *. k -. back)
            onState -. across *. k -. transpose k *. back +. transpose k *. onInput *. k
            |> Claim.matricesAgree "the value of the policy's own action" Claim.Tolerance facts.CostToGo
        ]

/// ∇C(K) = 2 E_K Σ_K equals the central differences of C, entry by entry, extrapolated once (Richardson): error O(h⁴).
let gradient (subject: LqrSubject) (case: LqrCase) =
    Prop.forAll Explorations.arbitrary (fun { Variance = variance } ->
        let facts = subject.Evaluate case.Problem case.Stabiliser variance

        let cost k =
            (subject.Evaluate case.Problem k variance).Cost

        // C bends ever more sharply towards the edge of stability, so the step shrinks with the distance to it.
        let step =
            1e-3 * (1.0 - spectralRadius case.ClosedLoop) / (1.0 + norm case.Problem.B)

        let difference i j h =
            let moved by =
                Array2D.mapi (fun r c x -> if r = i && c = j then x + by else x) case.Stabiliser

            (cost (moved h) - cost (moved -h)) / (2.0 * h)

        let extrapolated i j =
            (4.0 * difference i j (step / 2.0) - difference i j step) / 3.0

        let byDifferences =
            Array2D.init case.Problem.InputDim case.Problem.StateDim extrapolated

        Claim.all
            [
                facts.Gradient
                |> Claim.matricesAgree "gradient = 2 E Sigma" Claim.Tolerance (scale 2.0 (facts.GradientFactor *. facts.StateCovariance))
                // The differences lose eps·C/step digits, whatever the size of the gradient.
                scale (1.0 / (1.0 + abs facts.Cost)) facts.Gradient
                |> Claim.matricesAgree "gradient by differences" 1e-6 (scale (1.0 / (1.0 + abs facts.Cost)) byDifferences)
            ])

/// C(K) − C(K*) = tr(Σ_K (K−K*)'(R + B'P*B)(K−K*)) ≥ 0 for every stabilising K: nothing is better than the optimum, and the excess is
/// known exactly. Source: Fazel et al. (2018), Lemma 6, at the optimum.
let optimality (subject: LqrSubject) (case: LqrCase) =
    let p = case.Problem
    let optimum = subject.Solve p

    let excessOf k =
        let facts = subject.Evaluate p k 0.0
        let away = k -. optimum.Gain
        let curvature = p.R +. transpose p.B *. optimum.CostToGo *. p.B
        facts.Cost - optimum.Cost, trace (facts.StateCovariance *. transpose away *. curvature *. away), facts.Cost

    let claims name (excess, predicted, cost) =
        [
            Claim.atMost $"C(K*) <= C({name})" cost excess 0.0
            // Both are differences of costs of this size.
            excess / (1.0 + abs cost)
            |> Claim.numbersAgree $"excess of {name}" Claim.Tolerance (predicted / (1.0 + abs cost))
        ]

    Prop.forAll (Arb.fromGen (Entries.matrix p.InputDim p.StateDim)) (fun direction ->
        let nearby = optimum.Gain +. scale 0.01 direction
        let nearbyLoop = p.A -. p.B *. nearby

        Claim.all (
            claims "the stabiliser" (excessOf case.Stabiliser)
            @ (if spectralRadius nearbyLoop < 0.999 then
                   claims "a gain near K*" (excessOf nearby)
               else
                   [])
        ))

/// At K* the gradient vanishes and P_K is the Riccati solution.
let stationarity (subject: LqrSubject) (case: LqrCase) =
    let optimum = subject.Solve case.Problem
    let facts = subject.Evaluate case.Problem optimum.Gain 0.0

    Claim.all
        [
            scale (1.0 / (1.0 + facts.Cost)) facts.Gradient
            |> Claim.matricesAgree "gradient at K*" Claim.Tolerance (zeros case.Problem.InputDim case.Problem.StateDim)
            facts.CostToGo
            |> Claim.matricesAgree "P_K at K*" Claim.Tolerance optimum.CostToGo
        ]
