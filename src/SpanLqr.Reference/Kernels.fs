/// The kernels of a shape as their definitions state them: loops over entries, division where the book divides, no fused operation.
/// Vectors are matrices of one column.
module SpanLqr.Reference.Kernels

open SpanLqr.Reference.Matrix

/// C + α·X.
let addScaled (c: float[,]) (alpha: float) (x: float[,]) = add c (scale alpha x)

/// −X.
let negate (x: float[,]) = Array2D.map (fun entry -> -entry) x

/// The control step −Kx.
let feedback k x = negate (multiply k x)

/// The control step with offset −Kx − κ.
let feedbackOffset k x offset = subtract (feedback k x) offset

/// The plant step Ax + Bu.
let advance a b x u = add (multiply a x) (multiply b u)

/// x'Ax, as a matrix of one entry.
let quadraticForm a x = multiply (transpose x) (multiply a x)

/// A'PA.
let congruence a p = multiply (transpose a) (multiply p a)

/// C + α·BB'.
let rankUpdate b alpha c =
    addScaled c alpha (multiply b (transpose b))

/// Σ_{k < count} term k.
let private sumBelow count term =
    let mutable total = 0.0

    for k in 0 .. count - 1 do
        total <- total + term k

    total

/// The lower triangular L with LL' = A (Cholesky–Banachiewicz): NaN where A has no such factor.
let cholesky (a: float[,]) =
    let l = zeros (rows a) (rows a)

    for j in 0 .. rows a - 1 do
        l[j, j] <- sqrt (a[j, j] - sumBelow j (fun k -> l[j, k] * l[j, k]))

        for i in j + 1 .. rows a - 1 do
            l[i, j] <- (a[i, j] - sumBelow j (fun k -> l[i, k] * l[j, k])) / l[j, j]

    l

/// Unit L strictly below the diagonal and D on it, with LDL' = A, without pivoting.
let ldl (a: float[,]) =
    let f = zeros (rows a) (rows a)

    for j in 0 .. rows a - 1 do
        f[j, j] <- a[j, j] - sumBelow j (fun k -> f[j, k] * f[j, k] * f[k, k])

        for i in j + 1 .. rows a - 1 do
            f[i, j] <- (a[i, j] - sumBelow j (fun k -> f[i, k] * f[j, k] * f[k, k])) / f[j, j]

    f

let private exchangeRows i k (a: float[,]) =
    for j in 0 .. columns a - 1 do
        let entry = a[i, j]
        a[i, j] <- a[k, j]
        a[k, j] <- entry

/// The rows exchanged at each step of Gaussian elimination with partial pivoting, and L (unit, below) and U in one matrix.
let lu (a: float[,]) =
    let n = rows a
    let f = Array2D.copy a

    let pivots =
        Array.init n (fun k ->
            let pivot = Seq.maxBy (fun i -> abs f[i, k]) (seq { k .. n - 1 })
            exchangeRows k pivot f

            for i in k + 1 .. n - 1 do
                f[i, k] <- f[i, k] / f[k, k]

                for j in k + 1 .. n - 1 do
                    f[i, j] <- f[i, j] - f[i, k] * f[k, j]

            pivot)

    struct (f, pivots)

/// The matrix with its rows exchanged in the order of the pivots.
let permute (pivots: int[]) (a: float[,]) =
    let result = Array2D.copy a
    pivots |> Array.iteri (fun k pivot -> exchangeRows k pivot result)
    result

/// The lower triangle with the diagonal.
let lower (f: float[,]) =
    Array2D.mapi (fun i j entry -> if i >= j then entry else 0.0) f

/// The lower triangle with ones on the diagonal.
let unitLower (f: float[,]) =
    Array2D.mapi
        (fun i j entry ->
            if i > j then entry
            elif i = j then 1.0
            else 0.0)
        f

/// The upper triangle with the diagonal.
let upper (f: float[,]) =
    Array2D.mapi (fun i j entry -> if i <= j then entry else 0.0) f

/// The diagonal alone.
let diagonalPart (f: float[,]) =
    Array2D.mapi (fun i j entry -> if i = j then entry else 0.0) f

/// Y with LY = B for a lower triangular L.
let forwardSubstitution (l: float[,]) (b: float[,]) =
    let y = Array2D.copy b

    for j in 0 .. columns b - 1 do
        for i in 0 .. rows b - 1 do
            y[i, j] <- (b[i, j] - sumBelow i (fun k -> l[i, k] * y[k, j])) / l[i, i]

    y

/// X with UX = B for an upper triangular U.
let backSubstitution (u: float[,]) (b: float[,]) =
    let n = rows b
    let x = Array2D.copy b

    for j in 0 .. columns b - 1 do
        for i in n - 1 .. -1 .. 0 do
            x[i, j] <-
                (b[i, j] - sumBelow (n - 1 - i) (fun k -> u[i, i + 1 + k] * x[i + 1 + k, j]))
                / u[i, i]

    x

/// X with LL'X = B.
let choleskySolve factor b =
    backSubstitution (transpose (lower factor)) (forwardSubstitution (lower factor) b)

/// X with LDL'X = B.
let ldlSolve factor b =
    let y = forwardSubstitution (unitLower factor) b
    let z = Array2D.mapi (fun i _ entry -> entry / factor[i, i]) y
    backSubstitution (transpose (unitLower factor)) z

/// X with AX = B from the LU factorisation of A with its pivots.
let luSolve factor (pivots: int[]) b =
    backSubstitution (upper factor) (forwardSubstitution (unitLower factor) (permute pivots b))

/// |X|, entry by entry.
let modulus (x: float[,]) =
    Array2D.map (fun (entry: float) -> abs entry) x

/// The lower triangle and its mirror image: what a symmetric result looks like where infinities make the two halves of the formula differ.
let mirrorLower (x: float[,]) =
    Array2D.mapi (fun i j entry -> if i >= j then entry else x[j, i]) x
