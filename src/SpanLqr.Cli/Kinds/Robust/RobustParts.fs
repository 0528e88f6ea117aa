/// The two parts of a robust problem, from its file.
module SpanLqr.Cli.Verification.RobustParts

open System.Collections.Generic
open SpanLqr.Reference.Dense
open SpanLqr.Reference.RobustGame
open SpanLqr.Robust

let private at t (series: IReadOnlyList<float[,]>) =
    ofArray (if series.Count = 1 then series[0] else series[t])

let private orElse (fallback: unit -> Matrix) t (series: IReadOnlyList<float[,]> | null) =
    match series with
    | null -> fallback ()
    | series -> at t series

let private plus (mean: IReadOnlyList<float[,]> | null) t (own: Matrix) =
    match mean with
    | null -> own
    | mean -> own + at t mean

let private lengthOf (series: IReadOnlyList<float[,]> | null) =
    match series with
    | null -> 1
    | series -> series.Count

let private finalOf (weights: IReadOnlyList<float[,]>) (final: float[,] | null) =
    match final with
    | null -> ofArray weights[weights.Count - 1]
    | final -> ofArray final

let private orSame (fallback: Matrix) (m: float[,] | null) =
    match m with
    | null -> fallback
    | m -> ofArray m

/// The parts of y = x − x̄ and z = x̄.
let parts (problem: RobustProblem) =
    let n, m = problem.StateDim, problem.InputDim

    let longest =
        [
            lengthOf problem.A
            lengthOf problem.Abar
            lengthOf problem.B
            lengthOf problem.Bbar
            lengthOf problem.D
            lengthOf problem.Dbar
            lengthOf problem.R
            lengthOf problem.Rbar
            lengthOf problem.Q
            lengthOf problem.Qbar
        ]
        |> List.max

    let steps =
        if longest = 1 then
            1
        else
            problem.Horizon.GetValueOrDefault 1

    let d t =
        orElse (fun () -> identity n) t problem.D

    let r t =
        orElse (fun () -> identity m) t problem.R

    let deviation t =
        {
            A = at t problem.A
            B = at t problem.B
            D = d t
            Q = at t problem.Q
            R = r t
        }

    let mean t =
        {
            A = plus problem.Abar t (at t problem.A)
            B = plus problem.Bbar t (at t problem.B)
            D = plus problem.Dbar t (d t)
            Q = at t problem.Qbar
            R = orElse (fun () -> r t) t problem.Rbar
        }

    let sigma, sigmaBar = ofArray problem.Sigma, ofArray problem.SigmaBar

    {
        Steps = Array.init steps deviation
        Final = finalOf problem.Q problem.Qf
        Noise = sigma
        Start = orSame sigma problem.Sigma0
    },
    {
        Steps = Array.init steps mean
        Final = finalOf problem.Qbar problem.Qbarf
        Noise = sigmaBar
        Start = orSame sigmaBar problem.Sigma0Bar
    }
