/// A team with all its agents written out (math.md 2).
module internal SpanLqr.Laws.WholeTeam

open SpanLqr.Laws.Dense
open SpanLqr.Laws.TeamBlocks
open SpanLqr.Laws.WholeSystem

/// The team under these gains, from 0.
let ofTeam problem gains meanFieldGain =
    let draft = ofProblem problem gains
    let k = assembled draft gains meanFieldGain
    let matrix kind = whole kind draft
    let loop = matrix A -. matrix B *. k
    let order = rows loop

    let lengths =
        draft.Populations
        |> Array.map (fun l -> draft.Sizes[l] * dimension States draft l)

    let cost =
        free order
        |> paying (matrix Q) (identity order) (Array.zeroCreate order)
        |> paying (matrix R) k (Array.zeroCreate (rows k))

    {
        Dynamics = fun _ -> loop
        Offset = Array.zeroCreate order
        Noise = matrix W
        StartMean = Array.zeroCreate order
        StartCovariance = zeros order order
        Cost = fun _ -> cost
        FinalCost = None
        Populations =
            [
                for l, start in Seq.zip draft.Populations (Array.scan (+) 0 lengths) ->
                    {
                        Start = start
                        Size = draft.Sizes[l]
                        Dim = dimension States draft l
                    }
            ]
    }
