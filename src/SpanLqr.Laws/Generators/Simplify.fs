/// What makes one counterexample simpler than another, and the steps towards it.
module internal SpanLqr.Laws.Simplify

open System

/// The price of one number to a reader: 0 is free, 1 is cheap, and every digit costs.
let private price (x: float) =
    if x = 0.0 then 0
    elif x = 1.0 then 1
    elif x = Math.Round x then 2
    elif x = Math.Round(x, 1) then 3
    elif x = Math.Round(x, 2) then 4
    else 8

/// The price of a matrix; shrinking only ever lowers the total, so it ends.
let complexity (a: float[,] | null) =
    match a with
    | null -> 0
    | present -> present |> Seq.cast<float> |> Seq.sumBy (fun x -> 1 + price x)

/// Simpler matrices of the same size, boldest first: zero, the identity, its diagonal, fewer digits, one entry struck out.
let matrix (a: float[,]) =
    let height, width = a.GetLength 0, a.GetLength 1
    let square = height = width

    seq {
        Dense.zeros height width

        if square then
            Dense.identity height
            Array2D.mapi (fun i j x -> if i = j then x else 0.0) a

        for digits in 0..2 do
            Entries.rounded digits a

        for i in 0 .. height - 1 do
            for j in 0 .. width - 1 do
                if a[i, j] <> 0.0 then
                    Array2D.mapi (fun r c x -> if r = i && c = j then 0.0 else x) a

                    if a[i, j] <> 1.0 then
                        Array2D.mapi (fun r c x -> if r = i && c = j then 1.0 else x) a
    }
    |> Seq.filter (fun candidate -> complexity candidate < complexity a)

/// Simpler symmetric matrices: as `matrix`, keeping symmetry by striking out pairs.
let symmetric (a: float[,]) =
    matrix a
    |> Seq.map (fun candidate ->
        Array2D.init (a.GetLength 0) (a.GetLength 1) (fun i j ->
            // Where one entry of a pair was struck out, the other goes with it.
            if abs candidate[j, i] < abs candidate[i, j] then
                candidate[j, i]
            else
                candidate[i, j]))
    |> Seq.filter (fun candidate -> complexity candidate < complexity a)

/// Absent instead of present, or present and simpler.
let optional (simpler: float[,] -> seq<float[,]>) (a: float[,] | null) : seq<float[,] | null> =
    match a with
    | null -> Seq.empty
    | present ->
        seq {
            yield null
            yield! simpler present |> Seq.map (fun (x: float[,]) -> x: float[,] | null)
        }
