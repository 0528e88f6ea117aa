/// Eigenvalues of small dense matrices.
module SpanLqr.Reference.Spectrum

open System.Numerics
open MathNet.Numerics
open MathNet.Numerics.LinearAlgebra
open SpanLqr.Reference.Dense

let private order (z: Complex) =
    struct (z.Magnitude, z.Real, z.Imaginary)

/// The eigenvalues sorted by modulus, ties by real and then imaginary part; none when the matrix holds an infinity or a NaN.
let eigenvalues (m: Matrix) =
    if isFinite m then
        try
            m.Evd(Symmetricity.Asymmetric).EigenValues.ToArray()
            |> Array.sortBy order
            |> Some
        with :? NonConvergenceException ->
            None
    else
        None

/// ρ(m), NaN where there are no eigenvalues to be had.
let radius m =
    match eigenvalues m with
    | Some values -> (Array.last values).Magnitude
    | None -> nan

/// A perturbation of this share of ‖m‖ per row is what rounding m itself would do.
let private rounding = 1e-13

/// Whether some matrix within rounding of m has the eigenvalue z: σ_min(m − zI) is that small.
/// Eigenvalues of a nearly defective matrix (a deadbeat loop has all of them at 0) move by far more than the matrix does,
/// so two good programs differ in them; this is the question both must answer alike.
let isWithinRounding (m: Matrix) (z: Complex) =
    let shifted =
        m.Map(fun x -> Complex(x, 0.0))
        - Matrix<Complex>.Build.DenseDiagonal(m.RowCount, z)

    try
        let singular = shifted.Svd(false).S

        singular[singular.Count - 1].Magnitude
        <= rounding * float m.RowCount * (1.0 + m.FrobeniusNorm())
    with :? NonConvergenceException ->
        // Numbers too large to square: nothing that rounding could explain.
        false
