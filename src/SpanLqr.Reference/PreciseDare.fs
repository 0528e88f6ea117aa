/// The discrete algebraic Riccati equation in double-double arithmetic: the oracle that forward errors are measured against.
module SpanLqr.Reference.PreciseDare

open SpanLqr.Reference.PreciseMatrix

/// What the oracle found, with the figures that tell how far to trust it.
type Solution =
    {
        /// P.
        CostToGo: PreciseMatrix
        /// K = (R + B'PB)⁻¹(B'PA + S').
        Gain: PreciseMatrix
        /// ‖DARE(P) − P‖_F relative to the norms of the terms that it adds up.
        Residual: float
        /// Whether the powers of A − BK tend to zero.
        IsStabilising: bool
    }

/// A solution must satisfy its equation to this: of the 1e-32 of the arithmetic, six digits may go to sums and cancellation.
[<Literal>]
let AcceptedResidual = 1e-26

/// 2⁷⁰ steps of the recursion: a closed loop at 1 − 1e-16 decays below 1e-32 within 2⁶⁰.
let private maxDoublings = 70

/// Quadratic convergence: a step of this is followed by one below the last digit.
let private lastStep = 1e-20

/// The shifts X = Y + γI that make a singular R regular, in units of the weights; each is tried until one leads to a stabilising solution.
let private shifts = [ 0.0; 0.0078125; 1.0; 128.0; -0.0078125; -1.0 ]

let private gainOf (p: Lqr.Problem) costToGo =
    let a, b = ofFloats p.A, ofFloats p.B
    let bp = multiply (transpose b) costToGo
    solve (add (ofFloats p.R) (multiply bp b)) (add (multiply bp a) (transpose (ofFloats p.S)))

let private closedLoop (p: Lqr.Problem) gain =
    subtract (ofFloats p.A) (multiply (ofFloats p.B) gain)

/// DARE(P) − P = Q + A'PA − (A'PB + S)K − P, with the gain K against P, and its norm relative to the terms.
let residualOf (p: Lqr.Problem) costToGo =
    let a, b = ofFloats p.A, ofFloats p.B
    let ap = multiply (transpose a) costToGo
    let quadratic = multiply ap a
    let cross = multiply (add (multiply ap b) (ofFloats p.S)) (gainOf p costToGo)
    let residual = subtract (subtract (add (ofFloats p.Q) quadratic) cross) costToGo
    let terms = norm (ofFloats p.Q) + norm quadratic + norm cross + norm costToGo
    residual, (if norm residual = 0.0 then 0.0 else norm residual / terms)

/// Whether Aᵏ → 0, by repeated squaring.
let isStable (a: PreciseMatrix) =
    let rec loop left power =
        let size = norm power
        // Below one half the powers only shrink; a stable loop may grow first, but not to this.
        size < 0.5
        || (left > 0 && size < 1e100 && loop (left - 1) (multiply power power))

    loop maxDoublings a

/// X = Σ (Aᵏ)'CAᵏ, the solution of X = C + A'XA for a stable A, by Smith's doubling.
let stein (a: PreciseMatrix) (c: PreciseMatrix) =
    let rec loop left a x =
        let step = product [ transpose a; x; a ]
        let sum = symmetrise (add x step)

        if left = 0 || not (norm step > lastStep * lastStep * norm sum) then
            sum
        else
            loop (left - 1) (multiply a a) sum

    loop maxDoublings a c

/// A₀, G₀ and H₀ of the problem for Y = X − γI: weights Q + γ(A'A − I), S + γA'B, R + γB'B.
let private start (p: Lqr.Problem) (shift: float) =
    let gamma = DoubleDouble.Of shift
    let a, b = ofFloats p.A, ofFloats p.B
    let scaled = Array2D.map (fun x -> gamma * x)
    let r = add (ofFloats p.R) (scaled (multiply (transpose b) b))
    let s = add (ofFloats p.S) (scaled (multiply (transpose a) b))
    let q = addIdentity -gamma (add (ofFloats p.Q) (scaled (multiply (transpose a) a)))
    let solvedS = solve r (transpose s)
    subtract a (multiply b solvedS), symmetrise (multiply b (solve r (transpose b))), symmetrise (subtract q (multiply s solvedS))

