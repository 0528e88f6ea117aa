/// Textbook matrix algebra on two-dimensional arrays: the oracle that the fast code is compared with.
module SpanLqr.Reference.Matrix

/// The product A·B, entry by entry.
let multiply (a: float[,]) (b: float[,]) =
    Array2D.init (Array2D.length1 a) (Array2D.length2 b) (fun i j -> Seq.sum (seq { for k in 0 .. Array2D.length2 a - 1 -> a[i, k] * b[k, j] }))
