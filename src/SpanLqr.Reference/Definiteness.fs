/// Whether a symmetric matrix is positive definite or semidefinite.
module SpanLqr.Reference.Definiteness

open MathNet.Numerics.LinearAlgebra

/// How far below zero, as a share of the Frobenius norm, an eigenvalue of a semidefinite matrix may lie.
let private semidefiniteTolerance = 1e-12

let private machineEpsilon = 2.220446049250313e-16

let private largestEntry (m: float[,]) =
    m |> Seq.cast<float> |> Seq.fold (fun top x -> max top (abs x)) 0.0

/// Whether the Cholesky factorisation of m + shift·I meets only pivots above the floor of their row.
let private hasPivotsAbove (floor: int -> float) shift (m: float[,]) =
    let n = Array2D.length1 m
    let l = Array2D.zeroCreate n n

    let entry i j =
        let mutable sum = if i = j then m[i, j] + shift else m[i, j]

        for k in 0 .. j - 1 do
            sum <- sum - l[i, k] * l[j, k]

        sum

    let column j =
        let pivot = entry j j

        if pivot > floor j then
            l[j, j] <- sqrt pivot

            for i in j + 1 .. n - 1 do
                l[i, j] <- entry i j / l[j, j]

            true
        else
            false

    Seq.forall column (seq { 0 .. n - 1 })

/// The least eigenvalue of a symmetric matrix.
let leastEigenvalue (m: float[,]) =
    // Scaled so that entries near the end of the range do not overflow on the way.
    match largestEntry m with
    | 0.0 -> 0.0
    | scale ->
        let scaled = Matrix<float>.Build.DenseOfArray(m).Divide(scale)

        scale
        * (scaled.Evd(Symmetricity.Symmetric).EigenValues |> Seq.map _.Real |> Seq.min)

/// m ≻ 0, every pivot above what rounding alone could make of zero; the test does not change with the units of the rows.
let isDefinite (m: float[,]) =
    let noise = 4.0 * float (Array2D.length1 m) * machineEpsilon
    hasPivotsAbove (fun i -> noise * m[i, i]) 0.0 m

/// A pivot of this share of its diagonal entry is rounding in double-double arithmetic, too.
let private preciseNoise = 1e-28

/// Whether m ≻ 0 by LDL' in double-double arithmetic: also where double cannot tell, which then is a matter of digits and not of m.
let isDefiniteToAllDigits (m: float[,]) =
    let n = Array2D.length1 m
    let left = Array2D.map DoubleDouble.Of m

    let column k =
        let isPositive = left[k, k].High > preciseNoise * m[k, k]

        if isPositive then
            for i in k + 1 .. n - 1 do
                let ratio = left[i, k] / left[k, k]

                for j in k + 1 .. n - 1 do
                    left[i, j] <- left[i, j] - ratio * left[k, j]

        isPositive

    Seq.forall column (seq { 0 .. n - 1 })

/// m ⪰ 0 to 1e-12 of its norm.
let isSemidefinite (m: float[,]) =
    match largestEntry m with
    | 0.0 -> true
    | scale ->
        let scaled = m |> Array2D.map (fun x -> x / scale)
        let norm = scaled |> Seq.cast<float> |> Seq.sumBy (fun x -> x * x) |> sqrt
        let tolerance = semidefiniteTolerance * norm
        // The factorisation settles nearly every case at a thirtieth of the price of the eigenvalues.
        hasPivotsAbove (fun _ -> 0.0) tolerance scaled
        || leastEigenvalue scaled >= -tolerance
