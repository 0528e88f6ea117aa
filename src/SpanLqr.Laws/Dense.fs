/// The textbook's matrix operations in the form that the laws are stated with, and a few more; independent of the core.
module internal SpanLqr.Laws.Dense

open System
open SpanLqr.Reference

let rows a = Matrix.rows a
let columns a = Matrix.columns a
let zeros height width = Matrix.zeros height width
let identity n = Matrix.identity n
let transpose a = Matrix.transpose a
let scale c a = Matrix.scale c a
let multiply a b = Matrix.multiply a b

/// Infix forms, so that a law reads as its formula.
let (+.) a b = Matrix.add a b
let (-.) a b = Matrix.subtract a b
let ( *. ) a b = multiply a b

let apply a x = Matrix.multiplyVector a x

let dot (x: float[]) (y: float[]) =
    Array.fold2 (fun sum a b -> sum + a * b) 0.0 x y

let quadraticForm a x = dot x (apply a x)
let trace a = Matrix.trace a
let norm a = Matrix.frobeniusNorm a
let symmetrise a = Matrix.symmetrise a

/// One matrix out of rows of blocks.
let ofBlocks blocks = Matrix.ofBlocks blocks

let block row column height width a = Matrix.block row column height width a

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

/// X with AX = B.
let solve a b = Matrix.solve a b

let inverse a = Matrix.inverse a

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
