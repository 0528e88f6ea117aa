/// Matrices of MathNet, for formulas that are evaluated at sizes at which sums written out on arrays take too long.
module SpanLqr.Reference.Dense

open MathNet.Numerics.LinearAlgebra

type Matrix = MathNet.Numerics.LinearAlgebra.Matrix<float>

let ofArray (m: float[,]) : Matrix = Matrix<float>.Build.DenseOfArray m

let identity n : Matrix = Matrix<float>.Build.DenseIdentity n

let zero rows columns : Matrix =
    Matrix<float>.Build.Dense(rows, columns)

let isFinite (m: Matrix) =
    m.Enumerate() |> Seq.forall System.Double.IsFinite

/// ‖m‖₂; NaN where it cannot be had, as of entries that overflow.
let spectralNorm (m: Matrix) =
    if isFinite m then
        try
            m.L2Norm()
        with :? MathNet.Numerics.NonConvergenceException ->
            nan
    else
        nan

/// tr(A·B)
let traceOfProduct (a: Matrix) (b: Matrix) =
    a.PointwiseMultiply(b.Transpose()).Enumerate() |> Seq.sum

/// ‖found − expected‖_F / (1 + ‖expected‖_F)
let relativeError (found: Matrix) (expected: Matrix) =
    (found - expected).FrobeniusNorm() / (1.0 + expected.FrobeniusNorm())

/// |found − expected| / (1 + |expected|)
let relativeDifference (found: float) (expected: float) =
    abs (found - expected) / (1.0 + abs expected)

/// Σ_i left^i · c · right^i, for a product of radii below 1.
let series (left: Matrix) (c: Matrix) (right: Matrix) =
    let rec sum steps (left: Matrix) (right: Matrix) (x: Matrix) =
        let term = left * x * right

        if steps = 0 || term.FrobeniusNorm() <= 1e-14 * x.FrobeniusNorm() then
            x + term
        else
            sum (steps - 1) (left * left) (right * right) (x + term)

    sum 60 left right c
