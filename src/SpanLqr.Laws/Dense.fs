/// The few matrix operations that the laws are stated with. Written for reading, not for speed, and independent of the core.
module internal SpanLqr.Laws.Dense

open System

let rows (a: float[,]) = a.GetLength 0
let columns (a: float[,]) = a.GetLength 1
let zeros height width : float[,] = Array2D.zeroCreate height width

let identity n =
    Array2D.init n n (fun i j -> if i = j then 1.0 else 0.0)

let transpose (a: float[,]) =
    Array2D.init (columns a) (rows a) (fun i j -> a[j, i])

let scale (c: float) = Array2D.map (fun x -> c * x)

let private entrywise operation (a: float[,]) (b: float[,]) =
    if rows a <> rows b || columns a <> columns b then
        invalidArg (nameof b) $"{rows a}x{columns a} and {rows b}x{columns b} do not match"

    Array2D.init (rows a) (columns a) (fun i j -> operation a[i, j] b[i, j])

let multiply (a: float[,]) (b: float[,]) =
    if columns a <> rows b then
        invalidArg (nameof b) $"{rows a}x{columns a} times {rows b}x{columns b} is not defined"

    Array2D.init (rows a) (columns b) (fun i j ->
        let mutable sum = 0.0

        for k in 0 .. columns a - 1 do
            sum <- sum + a[i, k] * b[k, j]

        sum)

/// Infix forms, so that a law reads as its formula.
let (+.) a b = entrywise (+) a b
let (-.) a b = entrywise (-) a b
let ( *. ) a b = multiply a b

let apply (a: float[,]) (x: float[]) =
    Array.init (rows a) (fun i ->
        let mutable sum = 0.0

        for j in 0 .. x.Length - 1 do
            sum <- sum + a[i, j] * x[j]

        sum)

let dot (x: float[]) (y: float[]) =
    Array.fold2 (fun sum a b -> sum + a * b) 0.0 x y

let quadraticForm a x = dot x (apply a x)

let trace (a: float[,]) =
    Seq.sum (seq { for i in 0 .. rows a - 1 -> a[i, i] })

let norm (a: float[,]) =
    a |> Seq.cast<float> |> Seq.sumBy (fun x -> x * x) |> sqrt

let symmetrise a = scale 0.5 (a +. transpose a)

/// One matrix out of rows of blocks.
let ofBlocks (blocks: float[,][][]) =
    let beside left right =
        Array2D.init (rows left) (columns left + columns right) (fun i j ->
            if j < columns left then
                left[i, j]
            else
                right[i, j - columns left])

    let above top bottom =
        transpose (beside (transpose top) (transpose bottom))

    blocks |> Array.map (Array.reduce beside) |> Array.reduce above

let block row column height width (a: float[,]) =
    Array2D.init height width (fun i j -> a[row + i, column + j])

/// Blocks of rows, of these heights, in another order.
let reorderRows heights (order: int[]) (a: float[,]) =
    let starts = Array.scan (+) 0 heights
    ofBlocks [| for i in order -> [| block starts[i] 0 heights[i] (columns a) a |] |]

/// Blocks of columns in another order.
let reorderColumns widths order a =
    transpose (reorderRows widths order (transpose a))

/// A without row i.
let withoutRow i (a: float[,]) =
    Array2D.init (rows a - 1) (columns a) (fun r c -> a[(if r < i then r else r + 1), c])

/// A without column j.
let withoutColumn j a = transpose (withoutRow j (transpose a))

/// X with AX = B, by Gaussian elimination with row pivoting.
let solve (a: float[,]) (b: float[,]) =
    let n = rows a
    let left = Array2D.copy a
    let right = Array2D.copy b

    let exchange (m: float[,]) i j =
        for k in 0 .. columns m - 1 do
            let held = m[i, k]
            m[i, k] <- m[j, k]
            m[j, k] <- held

    let subtractRow factor (m: float[,]) source target =
        for k in 0 .. columns m - 1 do
            m[target, k] <- m[target, k] - factor * m[source, k]

    for k in 0 .. n - 1 do
        let pivot = Seq.maxBy (fun i -> abs left[i, k]) (seq { k .. n - 1 })
        exchange left k pivot
        exchange right k pivot

        for i in 0 .. n - 1 do
            if i <> k then
                let factor = left[i, k] / left[k, k]
                subtractRow factor left k i
                subtractRow factor right k i

    Array2D.init n (columns b) (fun i j -> right[i, j] / left[i, i])

let inverse a = solve a (identity (rows a))

/// The eigenvalues of a symmetric matrix in ascending order, by cyclic Jacobi rotations.
let symmetricEigenvalues (a: float[,]) =
    let n = rows a
    let mutable current = symmetrise a
    let mutable sweeps = 0

    let offDiagonal (m: float[,]) =
        Seq.sum (
            seq {
                for i in 0 .. n - 1 do
                    for j in 0 .. n - 1 do
                        if i <> j then
                            m[i, j] * m[i, j]
            }
        )

    // Convergence is quadratic; 30 sweeps are far more than any matrix here needs, and a NaN ends the loop at once.
    while sweeps < 30 && offDiagonal current > 1e-30 * norm current ** 2.0 do
        for p in 0 .. n - 2 do
            for q in p + 1 .. n - 1 do
                if current[p, q] <> 0.0 then
                    let angle = 0.5 * atan2 (2.0 * current[p, q]) (current[p, p] - current[q, q])
                    let rotation = identity n
                    rotation[p, p] <- cos angle
                    rotation[q, q] <- cos angle
                    rotation[p, q] <- -sin angle
                    rotation[q, p] <- sin angle
                    current <- transpose rotation *. current *. rotation

        sweeps <- sweeps + 1

    Array.init n (fun i -> current[i, i]) |> Array.sort

let leastEigenvalue a = (symmetricEigenvalues a)[0]

/// ‖A‖₂, the square root of the largest eigenvalue of A'A.
let spectralNorm a =
    sqrt (max 0.0 (Array.last (symmetricEigenvalues (transpose a *. a))))

/// ρ(A) as the limit of ‖A^(2^k)‖^(1/2^k), with the norm taken out at each squaring so that nothing overflows.
let spectralRadius (a: float[,]) =
    let squarings = 48

    let rec iterate k logarithm power =
        let size = norm power

        if size = 0.0 then
            0.0
        elif k = squarings then
            exp (logarithm + log size / Math.ScaleB(1.0, k))
        else
            let normalised = scale (1.0 / size) power
            iterate (k + 1) (logarithm + log size / Math.ScaleB(1.0, k)) (normalised *. normalised)

    iterate 0 0.0 a
