/// The zero-sum linear-quadratic game as the textbooks write it: x⁺ = Ax + Bu + Dv, stage payoff x'Qx + u'Ru − γ²v'v, u = −K¹x, v = K²x.
module SpanLqr.Reference.ZeroSum

open SpanLqr.Reference.Matrix

/// The data of one stage.
type Stage =
    {
        A: float[,]
        B: float[,]
        D: float[,]
        Q: float[,]
        R: float[,]
    }

/// One stage against M of the next: M_t, K¹_t, K²_t and the least eigenvalue of γ²I − D'MD.
type StageAnswer =
    {
        CostToGo: float[,]
        Gain: float[,]
        AdversaryGain: float[,]
        Margin: float
    }

/// Λ = I + (BR⁻¹B' − γ⁻²DD')M, M_t = Q + A'MΛ⁻¹A, K¹ = R⁻¹B'MΛ⁻¹A, K² = γ⁻²D'MΛ⁻¹A.
let stage gamma s next =
    let n = rows s.A
    let inputs = product [ s.B; inverse s.R; transpose s.B ]
    let adversary = scale (1.0 / (gamma * gamma)) (multiply s.D (transpose s.D))
    let lambda = add (identity n) (multiply (subtract inputs adversary) next)
    let loop = multiply next (solve lambda s.A)
    let hostile = product [ transpose s.D; next; s.D ]

    {
        CostToGo = symmetrise (add s.Q (multiply (transpose s.A) loop))
        Gain = product [ inverse s.R; transpose s.B; loop ]
        AdversaryGain = scale (1.0 / (gamma * gamma)) (multiply (transpose s.D) loop)
        Margin = (symmetricEigenvalues (subtract (scale (gamma * gamma) (identity (columns s.D))) hostile))[0]
    }

/// All stages, backwards from M_T.
let finiteHorizon gamma (stages: Stage[]) terminal =
    let step s (next: StageAnswer) = stage gamma s next.CostToGo

    let none =
        {
            CostToGo = terminal
            Gain = zeros 0 0
            AdversaryGain = zeros 0 0
            Margin = infinity
        }

    Array.scanBack step stages none

/// The stabilising solution: the regulator's equation with inputs (u, v) and the weight diag(R, −γ²I), by the matrix sign function.
let stationary gamma s =
    Lqr.dare (
        Lqr.problem s.A (ofBlocks [| [| s.B; s.D |] |]) s.Q (blockDiagonal [| s.R; scale (-gamma * gamma) (identity (columns s.D)) |])
    )

/// The payoff Σ x'Qx + u'Ru − γ²v'v + x_T'Q_Tx_T from x₀ under u = −K¹_t x and v = K²_t x, step by step.
let payoff gamma (stages: Stage[]) terminal (gains: float[,][]) (adversaryGains: float[,][]) (start: float[]) =
    let step (paid, x) t =
        let s = stages[t]
        let u = multiplyVector (scale -1.0 gains[t]) x
        let v = multiplyVector adversaryGains[t] x

        let cost =
            quadraticForm s.Q x + quadraticForm s.R u
            - gamma * gamma * Array.sumBy (fun c -> c * c) v

        let sum = Array.map2 (+)
        paid + cost, sum (multiplyVector s.A x) (sum (multiplyVector s.B u) (multiplyVector s.D v))

    let paid, last = Array.fold step (0.0, start) [| 0 .. stages.Length - 1 |]
    paid + quadraticForm terminal last
