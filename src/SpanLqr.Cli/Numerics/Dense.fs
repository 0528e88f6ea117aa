/// Dense matrices for everything that is checked rather than solved: MathNet, so nothing here shares code with the solvers.
module SpanLqr.Cli.Dense

open MathNet.Numerics.LinearAlgebra

type Matrix = Matrix<float>

let ofArray (m: float[,]) : Matrix = Matrix.Build.DenseOfArray m

let identity n : Matrix = Matrix.Build.DenseIdentity n

let zero rows columns : Matrix = Matrix.Build.Dense(rows, columns)

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
