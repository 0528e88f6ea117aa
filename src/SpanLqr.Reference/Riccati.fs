/// The Riccati equation and its gain, evaluated rather than solved.
module SpanLqr.Reference.Riccati

open System
open SpanLqr.Reference.Dense

/// One step of a linear-quadratic problem.
type Step =
    {
        A: Matrix
        B: Matrix
        Q: Matrix
        R: Matrix
        S: Matrix
    }

/// R + B'PB and B'PA + S'.
let private stage step (next: Matrix) =
    let weighted = step.B.TransposeThisAndMultiply next
    step.R + weighted * step.B, weighted * step.A + step.S.Transpose()

/// The gain that is best when P is the cost to go after the step.
let gain step next =
    let hessian, cross = stage step next
    hessian.Solve cross

/// Q + A'PA − (A'PB + S)(R + B'PB)⁻¹(B'PA + S').
let map step (next: Matrix) =
    let hessian, cross = stage step next

    step.Q + step.A.TransposeThisAndMultiply(next * step.A)
    - cross.TransposeThisAndMultiply(hessian.Solve cross)

/// Whether the cost of the step has a minimum: R + B'PB ≻ 0.
let isConvex step next =
    Definiteness.isDefinite ((fst (stage step next)).ToArray())

let private closedLoop step (k: Matrix) = step.A - step.B * k

/// Q + K'RK − SK − K'S': the cost of a step under u = −Kx.
let stageCost step (k: Matrix) =
    let cross = step.S * k
    step.Q + k.TransposeThisAndMultiply(step.R * k) - cross - cross.Transpose()

/// What u = −Kx costs in this step and then P.
let costToGo step (k: Matrix) (next: Matrix) =
    let loop = closedLoop step k
    stageCost step k + loop.TransposeThisAndMultiply(next * loop)

/// DARE(P) once more, with the inverse of R + B'PB or, where that is not the nearer to what is stated, with the gain in its place: they are
/// the same for the gain of P, which is a claim of its own, and inputs that work alike leave nothing to invert.
let private mapNear step k next (stated: Matrix) =
    let inverted, carried = map step next, costToGo step k next

    if relativeError inverted stated <= relativeError carried stated then
        inverted
    else
        carried

/// ‖DARE(P) − P‖_F / (1 + ‖P‖_F), as the format defines it, P with its gain.
let residual step (p: Matrix) (k: Matrix) = relativeError (mapNear step k p p) p

/// Improvements double the digits that are right; from a stabilising gain so many are far more than enough.
let private mostImprovements = 60

/// What u = −Kx costs for ever, where it stabilises.
let evaluate step (k: Matrix) =
    let loop = closedLoop step k
    let p = series (loop.Transpose()) (stageCost step k) loop
    (p + p.Transpose()) / 2.0

/// The optimum by policy iteration from a gain that stabilises (Kleinman 1968): K and P, NaN where it does not settle.
let optimum step (k: Matrix) =
    let rec improve remaining (k: Matrix) =
        let p = evaluate step k

        if remaining = 0 || not (isFinite p) then
            k * nan, p * nan
        else
            let better = gain step p

            if relativeError k better <= 1e-12 then
                better, evaluate step better
            else
                improve (remaining - 1) better

    improve mostImprovements k


/// weight + |m|'|p||m|: what the entries of a weighted form can come to, signs apart.
let private magnitudes (weight: Matrix) (m: Matrix) (p: Matrix) =
    let m = m.PointwiseAbs()
    weight.PointwiseAbs() + m.TransposeThisAndMultiply(p.PointwiseAbs() * m)

/// The largest |difference_ij| over the larger of √(rows_i columns_j) and terms_ij, the sum of what entry ij is made of, signs apart: a relative
/// error that is the same in whatever units states and inputs are. The first keeps an entry that ought to be 0 and came out as rounding from
/// upsetting it. The second is needed where a coordinate costs nothing by itself and something together with another, as an indefinite weight
/// allows.
let private scaledError
    (rows: MathNet.Numerics.LinearAlgebra.Vector<float>)
    (columns: MathNet.Numerics.LinearAlgebra.Vector<float>)
    (terms: Matrix)
    difference
    =
    (difference: Matrix).EnumerateIndexed()
    |> Seq.fold
        (fun worst struct (i, j, value) ->
            if value = 0.0 then
                worst
            else
                Math.Max(worst, abs value / max (sqrt (rows[i] * columns[j])) terms[i, j]))
        0.0

/// How far the step's equations are from holding for cost to go p before it and next after it, under gain k.
type Errors =
    {
        Riccati: float
        Gain: float
        Symmetry: float
    }

/// How far P is from being what K costs for ever, relative to the terms of which it is the sum.
let evaluationError step (p: Matrix) (k: Matrix) =
    let inputs = k.PointwiseAbs()
    let loop = step.A.PointwiseAbs() + step.B.PointwiseAbs() * inputs
    let cross = step.S.PointwiseAbs() * inputs

    let terms =
        magnitudes step.Q loop p
        + magnitudes (cross + cross.Transpose()) inputs step.R
        + p.PointwiseAbs()

    let states = terms.Diagonal()
    scaledError states states terms (costToGo step k p - p)

/// Each a relative error.
let errors step (next: Matrix) (p: Matrix) (k: Matrix) =
    let hessian, cross = stage step next
    let hessianTerms = magnitudes step.R step.B next

    let crossTerms =
        step.S.PointwiseAbs().Transpose()
        + step.B.PointwiseAbs().TransposeThisAndMultiply(next.PointwiseAbs() * step.A.PointwiseAbs())

    let stateTerms = magnitudes step.Q step.A next + p.PointwiseAbs()

    let saved = crossTerms.TransposeThisAndMultiply(k.PointwiseAbs())

    let states, inputs = stateTerms.Diagonal(), hessianTerms.Diagonal()

    {
        Riccati = scaledError states states (stateTerms + saved) (mapNear step k next p - p)
        Gain = scaledError inputs states (hessianTerms * k.PointwiseAbs() + crossTerms) (hessian * k - cross)
        Symmetry = scaledError states states (p.PointwiseAbs() + p.PointwiseAbs().Transpose()) (p - p.Transpose())
    }
