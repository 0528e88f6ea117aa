/// Matrices as arrays of rows.
module SpanLqr.Files.Matrices

open System
open System.Text.Json

let private columnsOf (row: Node) =
    if not (Node.isArray row) then
        Node.expected "a row (an array of numbers)" row

    match row.Value.GetArrayLength() with
    | 0 -> Node.expected "a row of at least one number" row
    | columns -> columns

/// Paths are built only for entries that are wrong: a matrix of 200 × 200 has 40,000 that are not.
let private fillRow (matrix: float[,]) i (row: Node) =
    let mutable j = 0

    for entry in row.Value.EnumerateArray() do
        let isUsable =
            entry.ValueKind = JsonValueKind.Number && Double.IsFinite(entry.GetDouble())

        matrix[i, j] <-
            if isUsable then
                entry.GetDouble()
            else
                Scalars.number (Node.atIndex j entry row)

        j <- j + 1

/// Any matrix with at least one row and one column.
let any node =
    let rows = Node.items "a matrix (an array of rows)" node

    if rows.Length = 0 then
        Node.expected "a matrix of at least one row" node

    let columns = columnsOf rows[0]
    let matrix = Array2D.zeroCreate rows.Length columns

    rows
    |> Array.iteri (fun i row ->
        let found = columnsOf row

        if found <> columns then
            Node.fail row $"""{Scalars.plural found "number"}, expected {columns} (as in the first row)"""

        fillRow matrix i row)

    matrix

let shape (matrix: float[,]) =
    $"{Array2D.length1 matrix}×{Array2D.length2 matrix}"

/// Ends with an error unless the matrix has the size that other matrices have settled; `because` names them.
let requireSize rows columns (because: string) node (matrix: float[,]) =
    if Array2D.length1 matrix <> rows then
        Node.fail node $"""{Scalars.plural (Array2D.length1 matrix) "row"}, expected {rows} ({because})"""

    if Array2D.length2 matrix <> columns then
        Node.fail node $"""{Scalars.plural (Array2D.length2 matrix) "column"}, expected {columns} ({because})"""

/// The matrix, which must have the size that other matrices have settled.
let ofSize rows columns (because: string) node matrix =
    requireSize rows columns because node matrix
    matrix

/// A matrix of settled size.
let sized rows columns (because: string) node =
    any node |> ofSize rows columns because node

/// Ends with an error unless there are as many columns as rows.
let requireSquare node matrix =
    if Array2D.length1 matrix <> Array2D.length2 matrix then
        Node.fail node $"{shape matrix}, expected a square matrix"

/// The symmetric part of a matrix that must be symmetric and of settled size.
let symmetric size (because: string) node matrix =
    requireSize size size because node matrix
    Weights.symmetric node matrix

/// The same of a matrix that must be ⪰ 0 besides.
let semidefinite size (because: string) node matrix =
    let part = symmetric size because node matrix
    Weights.requireSemidefinite node part
    part

/// The same of a matrix that must be ≻ 0 besides.
let definite size (because: string) node matrix =
    let part = symmetric size because node matrix
    Weights.requireDefinite node part
    part
