/// Textbook matrix algebra on two-dimensional arrays: the oracle that the fast code is compared with.
/// Every sum is written as its definition; only factorisations come from MathNet.
module SpanLqr.Reference.Matrix

open MathNet.Numerics.LinearAlgebra

/// The number of rows.
let rows (a: float[,]) = Array2D.length1 a

/// The number of columns.
let columns (a: float[,]) = Array2D.length2 a

let private requireSameSize name (a: float[,]) (b: float[,]) =
    if rows a <> rows b || columns a <> columns b then
        invalidArg name $"{rows a}x{columns a} and {rows b}x{columns b} do not match"

/// The matrix of zeros.
let zeros rows columns : float[,] = Array2D.zeroCreate rows columns

/// The identity.
let identity n =
    Array2D.init n n (fun i j -> if i = j then 1.0 else 0.0)

/// The diagonal matrix of the given entries.
let diagonal (entries: float[]) =
    Array2D.init entries.Length entries.Length (fun i j -> if i = j then entries[i] else 0.0)

/// A'.
let transpose (a: float[,]) =
    Array2D.init (columns a) (rows a) (fun i j -> a[j, i])

/// A + B.
let add (a: float[,]) (b: float[,]) =
    requireSameSize (nameof b) a b
    Array2D.init (rows a) (columns a) (fun i j -> a[i, j] + b[i, j])

/// A − B.
let subtract (a: float[,]) (b: float[,]) =
    requireSameSize (nameof b) a b
    Array2D.init (rows a) (columns a) (fun i j -> a[i, j] - b[i, j])

/// c·A.
let scale (c: float) (a: float[,]) = Array2D.map (fun x -> c * x) a

/// The product A·B: entry (i, j) is Σ_k A[i,k] B[k,j].
let multiply (a: float[,]) (b: float[,]) =
    if columns a <> rows b then
        invalidArg (nameof b) $"{rows a}x{columns a} times {rows b}x{columns b} is not defined"

    Array2D.init (rows a) (columns b) (fun i j ->
        let mutable sum = 0.0

        for k in 0 .. columns a - 1 do
            sum <- sum + a[i, k] * b[k, j]

        sum)

/// The product of several matrices, from the left.
let product (factors: float[,] list) = List.reduce multiply factors

/// The sum of several matrices.
let sum (terms: float[,] list) = List.reduce add terms

/// Ax.
let multiplyVector (a: float[,]) (x: float[]) =
    if columns a <> x.Length then
        invalidArg (nameof x) $"{rows a}x{columns a} times a vector of {x.Length} is not defined"

    Array.init (rows a) (fun i -> Seq.sum (seq { for k in 0 .. x.Length - 1 -> a[i, k] * x[k] }))

/// The quadratic form x'Ax.
let quadraticForm (a: float[,]) (x: float[]) =
    Array.fold2 (fun total xi yi -> total + xi * yi) 0.0 x (multiplyVector a x)

/// tr A = Σ_i A[i,i].
let trace (a: float[,]) =
    Seq.sum (seq { for i in 0 .. min (rows a) (columns a) - 1 -> a[i, i] })

/// ‖A‖_F = (Σ A[i,j]²)^½.
let frobeniusNorm (a: float[,]) =
    a |> Seq.cast<float> |> Seq.sumBy (fun x -> x * x) |> sqrt

/// The largest |A[i,j]|, 0 for an empty matrix.
let maxAbs (a: float[,]) =
    a |> Seq.cast<float> |> Seq.fold (fun largest x -> max largest (abs x)) 0.0

/// (A + A') / 2.
let symmetrise (a: float[,]) = scale 0.5 (add a (transpose a))

/// A ⊗ B: block (i, j) is A[i,j]·B.
let kronecker (a: float[,]) (b: float[,]) =
    Array2D.init (rows a * rows b) (columns a * columns b) (fun i j -> a[i / rows b, j / columns b] * b[i % rows b, j % columns b])

/// The part of A of the given size that starts at (row, column).
let block row column height width (a: float[,]) =
    Array2D.init height width (fun i j -> a[row + i, column + j])

/// One matrix out of a rectangular array of blocks whose heights and widths agree.
let ofBlocks (blocks: float[,][][]) =
    let offsets (sizes: int[]) = Array.scan (+) 0 sizes
    let rowStart = offsets (blocks |> Array.map (fun line -> rows line[0]))
    let columnStart = offsets (blocks[0] |> Array.map columns)
    let result = zeros (Array.last rowStart) (Array.last columnStart)

    for i in 0 .. blocks.Length - 1 do
        for j in 0 .. blocks[i].Length - 1 do
            let part = blocks[i][j]

            if
                rows part <> rowStart[i + 1] - rowStart[i]
                || columns part <> columnStart[j + 1] - columnStart[j]
            then
                invalidArg (nameof blocks) $"block ({i}, {j}) is {rows part}x{columns part} and does not fit its row and column"

            Array2D.blit part 0 0 result rowStart[i] columnStart[j] (rows part) (columns part)

    result

/// diag(A, B, …).
let blockDiagonal (parts: float[,][]) =
    ofBlocks
        [|
            for i in 0 .. parts.Length - 1 ->
                [|
                    for j in 0 .. parts.Length - 1 ->
                        if i = j then
                            parts[i]
                        else
                            zeros (rows parts[i]) (columns parts[j])
                |]
        |]

let private dense (a: float[,]) : Matrix<float> = CreateMatrix.DenseOfArray a

/// X with A·X = B, by LU factorisation with pivoting (MathNet).
let solve (a: float[,]) (b: float[,]) = (dense a).Solve(dense b).ToArray()

/// The X that minimises ‖A·X − B‖_F for A of full column rank, by QR factorisation (MathNet).
let leastSquares (a: float[,]) (b: float[,]) = (dense a).QR().Solve(dense b).ToArray()

/// A⁻¹ (MathNet).
let inverse (a: float[,]) = (dense a).Inverse().ToArray()

/// The determinant, from the LU factorisation (MathNet).
let determinant (a: float[,]) = (dense a).Determinant()

/// The lower triangular L with A = LL' (MathNet); an exception where A is not positive definite.
let cholesky (a: float[,]) =
    (dense a).Cholesky().Factor.LowerTriangle().ToArray()

/// The eigenvalues of any square matrix (MathNet, whose QR iteration does not end on a matrix of zeros).
let eigenvalues (a: float[,]) =
    if maxAbs a = 0.0 then
        Array.create (rows a) System.Numerics.Complex.Zero
    else
        (dense a).Evd(Symmetricity.Asymmetric).EigenValues.ToArray()

/// The eigenvalues of a symmetric matrix in ascending order (MathNet).
let symmetricEigenvalues (a: float[,]) =
    (dense (symmetrise a)).Evd(Symmetricity.Symmetric).EigenValues.ToArray()
    |> Array.map (fun z -> z.Real)
    |> Array.sort

/// ρ(A), the largest modulus of an eigenvalue.
let spectralRadius (a: float[,]) =
    eigenvalues a |> Array.fold (fun largest z -> max largest z.Magnitude) 0.0

/// ‖A‖₂, the largest singular value (MathNet).
let spectralNorm (a: float[,]) =
    (dense a).Svd(false).S |> Seq.fold max 0.0
