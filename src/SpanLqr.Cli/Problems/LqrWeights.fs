/// The convexity that an `lqr` problem must have unless it is declared indefinite.
module SpanLqr.Cli.Problems.LqrWeights

let private joint (q: float[,]) (r: float[,]) (s: float[,]) =
    let n = Array2D.length1 q
    let size = n + Array2D.length1 r

    Array2D.init size size (fun i j ->
        if i < n && j < n then q[i, j]
        elif i < n then s[i, j - n]
        elif j < n then s[j, i - n]
        else r[i - n, j - n])

/// Q ⪰ 0, R ≻ 0 and, with a cross weight, [[Q, S], [S', R]] ⪰ 0, at every step.
let require (q: Series) (r: Series) (s: Series option) =
    for weight in q do
        Weights.requireSemidefinite weight.Node weight.Matrix

    for weight in r do
        Weights.requireDefinite weight.Node weight.Matrix

    let requireJoint (s: Series) =
        for t in 0 .. List.max [ q.Length; r.Length; s.Length ] - 1 do
            let cross = Series.at t s

            joint (Series.at t q).Matrix (Series.at t r).Matrix cross.Matrix
            |> Weights.requireSemidefiniteBlock "gives [[Q, S], [S', R]]" cross.Node

    Option.iter requireJoint s
