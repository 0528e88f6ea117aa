/// Multi-population LQ mean-field games, as the paper's corrected formulas read: populations of z⁺ = A_lz + B_lu + w whose generic agent
/// pays ‖z‖²_Q + ‖u‖²_R + Σ_k ‖z − z̄^k − β^{lk}‖²_{C^{lk}}.
module SpanLqr.Reference.Game

open SpanLqr.Reference.Matrix

/// What one agent of a population is.
type Population =
    {
        A: float[,]
        B: float[,]
        Q: float[,]
        R: float[,]
        W: float[,]
    }

/// A game; Weights[l][k] is C^{lk} (l = k included), Offsets[l][k] is β^{lk}, zeros written out.
type Game =
    {
        Populations: Population[]
        Weights: float[,][][]
        Offsets: float[][][]
    }

/// u = −K¹z − K²z̄ − κ.
type Policy =
    {
        OwnGain: float[,]
        MeanFieldGain: float[,]
        Offset: float[]
    }

/// z̄⁺ = Fz̄ + c.
type Law = { F: float[,]; C: float[] }

let private column (x: float[]) =
    Array2D.init x.Length 1 (fun i _ -> x[i])

let private entries (x: float[,]) = Array.init (rows x) (fun i -> x[i, 0])
let private plus x y = Array.map2 (+) x y
let private minus x y = Array.map2 (-) x y

let private inverseOfRest a =
    inverse (subtract (identity (rows a)) a)

/// X = C + HXF by one Kronecker system.
let stein (c: float[,]) (h: float[,]) (f: float[,]) =
    let p, q = rows h, rows f
    let vec = Array2D.init (p * q) 1 (fun i _ -> c[i / q, i % q])
    let x = solve (subtract (identity (p * q)) (kronecker h (transpose f))) vec
    Array2D.init p q (fun i j -> x[i * q + j, 0])

let private stateWeight game l =
    sum (game.Populations[l].Q :: List.ofArray game.Weights[l])

/// The agent's own problem: cost Q_l + Σ_k C^{lk}.
let ownProblem game l =
    let p = game.Populations[l]

    { Lqr.problem p.A p.B (stateWeight game l) p.R with
        W = p.W
    }

/// Everything that the own problem of a population determines.
type private Own =
    {
        P: float[,]
        G: float[,]
        T: float[,]
        H: float[,]
    }

let private own game l =
    let p = game.Populations[l]
    let costToGo = Lqr.dare (ownProblem game l)

    let t = solve (add p.R (product [ transpose p.B; costToGo; p.B ])) (transpose p.B)

    let g = multiply t costToGo

    {
        P = costToGo
        G = g
        T = t
        H = transpose (subtract p.A (product [ p.B; g; p.A ]))
    }

let private stackedWeights game l = ofBlocks [| game.Weights[l] |]

/// C_lβ_l = Σ_k C^{lk}β^{lk}.
let private pull game l =
    Array.map2 multiplyVector game.Weights[l] game.Offsets[l] |> Array.reduce plus

/// The best response of population l to z̄⁺ = Fz̄ + c, with the paper's X = Σ_i H^i C_l F^{i+1}.
let bestResponse game law l =
    let o = own game l
    let weights = stackedWeights game l
    let x = stein (multiply weights law.F) o.H law.F
    let forget = inverseOfRest o.H

    let drift = multiply (subtract (multiply forget weights) x) (inverseOfRest law.F)

    let force = plus (multiplyVector drift law.C) (multiplyVector forget (pull game l))

    {
        OwnGain = multiply o.G game.Populations[l].A
        MeanFieldGain = scale -1.0 (multiply o.T x)
        Offset = Array.map (~-) (multiplyVector o.T force)
    }

/// The law that the mean fields follow under given policies: F = A − B(diag K¹ + [K²]), c = −Bκ.
let consistent game (policies: Policy[]) =
    let a = blockDiagonal [| for p in game.Populations -> p.A |]
    let b = blockDiagonal [| for p in game.Populations -> p.B |]
    let onOwn = blockDiagonal [| for p in policies -> p.OwnGain |]
    let onMeans = ofBlocks [| for p in policies -> [| p.MeanFieldGain |] |]

    {
        F = subtract a (multiply b (add onOwn onMeans))
        C = multiplyVector b (policies |> Array.collect _.Offset) |> Array.map (~-)
    }

let private respond game law =
    game.Populations |> Array.mapi (fun l _ -> bestResponse game law l)

let private distance law other =
    frobeniusNorm (subtract law.F other.F)
    + frobeniusNorm (column (minus law.C other.C))

/// How far the law is from the one that the best response to it brings about.
let residual game law =
    distance (consistent game (respond game law)) law

/// The equilibrium by best response and consistency in turn, from mean fields at rest.
let fixedPoint game =
    let n = Seq.sum (seq { for p in game.Populations -> rows p.A })

    let rec iterate steps law =
        let next = consistent game (respond game law)

        if steps = 0 || distance next law <= 1e-14 * (1.0 + frobeniusNorm next.F) then
            next
        else
            iterate (steps - 1) next

    let law =
        iterate
            500
            {
                F = zeros n n
                C = Array.zeroCreate n
            }

    law, respond game law

