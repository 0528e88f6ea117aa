/// The blocks of a team and the matrices of its whole system, from either way of giving it.
module SpanLqr.Cli.Verification.TeamBlocks

open SpanLqr.Reference
open SpanLqr.Reference.Dense
open SpanLqr.Teams

let private noise n (w: float[,] | null) =
    match w with
    | null -> identity n
    | w -> ofArray w

let private given (problem: TeamProblem) own table =
    let own = problem.Populations |> Seq.map own |> Array.ofSeq

    let cells = problem.Coupling |> Option.ofObj |> Option.bind (table >> Option.ofObj)

    let between l k =
        let cell =
            cells
            |> Option.bind (fun (cells: (float[,] | null)[,]) -> Option.ofObj cells[l, k])

        match cell with
        | Some block -> ofArray block
        | None -> zero (own[l]: Matrix).RowCount own[k].ColumnCount

    {
        Sizes = problem.Populations |> Seq.map _.Size |> Array.ofSeq
        Own = own
        Between = Array2D.init own.Length own.Length between
    }

/// The blocks of a team given by its populations.
let ofPopulations (problem: TeamProblem) =
    {
        A = given problem (fun population -> ofArray population.A) _.A
        B = given problem (fun population -> ofArray population.B) _.B
        Q = given problem (fun population -> ofArray population.Q) _.Q
        R = given problem (fun population -> ofArray population.R) _.R
        W = given problem (fun population -> noise population.StateDim population.W) _.W
    }

let private mean (matrices: Matrix list) =
    List.reduce (+) matrices / float matrices.Length

/// A matrix of a monolithic team together with the rows and columns of each agent.
type private Cut =
    {
        Matrix: Matrix
        Rows: (int * int)[]
        Columns: (int * int)[]
    }

let private block cut i j =
    let (row, rows), (column, columns) = cut.Rows[i], cut.Columns[j]
    cut.Matrix.SubMatrix(row, rows, column, columns)

let private spans (widths: int seq) =
    let widths = Array.ofSeq widths
    Array.zip (Array.scan (+) 0 widths |> Array.take widths.Length) widths

let private cuts (team: MonolithicTeam) =
    let states = spans (team.Agents |> Seq.map _.States)
    let inputs = spans (team.Agents |> Seq.map _.Inputs)

    let cut rows columns matrix =
        {
            Matrix = matrix
            Rows = rows
            Columns = columns
        }

    {
        A = cut states states (ofArray team.A)
        B = cut states inputs (ofArray team.B)
        Q = cut states states (ofArray team.Q)
        R = cut inputs inputs (ofArray team.R)
        W = cut states states (noise (Array2D.length1 team.A) team.W)
    }

let private averages (classes: int[][]) cut =
    let own members =
        mean [ for i in members -> block cut i i ]

    let between l k =
        match
            [
                for i in classes[l] do
                    for j in classes[k] do
                        if i <> j then
                            block cut i j
            ]
        with
        | [] -> zero (snd cut.Rows[classes[l][0]]) (snd cut.Columns[classes[l][0]])
        | blocks -> mean blocks

    {
        Sizes = classes |> Array.map _.Length
        Own = classes |> Array.map own
        Between = Array2D.init classes.Length classes.Length between
    }

/// The blocks of a monolithic team, each the average over the agents of its classes.
let ofClasses (classes: int[][]) team =
    cuts team |> Matrices.map (averages classes)

/// The whole system of a monolithic team, agents in the order of the classes.
let wholeOfClasses (classes: int[][]) team =
    let order = Array.concat classes

    cuts team
    |> Matrices.map (fun cut -> Blocks.stack order.Length (fun i j -> block cut order[i] order[j]))
