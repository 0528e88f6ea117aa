/// The change of coordinates of a team, straight from its formulas, and its inverse.
module SpanLqr.Cli.Verification.TeamFormulas

open SpanLqr.Cli
open SpanLqr.Cli.Dense
open SpanLqr.Teams

/// The five matrices of a system, W its noise.
type Matrices<'m> = { A: 'm; B: 'm; Q: 'm; R: 'm; W: 'm }

module Matrices =
    let map f m =
        {
            A = f m.A
            B = f m.B
            Q = f m.Q
            R = f m.R
            W = f m.W
        }

/// One of the team's matrices in blocks: an agent's own by population, and that between two different agents.
type Blocks =
    {
        Sizes: int[]
        Own: Matrix[]
        Between: Matrix[,]
    }

let private noise (population: Population) =
    match population.W with
    | null -> identity population.StateDim
    | w -> ofArray w

let private blocks (problem: TeamProblem) own table =
    let populations = Array.ofSeq problem.Populations
    let own = populations |> Array.map own

    let cells =
        problem.Coupling
        |> Option.ofObj
        |> Option.bind (fun coupling -> table coupling |> Option.ofObj)

    let between l k =
        let block =
            cells
            |> Option.bind (fun (cells: (float[,] | null)[,]) -> Option.ofObj cells[l, k])

        match block with
        | Some block -> ofArray block
        | None -> zero (own[l]: Matrix).RowCount own[k].ColumnCount

    {
        Sizes = populations |> Array.map _.Size
        Own = own
        Between = Array2D.init populations.Length populations.Length between
    }

/// The blocks of all matrices of a team.
let ofProblem problem =
    {
        A = blocks problem (fun population -> ofArray population.A) _.A
        B = blocks problem (fun population -> ofArray population.B) _.B
        Q = blocks problem (fun population -> ofArray population.Q) _.Q
        R = blocks problem (fun population -> ofArray population.R) _.R
        W = blocks problem noise _.W
    }

/// a^l − ă^{ll}
let deviation l blocks =
    blocks.Own[l] - blocks.Between[l, l]

let private stack (cell: int -> int -> Matrix) count : Matrix =
    Matrix.Build.DenseOfMatrixArray(Array2D.init count count cell)

/// The mean-field matrix whose block (l, k) is δ_{lk} own(N_l)·(a^l − ă^{ll}) + between(N_l, N_k)·ă^{lk}.
let meanField own between blocks =
    let size l = float blocks.Sizes[l]

    let cell l k =
        let coupled = between (size l) (size k) * blocks.Between[l, k]

        if l = k then
            own (size l) * deviation l blocks + coupled
        else
            coupled

    stack cell blocks.Sizes.Length

/// Every auxiliary system: those of the populations, then that of the mean field.
let auxiliaries (team: Matrices<Blocks>) =
    let one _ = 1.0
    let weight = meanField id (fun l k -> l * k)
    let dynamics = meanField one (fun _ k -> k)

    let mean =
        {
            A = dynamics team.A
            B = dynamics team.B
            Q = weight team.Q
            R = weight team.R
            W = meanField (fun l -> 1.0 / l) (fun _ _ -> 1.0) team.W
        }

    [ for l in 0 .. team.A.Sizes.Length - 1 -> Matrices.map (deviation l) team ], mean

/// The matrix of the whole system, agent after agent, population after population.
let whole blocks =
    let population = Array.concat (Array.mapi (fun l size -> Array.replicate size l) blocks.Sizes)

    let cell i j =
        if i = j then
            blocks.Own[population[i]]
        else
            blocks.Between[population[i], population[j]]

    stack cell population.Length