/// Structured doubling (Chu, Fan, Lin and Wang 2004): with W = I + GH, A⁺ = AW⁻¹A, G⁺ = G + AW⁻¹GA', H⁺ = H + A'HW⁻¹A.
let private doubling (a, g, h) =
    let rec loop left a g h =
        let w = addIdentity DoubleDouble.One (multiply g h)
        let solvedA = solve w a
        let step = symmetrise (product [ transpose a; h; solvedA ])
        let next = add h step

        if left = 0 || not (isFinite next) || norm step <= lastStep * lastStep * norm next then
            next
        else
            let g = add g (symmetrise (product [ a; solve w g; transpose a ]))
            loop (left - 1) (multiply a solvedA) g next

    loop maxDoublings a g h

/// Newton's method on a stabilising solution, for as long as a step halves the residual.
let private polish p costToGo =
    let rec loop left costToGo =
        let residual, size = residualOf p costToGo

        let next =
            symmetrise (add costToGo (stein (closedLoop p (gainOf p costToGo)) (symmetrise residual)))

        if left > 0 && isFinite next && snd (residualOf p next) < 0.5 * size then
            loop (left - 1) next
        else
            costToGo

    loop 4 costToGo

let private attempt p shift =
    let candidate = doubling (start p shift) |> addIdentity (DoubleDouble.Of shift)

    if not (isFinite candidate) || not (isFinite (gainOf p candidate)) then
        None
    else
        let stable = isStable (closedLoop p (gainOf p candidate))
        let costToGo = if stable then polish p candidate else candidate
        let gain = gainOf p costToGo

        Some
            {
                CostToGo = costToGo
                Gain = gain
                Residual = snd (residualOf p costToGo)
                IsStabilising = stable
            }

/// The stabilising solution; where there is none, a solution that the doubling tends to, if any; None where no residual passes.
let solve (p: Lqr.Problem) =
    let size = max 1e-300 (norm (ofFloats p.Q))

    let found =
        shifts
        |> Seq.choose (fun shift -> attempt p (shift * size))
        |> Seq.filter (fun solution -> solution.Residual <= AcceptedResidual)
        |> Seq.cache

    found
    |> Seq.tryFind _.IsStabilising
    |> Option.orElseWith (fun () -> Seq.tryHead found)

/// ‖P̂ − P‖_F / ‖P‖_F, or ‖P̂‖_F where P is zero.
let forwardError (solution: Solution) (computed: float[,]) =
    let distance = norm (subtract (ofFloats computed) solution.CostToGo)
    let size = norm solution.CostToGo
    if size = 0.0 then distance else distance / size

/// How much a relative perturbation of the data, normwise in each matrix, can change P relative to ‖P‖, to first order (Sun 1998):
/// ‖Σ (Aᶜ')ᵏAᶜᵏ‖ (‖Q‖ + 2(‖A‖ + ‖B‖‖K‖)‖PAᶜ‖ + 2‖S‖‖K‖ + ‖R‖‖K‖²) / ‖P‖ with Aᶜ = A − BK. Infinite where P is zero.
let condition (p: Lqr.Problem) (solution: Solution) =
    let loop = closedLoop p solution.Gain
    let n = Array2D.length1 loop
    let sensitivity = norm (stein loop (ofFloats (Matrix.identity n)))
    let size = Matrix.frobeniusNorm
    let gain = norm solution.Gain
    let costToGo = norm solution.CostToGo
    let carried = norm (multiply solution.CostToGo loop)

    sensitivity
    * (size p.Q
       + 2.0 * (size p.A + size p.B * gain) * carried
       + 2.0 * size p.S * gain
       + size p.R * gain * gain)
    / costToGo
