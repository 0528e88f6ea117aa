/// The Stein equation X = C + HXF as one linear system.
module SpanLqr.Reference.KroneckerStein

open SpanLqr.Reference.Matrix

/// vec X = (I − H ⊗ F')⁻¹ vec C, with vec row by row.
let solve (h: float[,]) (f: float[,]) (c: float[,]) =
    let p, q = rows h, rows f
    let vec = Array2D.init (p * q) 1 (fun i _ -> c[i / q, i % q])

    let x = solve (subtract (identity (p * q)) (kronecker h (transpose f))) vec
    Array2D.init p q (fun i j -> x[i * q + j, 0])

/// The C that makes X the solution: X − HXF.
let constantOf h f x = subtract x (product [ h; x; f ])
