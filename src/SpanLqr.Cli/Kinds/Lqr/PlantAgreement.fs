/// When matrices of a plant and of its result are equal.
module SpanLqr.Cli.Verification.PlantAgreement

open MathNet.Numerics.LinearAlgebra
open SpanLqr.Reference.Dense
open SpanLqr.Cli.Verification

/// ‖found − expected‖_F relative to the larger one; 0 where both are zero.
let distance (found: Matrix) (expected: Matrix) =
    let scale = max (found.FrobeniusNorm()) (expected.FrobeniusNorm())

    if scale = 0.0 then
        0.0
    else
        (found - expected).FrobeniusNorm() / scale

/// The numbers as one column.
let column (values: float[]) =
    Matrix<float>.Build.DenseOfColumnMajor(values.Length, 1, values)

/// The numbers, or zeros where there are none.
let orEmpty length (values: float[] | null) =
    match values with
    | null -> Array.zeroCreate length
    | values -> values

/// The claim that two matrices are equal.
let same tolerance name found expected =
    Claim.equation tolerance name (distance found expected)
