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

/// One stage, by the formulas of `RobustGame`.
let stage gamma s next =
    let step: RobustGame.Step =
        {
            A = Dense.ofArray s.A
            B = Dense.ofArray s.B
            D = Dense.ofArray s.D
            Q = Dense.ofArray s.Q
            R = Dense.ofArray s.R
        }

    let next = Dense.ofArray next
    let costToGo, gain, adversaryGain = RobustGame.answer gamma step next

    {
        CostToGo = symmetrise (costToGo.ToArray())
        Gain = gain.ToArray()
        AdversaryGain = adversaryGain.ToArray()
        Margin = RobustGame.margin gamma step next
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
