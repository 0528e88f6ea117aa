namespace SpanLqr.Files

open SpanLqr.Teams

/// A cell of a table: where it stands and its block, if that is not zero.
type Cell = Located<float[,] option>

/// Rows of cells.
type Table = Located<Located<Cell[]>[]>

/// What a file says of two different agents of a team.
type CouplingFile =
    {
        A: Table option
        B: Table option
        Q: Table option
        R: Table option
        W: Table option
    }

/// `coupling`: what two different agents of a team are to each other.
module CouplingFile =
    let private field = Field<CouplingFile>()

    let private table: Codec<Table option> =
        Codec.located (Codec.nullable Value.matrix)
        |> Codec.array "a row of blocks" 1
        |> Codec.located
        |> Codec.array "an array of rows of blocks" 1
        |> Codec.located
        |> Codec.nullable
        |> Codec.defined "table" "Entry [l][k] is the block between an agent of population l and another one of population k; null is zero."

    let private members =
        let transposed = "block [k][l] is the transpose of block [l][k]"

        ObjectBuilder<CouplingFile>() {
            let! a = field.OptionalOrNull("A", table, "", _.A)
            and! b = field.OptionalOrNull("B", table, "", _.B)
            and! q = field.OptionalOrNull("Q", table, transposed, _.Q)
            and! r = field.OptionalOrNull("R", table, transposed, _.R)
            and! w = field.OptionalOrNull("W", table, transposed, _.W)

            return { A = a; B = b; Q = q; R = r; W = w }
        }

    let codec =
        Fields.toObject members
        |> Codec.defined "coupling" "What two different agents are to each other; tables left out are zero."

    let private requireCount wanted (node: Node) found =
        if found <> wanted then
            Node.fail node $"an array of length {found}, expected {wanted} (the number of populations)"

    /// The L×L table of blocks; block (l, k) has `rows l` rows and `columns k` columns.
    let private sized (populations: Population[]) rows columns (table: Table) =
        let because l k =
            $"as populations {l} and {k} have {populations[l].StateDim} and {populations[k].StateDim} states, "
            + $"{populations[l].InputDim} and {populations[k].InputDim} inputs"

        requireCount populations.Length table.Node table.Value.Length

        for l in 0 .. populations.Length - 1 do
            let row = table.Value[l]
            requireCount populations.Length row.Node row.Value.Length

            row.Value
            |> Array.iteri (fun k cell ->
                cell.Value
                |> Option.iter (Matrices.requireSize (rows populations[l]) (columns populations[k]) (because l k) cell.Node))

        table.Value |> Array.map _.Value |> array2D

    let private blocks (table: Cell[,]) =
        table |> Array2D.map (_.Value >> Option.toObj)

    let private zeroLikeTransposed (other: float[,]) : float[,] =
        Array2D.zeroCreate (Array2D.length2 other) (Array2D.length1 other)

    /// Block (k, l) must be the transpose of block (l, k), a missing one counting as zero.
    let private mirrored (table: Cell[,]) =
        table
        |> Array2D.mapi (fun l k cell ->
            let mirror = table[k, l]

            match cell.Value, mirror.Value with
            | None, None -> null
            | None, Some other -> Weights.mirrored mirror.Node.Path cell.Node (zeroLikeTransposed other) other
            | Some block, None -> Weights.mirrored mirror.Node.Path cell.Node block (zeroLikeTransposed block)
            | Some block, Some other -> Weights.mirrored mirror.Node.Path cell.Node block other)

    /// The coupling of these populations.
    let toCoupling (populations: Population[]) (file: CouplingFile) =
        let states (population: Population) = population.StateDim
        let inputs (population: Population) = population.InputDim

        let free rows columns =
            Option.map (sized populations rows columns >> blocks) >> Option.toObj

        let symmetric size =
            Option.map (sized populations size size >> mirrored) >> Option.toObj

        TeamCoupling(
            A = free states states file.A,
            B = free states inputs file.B,
            Q = symmetric states file.Q,
            R = symmetric inputs file.R,
            W = symmetric states file.W
        )

    let private tableOf (blocks: (float[,] | null)[,] | null) : Table option =
        match blocks with
        | null -> None
        | blocks ->
            Array.init (Array2D.length1 blocks) (fun l -> blocks[l, *] |> Array.map (Option.ofObj >> Located.ofValue) |> Located.ofValue)
            |> Located.ofValue
            |> Some

    let ofCoupling (coupling: TeamCoupling) : CouplingFile =
        {
            A = tableOf coupling.A
            B = tableOf coupling.B
            Q = tableOf coupling.Q
            R = tableOf coupling.R
            W = tableOf coupling.W
        }
