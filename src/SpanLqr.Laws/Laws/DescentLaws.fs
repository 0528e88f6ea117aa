/// The geometry of C(K) that makes natural policy gradient converge (team paper, Lemmas 3 and 4).
/// There Φ is W, Σ_{K*} is taken under exploration too, and ‖·‖ is the spectral norm.
[<RequireQualifiedAccess>]
module SpanLqr.Laws.DescentLaws

open FsCheck
open FsCheck.FSharp
open SpanLqr.Laws.Dense

let private innerProduct a b = trace (transpose a *. b)

/// Lemma 3, gradient domination:
/// σ_min(W)·‖R + B'P_KB‖⁻¹·tr(E_K'E_K) ≤ C(K) − C(K*) ≤ σ_min(R)⁻¹·‖Σ_{K*}‖·tr(E_K'E_K).
let gradientDomination (subject: LqrSubject) (case: LqrCase) =
    Prop.forAll Explorations.arbitrary (fun { Variance = variance } ->
        let p = case.Problem
        let facts = subject.Evaluate p case.Stabiliser variance
        let optimum = subject.Evaluate p (subject.Solve p).Gain variance
        let excess = facts.Cost - optimum.Cost
        let squared = innerProduct facts.GradientFactor facts.GradientFactor
        let curvature = spectralNorm (p.R +. transpose p.B *. facts.CostToGo *. p.B)
        let lower = leastEigenvalue case.Noise / curvature * squared
        let upper = spectralNorm optimum.StateCovariance / leastEigenvalue p.R * squared

        Claim.all
            [
                Claim.atMost "lower bound of the excess" facts.Cost excess lower
                Claim.atMost "excess within the upper bound" facts.Cost upper excess
            ])

/// Lemma 4, descent of one natural step K' = K − ηE_K with η ≤ [‖R‖ + σ_min(W)⁻¹·‖B‖²·C(K)]⁻¹: K' stabilises and
/// C(K') − C(K) ≤ −η·σ_min(W)·σ_min(R)·‖Σ_{K*}‖⁻¹·[C(K) − C(K*)].
let naturalStep (subject: LqrSubject) (case: LqrCase) =
    Prop.forAll Explorations.arbitrary (fun { Variance = variance } ->
        Prop.forAll (Arb.fromGen (Gen.elements [ 1.0; 0.5; 0.1 ])) (fun fraction ->
            let p = case.Problem
            let facts = subject.Evaluate p case.Stabiliser variance
            let optimum = subject.Evaluate p (subject.Solve p).Gain variance
            let noiseFloor = leastEigenvalue case.Noise
            let steepest = spectralNorm p.R + spectralNorm p.B ** 2.0 * facts.Cost / noiseFloor
            let step = fraction / steepest
            let next = case.Stabiliser -. scale step facts.GradientFactor
            let radius = spectralRadius (p.A -. p.B *. next)

            if not (radius < 1.0) then
                Claim.holds $"the step keeps the loop stable; its spectral radius is {radius:R}" false
            else
                let rate =
                    step * noiseFloor * leastEigenvalue p.R / spectralNorm optimum.StateCovariance

                let descent = (subject.Evaluate p next variance).Cost - facts.Cost
                Claim.atMost "descent of a natural step" facts.Cost (-rate * (facts.Cost - optimum.Cost)) descent))

/// The same step lowers the cost by at least η·tr(Σ_{K'}E_K'E_K), inequality (30) of the paper's proof, of which Lemma 4 is a corollary
/// and which is sharp enough to notice a wrong E_K.
let naturalDescent (subject: LqrSubject) (case: LqrCase) =
    let p = case.Problem
    let facts = subject.Evaluate p case.Stabiliser 0.0

    let step =
        1.0
        / (spectralNorm p.R
           + spectralNorm p.B ** 2.0 * facts.Cost / leastEigenvalue case.Noise)

    let next = case.Stabiliser -. scale step facts.GradientFactor
    let radius = spectralRadius (p.A -. p.B *. next)

    if not (radius < 1.0) then
        Claim.holds $"the step keeps the loop stable; its spectral radius is {radius:R}" false
    else
        let after = subject.Evaluate p next 0.0

        let guaranteed =
            step
            * innerProduct facts.GradientFactor (facts.GradientFactor *. after.StateCovariance)

        Claim.atMost "descent of at least eta tr(Sigma E'E)" facts.Cost -guaranteed (after.Cost - facts.Cost)
