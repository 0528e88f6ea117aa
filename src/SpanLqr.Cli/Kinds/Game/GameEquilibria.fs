/// How many equilibria a game has, from the eigenvalues and eigenvectors of MathNet; nothing here shares code with the solver.
module SpanLqr.Cli.Verification.GameEquilibria

open System.Numerics
open MathNet.Numerics.LinearAlgebra
open SpanLqr.Reference
open SpanLqr.Reference.Dense
open SpanLqr.Reference.GameFormulas
open SpanLqr.Cli.Verification.GameResponses

type private Complexes = Matrix<Complex>

let private blockDiagonal (blocks: Matrix seq) : Matrix =
    Seq.reduce (fun (upper: Matrix) lower -> upper.DiagonalStack lower) blocks

/// k: the n eigenvalues of F, and those of N = H(I − ZV)⁻¹ outside the circle, whose reciprocals are the other n of the game.
let stableEigenvalues judged =
    let h = judged.Populations |> Seq.map _.ClosedLoop.Transpose() |> blockDiagonal

    let v =
        judged.Populations
        |> Seq.map (fun population -> population.B * population.Lever)
        |> blockDiagonal

    let n = judged.F.RowCount
    let dual = (identity n - judged.Z * v).Transpose().Solve(h.Transpose()).Transpose()

    n
    + (dual.Evd().EigenValues
       |> Seq.filter (fun value -> value.Magnitude > 1.0)
       |> Seq.length)

/// S = (E − aA)⁻¹(A − aE) of the pencil λ[[I, BR⁻¹B'],[0, A']] − [[A, 0],[−𝐐, I]], with the a that makes it best conditioned.
let private transformed judged =
    let n = judged.F.RowCount
    let a = judged.Populations |> Seq.map _.A |> blockDiagonal

    let g =
        judged.Populations
        |> Seq.map (fun population -> population.B * population.R.Solve(population.B.Transpose()))
        |> blockDiagonal

    let own =
        judged.Populations
        |> Seq.map (fun population -> population.Weight)
        |> blockDiagonal

    let q = own - judged.Weights
    let left = (identity n).Append(g).Stack((zero n n).Append(a.Transpose()))
    let right = a.Append(zero n n).Stack((-q).Append(identity n))

    let shift =
        [ 0.3; -0.3; 0.6; -0.6 ]
        |> List.minBy (fun shift -> (left - shift * right).ConditionNumber())

    shift, (left - shift * right).Solve(right - shift * left)

/// One real eigenvalue with its vector, or two conjugates with theirs.
type private Unit =
    {
        Values: Complex list
        Vectors: Vector<Complex> list
    }

let private units judged =
    let n = judged.F.RowCount
    let shift, matrix = transformed judged
    let evd = matrix.Evd()
    let values, vectors = evd.EigenValues, evd.EigenVectors

    let back (mu: Complex) =
        (mu + Complex(shift, 0.0)) / (Complex.One + Complex(shift, 0.0) * mu)

    [
        for j in 0 .. 2 * n - 1 do
            let value = values[j]

            if value.Magnitude < 1.0 then
                if value.Imaginary = 0.0 then
                    {
                        Values = [ back value ]
                        Vectors = [ vectors.Column(j).SubVector(0, n).ToComplex() ]
                    }
                elif value.Imaginary > 0.0 then
                    // MathNet keeps the real part of the vector in this column and the imaginary one in the next.
                    let re, im =
                        vectors.Column(j).SubVector(0, n), vectors.Column(j + 1).SubVector(0, n)

                    let vector = re.ToComplex() + im.ToComplex() * Complex.ImaginaryOne

                    {
                        Values = [ back value; Complex.Conjugate(back value) ]
                        Vectors = [ vector; vector.Conjugate() ]
                    }
    ]

/// Further choices than this are not looked through.
let private mostChoices = 4000

/// Eigenvalues nearer to each other have no eigenvectors to rely on.
let private apart = 1e-6

/// A law and the best response to it agree up to this.
let private agreement = 1e-6

let rec private choices missing (units: Unit list) =
    seq {
        match units with
        | _ when missing = 0 -> yield []
        | [] -> ()
        | first :: rest ->
            if first.Values.Length <= missing then
                for others in choices (missing - first.Values.Length) rest do
                    yield first :: others

            yield! choices missing rest
    }

let private lawOf n (chosen: Unit list) =
    let x = Complexes.Build.DenseOfColumnVectors(chosen |> Seq.collect _.Vectors)

    let lambda =
        Complexes.Build.DenseOfDiagonalArray(chosen |> Seq.collect _.Values |> Array.ofSeq)

    let f = (x.Transpose().Solve((x * lambda).Transpose())).Transpose()
    Matrix<float>.Build.Dense(n, n, (fun i j -> f[i, j].Real))

let private isEquilibrium judged (f: Matrix) =
    let next, _ = judged |> facing (f, judged.C) |> answered
    (next - f).FrobeniusNorm() <= agreement * (1.0 + f.FrobeniusNorm())

/// How many equilibria with a stable mean field there are; nothing where eigenvectors do not tell, or there are too many choices of them.
let count judged =
    let n = judged.F.RowCount
    let units = units judged
    let values = units |> List.collect _.Values

    let isDefective =
        List.allPairs (List.indexed values) (List.indexed values)
        |> List.exists (fun ((i, x), (j, y)) -> i < j && (x - y).Magnitude < apart)

    let looked = choices n units |> Seq.truncate (mostChoices + 1) |> List.ofSeq

    if isDefective || looked.Length > mostChoices then
        None
    else
        looked |> List.filter (lawOf n >> isEquilibrium judged) |> List.length |> Some