/// The equilibrium in closed form, for C^{lk} = (C^{kl})': S = DARE(A, B, 𝐐, R), Γ = (I + BR⁻¹B'S)⁻¹, ℓ = A'(I + SBR⁻¹B')⁻¹ℓ − β̂,
/// F = ΓA, c = −ΓBR⁻¹B'ℓ.
let closedForm game =
    let others l =
        [ 0 .. game.Populations.Length - 1 ] |> List.filter (fun k -> k <> l)

    let potential =
        ofBlocks
            [|
                for l in 0 .. game.Populations.Length - 1 ->
                    [|
                        for k in 0 .. game.Populations.Length - 1 ->
                            if k = l then
                                sum (game.Populations[l].Q :: [ for j in others l -> game.Weights[l].[j] ])
                            else
                                scale -1.0 (game.Weights[l].[k])
                    |]
            |]

    let a = blockDiagonal [| for p in game.Populations -> p.A |]
    let b = blockDiagonal [| for p in game.Populations -> p.B |]
    let r = blockDiagonal [| for p in game.Populations -> p.R |]
    let s = Lqr.dare (Lqr.problem a b potential r)
    let reach = product [ b; inverse r; transpose b ]
    let n = rows a
    let gamma = inverse (add (identity n) (multiply reach s))
    let back = multiply (transpose a) (inverse (add (identity n) (multiply s reach)))
    let pulls = game.Populations |> Array.mapi (fun l _ -> pull game l) |> Array.concat
    let costate = multiplyVector (inverseOfRest back) (Array.map (~-) pulls)

    {
        F = multiply gamma a
        C = multiplyVector (multiply gamma reach) costate |> Array.map (~-)
    }

/// (I − F)⁻¹c.
let stationary law =
    multiplyVector (inverseOfRest law.F) law.C

/// T1 = ‖V(I−H)⁻¹C_Z‖₂ and T2 = ‖V[(I−H)⁻¹C_Z − X](I−F)⁻¹‖₂ of the whole stack.
let contraction game law =
    let owns = game.Populations |> Array.mapi (fun l _ -> own game l)

    let v =
        blockDiagonal (Array.map2 (fun p o -> multiply p.B o.T) game.Populations owns)

    let h = blockDiagonal (Array.map _.H owns)
    let weights = ofBlocks game.Weights
    let forget = multiply (inverseOfRest h) weights
    let x = stein (multiply weights law.F) h law.F
    spectralNorm (multiply v forget), spectralNorm (product [ v; subtract forget x; inverseOfRest law.F ])

/// Q_l + Σ_kC^{lk} + K¹'RK¹.
let private noiseWeight game l gain =
    add (stateWeight game l) (product [ transpose gain; game.Populations[l].R; gain ])

let private covariance game l (policy: Policy) =
    let p = game.Populations[l]
    Lqr.lyapunov (subtract p.A (multiply p.B policy.OwnGain)) p.W

/// The generic agent's long-run cost: noise around the stationary means, and the stage cost at them.
let cost game law (policies: Policy[]) l =
    let m = rows game.Populations[l].A
    let means = stationary law
    let part k = Array.sub means (k * m) m
    let z = part l
    let policy = policies[l]

    let u =
        plus (plus (multiplyVector policy.OwnGain z) (multiplyVector policy.MeanFieldGain means)) policy.Offset
        |> Array.map (~-)

    let distances =
        game.Weights[l]
        |> Array.mapi (fun k c -> quadraticForm c (minus (minus z (part k)) (game.Offsets[l].[k])))

    trace (multiply (noiseWeight game l policy.OwnGain) (covariance game l policy))
    + quadraticForm game.Populations[l].Q z
    + quadraticForm game.Populations[l].R u
    + Array.sum distances

/// ε_l for finite sizes by the whole regulator of the deviator: state (z, Y¹, …, Yᴸ), its own input.
let epsilon game (policies: Policy[]) (sizes: int[]) l =
    let p = game.Populations[l]
    let m = rows p.A
    let count = game.Populations.Length

    let loop k =
        subtract game.Populations[k].A (multiply game.Populations[k].B policies[k].OwnGain)

    let noise k =
        let others = if k = l then sizes[k] - 1 else sizes[k]
        scale (1.0 / float others) game.Populations[k].W

    let means = [| 0 .. count - 1 |]
    let a = blockDiagonal (Array.append [| p.A |] (Array.map loop means))
    let b = ofBlocks [| [| p.B |]; [| zeros (count * m) (columns p.B) |] |]
    let toMeans = scale -1.0 (stackedWeights game l)

    let q =
        ofBlocks
            [|
                [| stateWeight game l; toMeans |]
                [| transpose toMeans; blockDiagonal game.Weights[l] |]
            |]

    let w = blockDiagonal (Array.append [| p.W |] (Array.map noise means))
    let best = Lqr.dare (Lqr.problem a b q p.R)

    let inEquilibrium =
        trace (multiply (noiseWeight game l policies[l].OwnGain) (covariance game l policies[l]))
        + Seq.sum (seq { for k in means -> trace (multiply (game.Weights[l].[k]) (Lqr.lyapunov (loop k) (noise k))) })

    inEquilibrium - trace (multiply best w)
