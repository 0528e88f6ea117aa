/// Linear-quadratic regulation as the textbooks write it: x⁺ = Ax + Bu + w, w ~ N(0, W), stage cost x'Qx + 2x'Su + u'Ru, u = −Kx.
module SpanLqr.Reference.Lqr

open SpanLqr.Reference.Matrix

/// The data of one problem; S and W are always written out.
type Problem =
    {
        A: float[,]
        B: float[,]
        Q: float[,]
        R: float[,]
        S: float[,]
        W: float[,]
    }

/// A problem without cross weight and with unit noise.
let problem a b q r =
    {
        A = a
        B = b
        Q = q
        R = r
        S = zeros (rows b) (columns b)
        W = identity (rows a)
    }

let private step p : Riccati.Step =
    {
        A = Dense.ofArray p.A
        B = Dense.ofArray p.B
        Q = Dense.ofArray p.Q
        R = Dense.ofArray p.R
        S = Dense.ofArray p.S
    }

/// The gain against the cost-to-go P: K = (R + B'PB)⁻¹(B'PA + S').
let gain p costToGo =
    (Riccati.gain (step p) (Dense.ofArray costToGo)).ToArray()

/// One step of the Riccati recursion: Q + A'PA − (A'PB + S)(R + B'PB)⁻¹(B'PA + S').
let riccatiStep p costToGo =
    symmetrise ((Riccati.map (step p) (Dense.ofArray costToGo)).ToArray())

/// The gains K_0 … K_{T−1} and costs-to-go P_0 … P_T of T stages, backwards from P_T = Q_T.
let finiteHorizon (stages: Problem[]) terminal =
    let costsToGo = Array.scanBack riccatiStep stages terminal
    Array.mapi (fun t stage -> gain stage costsToGo[t + 1]) stages, costsToGo

/// Σ_{t=1..T} tr(P_t W_{t−1}): the expected cost of T stages that start at zero.
let finiteHorizonCost (stages: Problem[]) (costsToGo: float[,][]) =
    stages
    |> Array.mapi (fun t stage -> trace (multiply costsToGo[t + 1] stage.W))
    |> Array.sum

/// sign(H) by Newton's iteration Z ← (Z + Z⁻¹)/2, for H without imaginary eigenvalues (Roberts 1971).
let private matrixSign h =
    let rec iterate steps z =
        let next = scale 0.5 (add z (inverse z))

        if steps = 0 || frobeniusNorm (subtract next z) <= 1e-14 * frobeniusNorm next then
            next
        else
            iterate (steps - 1) next

    iterate 100 h

/// Applies the recursion until it no longer brings P closer to its fixed point.
let private polish p costToGo =
    let rec iterate steps previousChange current =
        let next = riccatiStep p current
        let change = frobeniusNorm (subtract next current)

        if steps = 0 || change = 0.0 || change >= previousChange then
            current
        else
            iterate (steps - 1) change next

    iterate 1000 infinity costToGo

/// The stabilising solution of the discrete algebraic Riccati equation, for regular R; A may be singular.
///
/// Not by doubling and not by Newton: with S removed by Ã = A − BR⁻¹S', Q̃ = Q − SR⁻¹S', G = BR⁻¹B', the graph [I; P] spans the stable
/// deflating subspace of λ[I, G; 0, Ã'] − [Ã, 0; −Q̃, I]. The Cayley transform λ → (λ−1)/(λ+1) makes stable mean "left half plane",
/// and (sign(H) + I)[I; P] = 0 is solved for P by least squares.
let dare p =
    let n = rows p.A
    let rInverse = inverse p.R
    let a = subtract p.A (product [ p.B; rInverse; transpose p.S ])
    let q = subtract p.Q (product [ p.S; rInverse; transpose p.S ])
    let g = product [ p.B; rInverse; transpose p.B ]
    let left = ofBlocks [| [| a; zeros n n |]; [| scale -1.0 q; identity n |] |]
    let right = ofBlocks [| [| identity n; g |]; [| zeros n n; transpose a |] |]

    let projector =
        add (matrixSign (solve (add left right) (subtract left right))) (identity (2 * n))

    let onState = block 0 0 (2 * n) n projector
    let onCostate = block 0 n (2 * n) n projector
    polish p (symmetrise (scale -1.0 (leastSquares onCostate onState)))

/// A − BK.
let closedLoop p k = subtract p.A (multiply p.B k)

/// X = Q + AXA' by one Kronecker system: vec X = (I − A ⊗ A)⁻¹ vec Q.
let lyapunov (a: float[,]) (q: float[,]) =
    let n = rows a
    let vec = Array2D.init (n * n) 1 (fun i _ -> q[i / n, i % n])
    let x = solve (subtract (identity (n * n)) (kronecker a a)) vec
    Array2D.init n n (fun i j -> x[i * n + j, 0])

/// Everything that is to be known about the policy u = −Kx + σz, z ~ N(0, I), of a stabilising K.
type Evaluation =
    {
        /// C(K) = tr(P_K W_σ) + σ² tr R with W_σ = W + σ²BB'.
        Cost: float
        /// P_K = Q − SK − K'S' + K'RK + (A−BK)'P_K(A−BK).
        CostToGo: float[,]
        /// Σ_K = W_σ + (A−BK)Σ_K(A−BK)'.
        StateCovariance: float[,]
        /// E_K = (R + B'P_KB)K − (B'P_KA + S').
        GradientFactor: float[,]
        /// ∇C(K) = 2 E_K Σ_K.
        Gradient: float[,]
        /// Δ_K = [[Q + A'P_KA, A'P_KB + S], [B'P_KA + S', R + B'P_KB]].
        ActionValue: float[,]
        /// ρ(A − BK).
        SpectralRadius: float
    }

/// The weight x'(Q − SK − K'S' + K'RK)x of a stage under u = −Kx.
let policyWeight p k =
    (Riccati.stageCost (step p) (Dense.ofArray k)).ToArray()

/// Evaluates the policy u = −Kx + σz.
let evaluate p k explorationVariance =
    let loop = closedLoop p k
    let costToGo = lyapunov (transpose loop) (policyWeight p k)
    let noise = add p.W (scale explorationVariance (multiply p.B (transpose p.B)))
    let covariance = lyapunov loop noise
    let pa = multiply costToGo p.A
    let pb = multiply costToGo p.B
    let onInput = add p.R (multiply (transpose p.B) pb)
    let onBoth = add (multiply (transpose p.A) pb) p.S
    let gradientFactor = subtract (multiply onInput k) (transpose onBoth)

    {
        Cost = trace (multiply costToGo noise) + explorationVariance * trace p.R
        CostToGo = costToGo
        StateCovariance = covariance
        GradientFactor = gradientFactor
        Gradient = scale 2.0 (multiply gradientFactor covariance)
        ActionValue =
            ofBlocks
                [|
                    [| add p.Q (multiply (transpose p.A) pa); onBoth |]
                    [| transpose onBoth; onInput |]
                |]
        SpectralRadius = spectralRadius loop
    }

/// One step of policy iteration (Kleinman 1968, Hewer 1971): the gain against the cost-to-go of K.
let newtonStep p k = gain p (evaluate p k 0.0).CostToGo
