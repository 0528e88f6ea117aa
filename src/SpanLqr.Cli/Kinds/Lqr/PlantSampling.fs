/// Sampling once more: block exponentials of a step so short that they lose no digits, then doubling. Nothing is shared with the solver.
module SpanLqr.Cli.Verification.PlantSampling

open System
open MathNet.Numerics.Integration
open MathNet.Numerics.LinearAlgebra
open SpanLqr.Reference
open SpanLqr.Reference.Dense
open SpanLqr.Plants

/// What a plant does while one input is held: x⁺ = Ax + Bu + c + w, at the cost of (x, u, 1)'N(x, u, 1) and that of the noise within.
type Piece =
    {
        A: Matrix
        B: Matrix
        Drift: Matrix
        Weight: Matrix
        Noise: Matrix
        Constant: float
        Discount: float
    }

/// [[X, Y], [Z, V]]
let blocks (x: Matrix) y z v =
    x.Append(y).Stack((z: Matrix).Append(v))

let sub row rows column columns (x: Matrix) = x.SubMatrix(row, rows, column, columns)

let private terms = 24

/// e^X for a small X.
let private exponential (x: Matrix) =
    let rec sum k (term: Matrix) (total: Matrix) =
        if k > terms then
            total
        else
            let term = term * x / float k
            sum (k + 1) term (total + term)

    let one = identity x.RowCount
    sum 1 one one

/// e^{Ms} and ∫₀ˢ e^{M'v}Ne^{Mv}dv.
let private pair (m: Matrix) (n: Matrix) (s: float) =
    let k = m.RowCount
    let e = exponential (blocks (-m.Transpose()) n (zero k k) m * s)
    let forward = sub k k k k e
    forward, forward.TransposeThisAndMultiply(sub 0 k k k e)

/// The half-way step is as short as this, in terms of the norm of what is exponentiated.
let private shortest = 0.0625

/// Powers of two that bring the diagonal of a weight near one.
let private units (weight: Matrix) =
    weight.Diagonal()
    |> Seq.map (fun entry ->
        if entry > 0.0 then
            Math.ScaleB(1.0, -(int (round (Math.Log2 entry / 2.0))))
        else
            1.0)
    |> Array.ofSeq

let private scaled (left: float[]) (right: float[]) (x: Matrix) =
    x.MapIndexed(fun i j entry -> left[i] * entry * right[j])

/// Doubles a pair until it is as long as wanted.
let private long (m: Matrix) (n: Matrix) (length: float) =
    let size = units n
    let inverse = size |> Array.map (fun unit -> 1.0 / unit)
    let m, n = scaled inverse size m, scaled size size n

    let doublings =
        max 0 (int (ceil (Math.Log2(max 1e-300 (m.L1Norm() * length / shortest)))))

    let rec double k (e: Matrix) (x: Matrix) =
        if k = 0 then
            x
        else
            double (k - 1) (e * e) (x + e.TransposeThisAndMultiply(x * e))

    let e, x = pair m n (length / Math.ScaleB(1.0, doublings))
    double doublings e x |> scaled inverse inverse

/// e^{Ms} by scaling and squaring.
let private transition (m: Matrix) (length: float) =
    let doublings =
        max 0 (int (ceil (Math.Log2(max 1e-300 (m.L1Norm() * length / shortest)))))

    let e = exponential (m * (length / Math.ScaleB(1.0, doublings)))
    Seq.fold (fun (e: Matrix) _ -> e * e) e (seq { 1..doublings })

/// ∫₀ʰ e^{−ρs} tr(Q V(s)) ds, V(s) the covariance of the noise so far, by doubling.
let private constant (a: Matrix) (q: Matrix) (w: Matrix) rate length =
    let norm = max 1e-300 (a.L1Norm() * length / shortest)
    let doublings = max 0 (int (ceil (Math.Log2 norm)))
    let step = length / Math.ScaleB(1.0, doublings)
    let n = a.RowCount
    let discounted = a - identity n * (rate / 2.0)

    let start =
        GaussLegendreRule.Integrate((fun s -> exp (-rate * s) * traceOfProduct q (snd (pair (a.Transpose()) w s))), 0.0, step, 6)

    let rec double k s (value: float) (e: Matrix) (turned: Matrix) (x: Matrix) (v: Matrix) =
        if k = 0 then
            value
        else
            let value = value + exp (-rate * s) * (value + traceOfProduct x v)

            double
                (k - 1)
                (2.0 * s)
                value
                (e * e)
                (turned * turned)
                (x + e.TransposeThisAndMultiply(x * e))
                (v + turned.TransposeThisAndMultiply(v * turned))

    let e, x = pair discounted q step
    let turned, v = pair (a.Transpose()) w step
    double doublings step start e turned x v

/// [[Q, S, 0], [S', R, 0], [0, 0, 0]]
let plain (q: Matrix) (s: Matrix) (r: Matrix) =
    let n, m = q.RowCount, r.RowCount
    let joint = blocks q s (s.Transpose()) r
    blocks joint (zero (n + m) 1) (zero 1 (n + m)) (zero 1 1)

let private orZero rows columns (s: float[,] | null) =
    match s with
    | null -> zero rows columns
    | s -> ofArray s

/// −ln β.
let rateOf (problem: PlantProblem) =
    if problem.Discount = 1.0 then
        0.0
    else
        -(log problem.Discount)

let private drift (problem: PlantProblem) =
    match problem.Drift with
    | null -> zero problem.StateDim 1
    | drift -> Matrix<float>.Build.DenseOfColumnMajor(problem.StateDim, 1, drift)

let private noise (problem: PlantProblem) =
    match problem.W with
    | null -> identity problem.StateDim
    | w -> ofArray w

/// The weight of a moment, as the file has it.
let weight (problem: PlantProblem) =
    plain (ofArray problem.Q) (orZero problem.StateDim problem.InputDim problem.S) (ofArray problem.R)

/// The plant under an input held for so long; in discrete time for a step.
let piece (problem: PlantProblem) length =
    let n, m = problem.StateDim, problem.InputDim
    let a, b, c, w = ofArray problem.A, ofArray problem.B, drift problem, noise problem
    let rate = rateOf problem

    if problem.Time = PlantTime.Discrete then
        {
            A = a
            B = b
            Drift = c
            Weight = weight problem
            Noise = w
            Constant = 0.0
            Discount = exp -rate
        }
    else
        let size = n + m + 1
        let motion = (a.Append(b).Append(c)).Stack(zero (m + 1) size)
        let whole = transition motion length
        let isIntegrated = problem.Weights = StepWeights.Integrated

        {
            A = sub 0 n 0 n whole
            B = sub 0 n n m whole
            Drift = sub 0 n (n + m) 1 whole
            Weight =
                if isIntegrated then
                    long (motion - identity size * (rate / 2.0)) (weight problem) length
                else
                    zero size size
            Noise = long (a.Transpose()) w length
            Constant =
                if isIntegrated then
                    constant a (ofArray problem.Q) w rate length
                else
                    0.0
            Discount = exp (-rate * length)
        }
