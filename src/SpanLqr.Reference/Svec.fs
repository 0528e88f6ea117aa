/// The isometry between symmetric n×n matrices and R^{n(n+1)/2}: the upper triangle by rows, off-diagonal entries times √2.
module SpanLqr.Reference.Svec

open SpanLqr.Reference.Matrix

/// The positions of the upper triangle, row by row.
let private upperTriangle n =
    [|
        for i in 0 .. n - 1 do
            for j in i .. n - 1 -> i, j
    |]

/// svec(X).
let pack (x: float[,]) =
    upperTriangle (rows x)
    |> Array.map (fun (i, j) -> if i = j then x[i, j] else sqrt 2.0 * x[i, j])

/// smat(v), the symmetric X with svec(X) = v.
let unpack (v: float[]) =
    let n = Seq.initInfinite id |> Seq.find (fun n -> n * (n + 1) / 2 >= v.Length)

    if n * (n + 1) / 2 <> v.Length then
        invalidArg (nameof v) $"{v.Length} is not n(n+1)/2 for any n"

    let x = zeros n n

    Array.iter2
        (fun (i, j) entry ->
            let value = if i = j then entry else entry / sqrt 2.0
            x[i, j] <- value
            x[j, i] <- value)
        (upperTriangle n)
        v

    x
