/// The game's formulas as matrices of MathNet: best response, consistency, ε; nothing here shares code with the solver.
module SpanLqr.Cli.Verification.GameFormulas

open MathNet.Numerics.LinearAlgebra
open SpanLqr.Cli.Dense
open SpanLqr.Games

/// One population: its matrices, its gains as the file has them, and what follows from both.
type Population =
    {
        A: Matrix
        B: Matrix
        R: Matrix
        W: Matrix
        /// Q_l alone.
        Q: Matrix
        /// Q_l + Σ_k C^{lk}.
        Weight: Matrix
        /// A − BK¹, whose transpose is H.
        ClosedLoop: Matrix
        /// T = (R + B'PB)⁻¹B'.
        Lever: Matrix
    }

/// The costs between populations; nothing stands for zero.
type Links =
    {
        Weights: Matrix option[,]
        Offsets: Vector<float> option[,]
    }

let private orIdentity n (m: float[,] | null) =
    match m with
    | null -> identity n
    | m -> ofArray m

let links (problem: GameProblem) =
    let count = problem.Populations.Count
    let weights = Array2D.create count count None
    let offsets = Array2D.create count count None

    problem.Populations
    |> Seq.iteri (fun l population ->
        match population.Own with
        | null -> ()
        | own -> weights[l, l] <- Some(ofArray own))

    for coupling in problem.Couplings do
        weights[coupling.Of, coupling.To] <- Some(ofArray coupling.Weight)

        offsets[coupling.Of, coupling.To] <- coupling.Offset |> Option.ofObj |> Option.map Vector<float>.Build.DenseOfArray

    { Weights = weights; Offsets = offsets }

let population (links: Links) l (given: GamePopulation) (k1: Matrix) (p: Matrix) =
    let a, b, r, q = ofArray given.A, ofArray given.B, ofArray given.R, ofArray given.Q
    let weight = links.Weights[l, *] |> Seq.choose id |> Seq.fold (+) q

    {
        A = a
        B = b
        R = r
        W = orIdentity given.StateDim given.W
        Q = q
        Weight = weight
        ClosedLoop = a - b * k1
        Lever = (r + b.TransposeThisAndMultiply p * b).Solve(b.Transpose())
    }

/// C_l = [C^{l1} … C^{lL}].
let stackedWeights m (links: Links) l =
    links.Weights[l, *]
    |> Array.map (Option.defaultValue (zero m m))
    |> Array.reduce (fun left right -> left.Append right)

/// Σ_k C^{lk}β^{lk}.
let pull m (links: Links) l =
    Seq.zip links.Weights[l, *] links.Offsets[l, *]
    |> Seq.choose (fun (weight, offset) -> Option.map2 (fun (c: Matrix) (beta: Vector<float>) -> c * beta) weight offset)
    |> Seq.fold (+) (Vector<float>.Build.Dense(m: int))

/// Z_l = Σ_i H^i C_l F^i; where F is many times larger than H its powers are what costs, so all populations share them.
let stackedSums (populations: Population[]) (weights: Matrix) (f: Matrix) =
    let m = populations[0].A.RowCount

    let block (h: Matrix[]) (x: Matrix) =
        h
        |> Array.mapi (fun l h -> h * x.SubMatrix(l * m, m, 0, x.ColumnCount))
        |> Array.reduce (fun upper lower -> upper.Stack lower)

    let rec sum steps (h: Matrix[]) (f: Matrix) (z: Matrix) =
        let term = block h (z * f)

        if steps = 0 || term.FrobeniusNorm() <= 1e-14 * z.FrobeniusNorm() then
            z + term
        else
            sum (steps - 1) (h |> Array.map (fun h -> h * h)) (f * f) (z + term)

    sum 60 (populations |> Array.map _.ClosedLoop.Transpose()) f weights

/// Σ = W + (A − BK)Σ(A − BK)'.
let covariance (population: Population) =
    series population.ClosedLoop population.W (population.ClosedLoop.Transpose())

/// What a fluctuation of one agent of k is worth to an agent of l: tr(S'VSΣ), S = P^k(A_k − B_kK_k), see `EpsilonNash`.
let share (agent: Population) (other: Population) (weight: Matrix) =
    let cross = series (agent.ClosedLoop.Transpose()) weight other.ClosedLoop
    let s = cross * other.ClosedLoop
    traceOfProduct (s.TransposeThisAndMultiply(agent.B * agent.Lever * s)) (covariance other)
