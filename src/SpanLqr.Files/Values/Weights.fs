/// What cost weights and covariances must satisfy.
module SpanLqr.Files.Weights

open SpanLqr.Reference

/// How far two mirrored entries may differ, as a share of the largest entry.
let private symmetryTolerance = 1e-9

let private largestEntry (m: float[,]) =
    m |> Seq.cast<float> |> Seq.fold (fun top x -> max top (abs x)) 0.0

let private pairs (m: float[,]) (mirror: float[,]) =
    seq {
        for i in 0 .. Array2D.length1 m - 1 do
            for j in 0 .. Array2D.length2 m - 1 do
                struct (i, j, m[i, j], mirror[j, i])
    }

/// The mean of m and mirror', which must agree; `mirrorName` says in the error where the mirrored entry stands.
let mirrored mirrorName node (m: float[,]) (mirror: float[,]) =
    let allowed = symmetryTolerance * max (largestEntry m) (largestEntry mirror)

    for struct (i, j, here, there) in pairs m mirror do
        // Halved, so that entries of opposite sign near the end of the range do not overflow.
        if abs (here / 2.0 - there / 2.0) > allowed / 2.0 then
            Node.fail node $"[{i}][{j}] is {here} but {mirrorName}[{j}][{i}] is {there}, expected them equal to 1e-9 of the largest entry"

    Array2D.init (Array2D.length1 m) (Array2D.length2 m) (fun i j -> m[i, j] / 2.0 + mirror[j, i] / 2.0)

/// The symmetric part of a matrix that must be symmetric.
let symmetric node (m: float[,]) = mirrored "" node m m

let private complain what wanted node (m: float[,]) =
    Node.fail node $"{what}an eigenvalue of {Definiteness.leastEigenvalue m:G6}, expected {wanted}"

/// Ends with an error unless m ⪰ 0.
let requireSemidefinite node m =
    if not (Definiteness.isSemidefinite m) then
        complain "" "a positive semidefinite matrix (⪰ 0)" node m

/// Ends with an error unless m ≻ 0. One that only rounding keeps definite may pass: what is wrong with it are digits, which a solver tells.
let requireDefinite node m =
    if not (Definiteness.isDefinite m || Definiteness.isDefiniteToAllDigits m) then
        complain "" "a positive definite matrix (≻ 0)" node m

/// Ends with an error unless m ⪰ 0, where m was made of the matrix at the node and of others; `name` says how.
let requireSemidefiniteBlock name node m =
    if not (Definiteness.isSemidefinite m) then
        complain $"{name} " "a positive semidefinite matrix (⪰ 0)" node m

/// Ends with an error unless m ≻ 0, where m was made of the matrix at the node and of others; `name` says how.
let requireDefiniteBlock name node m =
    if not (Definiteness.isDefinite m) then
        complain $"{name} " "a positive definite matrix (≻ 0)" node m
