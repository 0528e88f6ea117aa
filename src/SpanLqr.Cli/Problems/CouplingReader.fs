/// Reads `coupling`: what two different agents of a team are to each other.
module SpanLqr.Cli.Problems.CouplingReader

open SpanLqr.Cli
open SpanLqr.Teams

/// Every key a coupling may have.
let keys = [ "A"; "B"; "Q"; "R"; "W" ]

/// A cell of a table: where it stands and its block, if that is not zero.
type private Cell = { Node: Node; Block: float[,] option }

let private cell rows columns because node =
    {
        Node = node
        Block =
            if Node.isNull node then
                None
            else
                Some(Matrices.sized rows columns because node)
    }

let private entriesOf wanted length node =
    let items = Node.items wanted node

    if items.Length <> length then
        Node.fail node $"an array of length {items.Length}, expected {length} (the number of populations)"

    items

/// The L×L table of blocks under a key; block (l, k) has `rows l` rows and `columns k` columns.
let private table (populations: Population[]) rows columns node =
    let because l k =
        $"as populations {l} and {k} have {populations[l].StateDim} and {populations[k].StateDim} states, "
        + $"{populations[l].InputDim} and {populations[k].InputDim} inputs"

    let readRow l rowNode =
        entriesOf "a row of blocks" populations.Length rowNode
        |> Array.mapi (fun k -> cell (rows populations[l]) (columns populations[k]) (because l k))

    entriesOf "an array of rows of blocks" populations.Length node
    |> Array.mapi readRow
    |> array2D

let private blocks (table: Cell[,]) =
    table |> Array2D.map (_.Block >> Option.toObj)

let private zeroLikeTransposed (other: float[,]) : float[,] =
    Array2D.zeroCreate (Array2D.length2 other) (Array2D.length1 other)

/// Block (k, l) must be the transpose of block (l, k), a missing one counting as zero.
let private mirrored (table: Cell[,]) =
    table
    |> Array2D.mapi (fun l k cell ->
        let mirror = table[k, l]

        match cell.Block, mirror.Block with
        | None, None -> null
        | None, Some other -> Weights.mirrored mirror.Node.Path cell.Node (zeroLikeTransposed other) other
        | Some block, None -> Weights.mirrored mirror.Node.Path cell.Node block (zeroLikeTransposed block)
        | Some block, Some other -> Weights.mirrored mirror.Node.Path cell.Node block other)

/// The coupling of these populations.
let read (populations: Population[]) (node: Node) =
    let members = Members.ofNode keys node
    let states (population: Population) = population.StateDim
    let inputs (population: Population) = population.InputDim

    let optional key rows columns =
        Members.optional key members
        |> Option.filter (Node.isNull >> not)
        |> Option.map (table populations rows columns)

    let free = Option.map blocks >> Option.toObj
    let symmetric = Option.map mirrored >> Option.toObj

    TeamCoupling(
        A = free (optional "A" states states),
        B = free (optional "B" states inputs),
        Q = symmetric (optional "Q" states states),
        R = symmetric (optional "R" inputs inputs),
        W = symmetric (optional "W" states states)
    )
