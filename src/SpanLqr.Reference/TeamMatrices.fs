namespace SpanLqr.Reference

open SpanLqr.Reference.Dense

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

    let map2 f m other =
        {
            A = f m.A other.A
            B = f m.B other.B
            Q = f m.Q other.Q
            R = f m.R other.R
            W = f m.W other.W
        }

    let toList m = [ m.A; m.B; m.Q; m.R; m.W ]

/// A matrix of a whole team: an agent's own block by population, and the block between two different agents.
type Blocks =
    {
        Sizes: int[]
        Own: Matrix[]
        Between: Matrix[,]
    }

module Blocks =
    let abs blocks =
        { blocks with
            Own = blocks.Own |> Array.map _.PointwiseAbs()
            Between = blocks.Between |> Array2D.map _.PointwiseAbs()
        }

    let stack count (cell: int -> int -> Matrix) : Matrix =
        MathNet.Numerics.LinearAlgebra.Matrix<float>.Build.DenseOfMatrixArray(Array2D.init count count cell)

    /// The matrix of the whole system, agent after agent, population after population.
    let whole blocks =
        let population =
            Array.concat (Array.mapi (fun l size -> Array.replicate size l) blocks.Sizes)

        stack population.Length (fun i j ->
            if i = j then
                blocks.Own[population[i]]
            else
                blocks.Between[population[i], population[j]])
