/// The convexity that an `lqr` problem must have unless it is declared indefinite.
module SpanLqr.Files.LqrWeights

/// [[Q, S], [S', R]].
let joint (q: float[,]) (r: float[,]) (s: float[,]) =
    let n = Array2D.length1 q
    let size = n + Array2D.length1 r

    Array2D.init size size (fun i j ->
        if i < n && j < n then q[i, j]
        elif i < n then s[i, j - n]
        elif j < n then s[j, i - n]
        else r[i - n, j - n])

/// Q ⪰ 0, R ≻ 0 and, with a cross weight, [[Q, S], [S', R]] ⪰ 0, at every step.
let require (q: Series) (r: Series) (s: Series option) =
    Array.iter (Located.check Weights.requireSemidefinite) q.Items
    Array.iter (Located.check Weights.requireDefinite) r.Items

    let requireJoint s =
        for t in 0 .. List.max [ Series.length q; Series.length r; Series.length s ] - 1 do
            let cross = Series.at t s

            joint (Series.at t q).Value (Series.at t r).Value cross.Value
            |> Weights.requireSemidefiniteBlock "gives [[Q, S], [S', R]]" cross.Node

    Option.iter requireJoint s
