/// The change of coordinates of a team, straight from its formulas, and its inverse.
module SpanLqr.Reference.TeamFormulas

open SpanLqr.Reference.Dense

/// Every auxiliary system: those of the populations, and that of the mean field.
type Auxiliaries =
    {
        Deviations: Matrices<Matrix> list
        MeanField: Matrices<Matrix>
    }

/// own(N_l)·a^l + (between(N_l, N_l) − own(N_l))·ă^{ll} on the diagonal, between(N_l, N_k)·ă^{lk} off it.
let private meanField own between blocks =
    let size l = float blocks.Sizes[l]

    Blocks.stack blocks.Sizes.Length (fun l k ->
        let share: float = between (size l) (size k)

        if l = k then
            own (size l) * blocks.Own[l] + (share - own (size l)) * blocks.Between[l, l]
        else
            share * blocks.Between[l, k])

let private decompose sign team =
    let deviation l blocks =
        blocks.Own[l] + (sign: float) * blocks.Between[l, l]

    let dynamics = meanField (fun _ -> 1.0) (fun _ k -> k)
    let weight = meanField id (*)

    {
        Deviations = [ for l in 0 .. team.A.Sizes.Length - 1 -> Matrices.map (deviation l) team ]
        MeanField =
            {
                A = dynamics team.A
                B = dynamics team.B
                Q = weight team.Q
                R = weight team.R
                W = meanField (fun l -> 1.0 / l) (fun _ _ -> 1.0) team.W
            }
    }

/// A_l = a^l − ă^{ll}, Ā = diag(A_l) + [N_k ă^{lk}], Q̄ = diag(N_l Q_l) + [N_l N_k q̆^{lk}] and so on.
let auxiliaries team = decompose -1.0 team

/// The same sums with every term positive: what the rounding of each entry is relative to.
let magnitudes team =
    decompose 1.0 (Matrices.map Blocks.abs team)

let private ranges (widths: int[]) = Array.scan (+) 0 widths

/// The matrix of the whole system that is `deviations[l]` on deviations and `mean` on means, which enter with the given share.
let assemble share (sizes: int[]) (deviations: Matrix[]) (mean: Matrix) =
    let rows = deviations |> Array.map _.RowCount
    let columns = deviations |> Array.map _.ColumnCount
    let rowStarts, columnStarts = ranges rows, ranges columns

    let common l k =
        let block = mean.SubMatrix(rowStarts[l], rows[l], columnStarts[k], columns[k])

        (share (float sizes[l]) (float sizes[k]): float) * block

    // Deviations sum to zero over a population: each agent loses a 1/N of every other's.
    let between l k =
        if l = k then
            common l k - deviations[l] / float sizes[l]
        else
            common l k

    Blocks.whole
        {
            Sizes = sizes
            Own = deviations |> Array.mapi (fun l own -> own + between l l)
            Between = Array2D.init sizes.Length sizes.Length between
        }

/// x'Px = Σ x̃'P_l x̃ + x̄'P̄x̄
let assembleCost sizes deviations mean =
    assemble (fun l k -> 1.0 / (l * k)) sizes deviations mean

/// u^i = −K_l(x^i − x̄^l) − (K̄x̄)_l
let assembleGain sizes deviations mean =
    assemble (fun _ k -> 1.0 / k) sizes deviations mean
