/// The populations of a game and the costs between them, from its file.
module SpanLqr.Cli.Verification.GameParts

open MathNet.Numerics.LinearAlgebra
open SpanLqr.Games
open SpanLqr.Reference.Dense
open SpanLqr.Reference.GameFormulas

let private orIdentity n (m: float[,] | null) =
    match m with
    | null -> identity n
    | m -> ofArray m

let links (problem: GameProblem) =
    let count = problem.Populations.Count
    let weights = Array2D.create count count None
    let offsets = Array2D.create count count None

    problem.Populations
    |> Seq.iteri (fun l population ->
        match population.Own with
        | null -> ()
        | own -> weights[l, l] <- Some(ofArray own))

    for coupling in problem.Couplings do
        weights[coupling.Of, coupling.To] <- Some(ofArray coupling.Weight)

        offsets[coupling.Of, coupling.To] <- coupling.Offset |> Option.ofObj |> Option.map Vector<float>.Build.DenseOfArray

    { Weights = weights; Offsets = offsets }

let population (links: Links) l (given: GamePopulation) (k1: Matrix) (p: Matrix) =
    let a, b, r, q = ofArray given.A, ofArray given.B, ofArray given.R, ofArray given.Q
    let weight = links.Weights[l, *] |> Seq.choose id |> Seq.fold (+) q

    {
        A = a
        B = b
        R = r
        W = orIdentity given.StateDim given.W
        Q = q
        Weight = weight
        ClosedLoop = a - b * k1
        Lever = (r + b.TransposeThisAndMultiply p * b).Solve(b.Transpose())
    }
