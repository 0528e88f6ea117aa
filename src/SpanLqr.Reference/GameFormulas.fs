/// What everybody's policies in a mean-field game come to: best response, consistency, ε.
module SpanLqr.Reference.GameFormulas

open MathNet.Numerics.LinearAlgebra
open SpanLqr.Reference.Dense

/// One population: its matrices, and what follows from them and a gain.
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

/// What a fluctuation of one agent of k is worth to an agent of l: tr(S'VSΣ), S = P^k(A_k − B_kK_k).
let share (agent: Population) (other: Population) (weight: Matrix) =
    let cross = series (agent.ClosedLoop.Transpose()) weight other.ClosedLoop
    let s = cross * other.ClosedLoop
    traceOfProduct (s.TransposeThisAndMultiply(agent.B * agent.Lever * s)) (covariance other)
