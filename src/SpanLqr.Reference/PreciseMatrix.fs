/// Textbook matrix algebra in double-double arithmetic.
module SpanLqr.Reference.PreciseMatrix

type PreciseMatrix = DoubleDouble[,]

/// The entries as they are.
let ofFloats (a: float[,]) : PreciseMatrix = Array2D.map DoubleDouble.Of a

/// The nearest floats.
let toFloats (a: PreciseMatrix) =
    Array2D.map (fun (x: DoubleDouble) -> x.ToFloat()) a

/// A'.
let transpose (a: PreciseMatrix) =
    Array2D.init (Array2D.length2 a) (Array2D.length1 a) (fun i j -> a[j, i])

let private entrywise operation (a: PreciseMatrix) (b: PreciseMatrix) : PreciseMatrix =
    if Array2D.length1 a <> Array2D.length1 b || Array2D.length2 a <> Array2D.length2 b then
        invalidArg (nameof b) "the sizes do not match"

    Array2D.mapi (fun i j x -> operation x b[i, j]) a

/// A + B.
let add a b =
    entrywise (fun (x: DoubleDouble) y -> x + y) a b

/// A − B.
let subtract a b =
    entrywise (fun (x: DoubleDouble) y -> x - y) a b

/// The product A·B.
let multiply (a: PreciseMatrix) (b: PreciseMatrix) : PreciseMatrix =
    let inner = Array2D.length2 a

    if inner <> Array2D.length1 b then
        invalidArg (nameof b) "the sizes do not match"

    Array2D.init (Array2D.length1 a) (Array2D.length2 b) (fun i j ->
        let mutable sum = DoubleDouble.Zero

        for k in 0 .. inner - 1 do
            // Structured problems are mostly zeros.
            if a[i, k].High <> 0.0 then
                sum <- sum + a[i, k] * b[k, j]

        sum)

/// The product of several matrices, from the left.
let product (factors: PreciseMatrix list) = List.reduce multiply factors

/// A + c·I.
let addIdentity (c: DoubleDouble) (a: PreciseMatrix) : PreciseMatrix =
    Array2D.mapi (fun i j x -> if i = j then x + c else x) a

/// (A + A')/2.
let symmetrise (a: PreciseMatrix) : PreciseMatrix =
    Array2D.mapi (fun i j x -> DoubleDouble.Of 0.5 * (x + a[j, i])) a

/// ‖A‖_F of the nearest floats, scaled against overflow.
let norm (a: PreciseMatrix) =
    let largest = Matrix.maxAbs (toFloats a)

    if largest = 0.0 || not (System.Double.IsFinite largest) then
        largest
    else
        largest
        * Matrix.frobeniusNorm (Array2D.map (fun (x: DoubleDouble) -> x.High / largest) a)

/// Whether every entry is a number.
let isFinite (a: PreciseMatrix) =
    a
    |> Seq.cast<DoubleDouble>
    |> Seq.forall (fun x -> System.Double.IsFinite x.High && System.Double.IsFinite x.Low)

let private exchangeRows i k (a: PreciseMatrix) =
    for j in 0 .. Array2D.length2 a - 1 do
        let entry = a[i, j]
        a[i, j] <- a[k, j]
        a[k, j] <- entry

/// X with A·X = B, by Gaussian elimination with rows scaled to one and partial pivoting; not finite where A is singular.
let solve (a: PreciseMatrix) (b: PreciseMatrix) : PreciseMatrix =
    let n, width = Array2D.length1 a, Array2D.length2 b
    let f, x = Array2D.copy a, Array2D.copy b
    // A zero row stays; its pivot will be zero.
    let scales =
        Array.init n (fun i ->
            let largest = Seq.max (seq { for j in 0 .. n - 1 -> abs f[i, j].High })
            if largest > 0.0 then largest else 1.0)

    for k in 0 .. n - 1 do
        let pivot = Seq.maxBy (fun i -> abs f[i, k].High / scales[i]) (seq { k .. n - 1 })
        exchangeRows k pivot f
        exchangeRows k pivot x
        let scale = scales[k]
        scales[k] <- scales[pivot]
        scales[pivot] <- scale

        for i in k + 1 .. n - 1 do
            if f[i, k].High <> 0.0 then
                let ratio = f[i, k] / f[k, k]

                for j in k + 1 .. n - 1 do
                    f[i, j] <- f[i, j] - ratio * f[k, j]

                for j in 0 .. width - 1 do
                    x[i, j] <- x[i, j] - ratio * x[k, j]

    for k in n - 1 .. -1 .. 0 do
        for j in 0 .. width - 1 do
            let mutable sum = x[k, j]

            for i in k + 1 .. n - 1 do
                sum <- sum - f[k, i] * x[i, j]

            x[k, j] <- sum / f[k, k]

    x
