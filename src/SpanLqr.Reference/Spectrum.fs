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

/// A matrix with what its entries are sums of, signs apart: where a gain is large, A − BK keeps fewer digits than a matrix that is given.
type Sum = { Value: Matrix; Terms: Matrix }

/// A matrix that is no sum.
let given (m: Matrix) = { Value = m; Terms = m.PointwiseAbs() }

/// A − BK.
let closedLoop (a: Matrix) (b: Matrix) (k: Matrix) =
    {
        Value = a - b * k
        Terms = a.PointwiseAbs() + b.PointwiseAbs() * k.PointwiseAbs()
    }

/// Enough for the rows and columns of any matrix to come to the same size.
let private sweeps = 20

/// Units of the states, powers of two, in which row i and column i of the terms are of one size.
let private balance (terms: Matrix) =
    let n = terms.RowCount
    let scales = Array.create n 1.0

    for _ in 1 .. (if isFinite terms then sweeps else 0) do
        for i in 0 .. n - 1 do
            let others = [ 0 .. n - 1 ] |> List.filter ((<>) i)
            let row = others |> List.sumBy (fun j -> terms[i, j] * scales[j] / scales[i])
            let column = others |> List.sumBy (fun j -> terms[j, i] * scales[i] / scales[j])

            if row > 0.0 && column > 0.0 then
                scales[i] <- scales[i] * System.Math.ScaleB(1.0, System.Math.ILogB(sqrt (row / column)))

    scales

/// A perturbation of this share of the terms per row is what rounding a matrix itself would do.
let private rounding = 1e-13

/// Whether some matrix within rounding of m has the eigenvalue z: σ_min(m − zI) is that small, in units in which the terms are balanced.
/// Eigenvalues of a nearly defective matrix (a deadbeat loop has all of them at 0) move by far more than the matrix does,
/// so two good programs differ in them; this is the question both must answer alike.
let isWithinRounding (m: Sum) (z: Complex) =
    let scales = balance m.Terms

    let scaled (x: Matrix) =
        x.MapIndexed(fun i j entry -> entry * scales[j] / scales[i])

    let shifted =
        (scaled m.Value).Map(fun x -> Complex(x, 0.0))
        - Matrix<Complex>.Build.DenseDiagonal(m.Value.RowCount, z)

    try
        let singular = shifted.Svd(false).S

        singular[singular.Count - 1].Magnitude
        <= rounding * float m.Value.RowCount * (1.0 + (scaled m.Terms).FrobeniusNorm())
    with :? NonConvergenceException ->
        // Numbers too large to square: nothing that rounding could explain.
        false
