/// How the mean fields of a game move under policies.
module SpanLqr.Cli.Solving.MeanFields

open SpanLqr.Games

/// How much of the trajectory a result tells.
[<Literal>]
let Told = 50

/// z̄_0 … under z̄⁺ = Fz̄ + c from the initial means.
let trajectory steps (problem: GameProblem) (law: MeanFieldLaw) =
    let start =
        problem.Populations
        |> Seq.collect (fun population ->
            match population.Mean0 with
            | null -> Array.zeroCreate problem.StateDim
            | mean -> mean)
        |> Array.ofSeq

    let next (state: float[]) =
        Array.init state.Length (fun i -> law.C[i] + Seq.sum (Seq.init state.Length (fun j -> law.F[i, j] * state[j])))

    start
    |> Seq.unfold (fun state -> Some(state, next state))
    |> Seq.take steps
    |> Array.ofSeq
