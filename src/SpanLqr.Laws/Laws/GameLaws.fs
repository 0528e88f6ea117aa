/// What the saddle point of a stationary zero-sum game must satisfy (math.md 4).
[<RequireQualifiedAccess>]
module SpanLqr.Laws.GameLaws

open SpanLqr.Laws.Dense

/// MΛ⁻¹A with Λ = I + (BR⁻¹B' − γ⁻²DD')M.
let private costate (case: GameCase) gamma m =
    let p = case.Regulator.Problem
    let inputs = p.B *. solve p.R (transpose p.B)
    let adversary = scale (1.0 / (gamma * gamma)) (case.D *. transpose case.D)
    m *. solve (identity p.StateDim +. (inputs -. adversary) *. m) p.A

/// M = Q + A'MΛ⁻¹A, K¹ = R⁻¹B'MΛ⁻¹A and K² = γ⁻²D'MΛ⁻¹A.
let equations (subject: GameSubject) (case: GameCase) =
    let p = case.Regulator.Problem
    let gamma = case.Gamma
    let answer = subject.Solve case gamma
    let costate = costate case gamma answer.CostToGo

    Claim.all
        [
            p.Q +. transpose p.A *. costate
            |> Claim.matricesAgree "M = Q + A'M inv(Lambda) A" Claim.Tolerance answer.CostToGo
            answer.Gain
            |> Claim.matricesAgree "K1" Claim.Tolerance (solve p.R (transpose p.B *. costate))
            answer.AdversaryGain
            |> Claim.matricesAgree "K2" Claim.Tolerance (scale (1.0 / (gamma * gamma)) (transpose case.D *. costate))
        ]

/// γ²I − D'MD ≻ 0, with the reported margin, and ρ(A − BK¹ + DK²) < 1.
let saddlePoint (subject: GameSubject) (case: GameCase) =
    let p = case.Regulator.Problem
    let gamma = case.Gamma
    let answer = subject.Solve case gamma

    let room =
        scale (gamma * gamma) (identity (columns case.D))
        -. transpose case.D *. answer.CostToGo *. case.D

    let radius =
        spectralRadius (p.A -. p.B *. answer.Gain +. case.D *. answer.AdversaryGain)

    Claim.all
        [
            Claim.holds $"margin {answer.Margin:R} is positive" (answer.Margin > 0.0)
            // The margin is a difference of two numbers of the size of γ².
            answer.Margin / (gamma * gamma)
            |> Claim.numbersAgree "margin/gamma^2" Claim.Tolerance (leastEigenvalue room / (gamma * gamma))
            Claim.holds $"spectral radius {radius:R} is below 1" (radius < 1.0)
        ]

/// The stronger the adversary, the dearer: M(γ) ⪰ M(2γ) ⪰ M(10⁶γ) ⪰ 0.
let monotone (subject: GameSubject) (case: GameCase) =
    let costAt factor =
        (subject.Solve case (factor * case.Gamma)).CostToGo

    let costs =
        [
            costAt 1.0
            costAt 2.0
            costAt 1e6
            zeros case.Regulator.Problem.StateDim case.Regulator.Problem.StateDim
        ]

    Claim.all
        [
            for dearer, cheaper in List.pairwise costs do
                Claim.atMost "M falls as gamma grows" (norm dearer) 0.0 -(leastEigenvalue (dearer -. cheaper))
        ]
