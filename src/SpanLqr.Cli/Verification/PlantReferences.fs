/// Weights of the distance from a reference, stated once more: a plant seen from its reference drifts where the reference is no rest.
module SpanLqr.Cli.Verification.PlantReferences

open MathNet.Numerics.LinearAlgebra
open SpanLqr.Reference.Dense
open SpanLqr.Cli.Verification.PlantSampling
open SpanLqr.Cli.Verification.PlantSteps
open SpanLqr.Plants

/// A state and the input that goes with it, as columns.
type Target = { State: Matrix; Input: Matrix }

let private column (values: float[]) =
    Matrix<float>.Build.DenseOfColumnMajor(values.Length, 1, values)

/// The targets of a horizon; `setPoint` has [X_r x_0] and [U_r u_0] of tracked outputs.
let targets (problem: PlantProblem) (horizon: PlantHorizon) (setPoint: (Matrix * Matrix) option) =
    let input t : float[] =
        match horizon.InputReferences with
        | null -> Array.zeroCreate problem.InputDim
        | inputs when t < inputs.Count -> inputs[t]
        | _ -> Array.zeroCreate problem.InputDim

    match horizon.References with
    | null -> None
    | references ->
        [|
            for t in 0 .. horizon.Steps do
                match setPoint with
                | Some(states, inputs) ->
                    let reference = column (Array.append references[t] [| 1.0 |])

                    {
                        State = states * reference
                        Input = inputs * reference
                    }
                | None ->
                    {
                        State = column references[t]
                        Input = column (input t)
                    }
        |]
        |> Some

/// (x − x̂, u − û, 1) of (x, u, 1).
let private shift target =
    let point = target.State.Stack target.Input
    let size = point.RowCount
    (identity size).Append(-point).Stack(zero 1 size |> fun row -> row.Append(identity 1))

let private seenFrom target (weight: Matrix) =
    let shift = shift target
    shift.TransposeThisAndMultiply(weight * shift)

/// The problem of x − x̂ and u − û.
let private moved (problem: PlantProblem) target =
    let pull = ofArray problem.A * target.State + ofArray problem.B * target.Input

    let pull =
        match problem.Drift with
        | null -> pull
        | drift -> pull + column drift

    PlantProblem(
        A = problem.A,
        B = problem.B,
        Q = problem.Q,
        R = problem.R,
        S = problem.S,
        W = problem.W,
        Time = problem.Time,
        Step = problem.Step,
        Weights = problem.Weights,
        Discount = problem.Discount,
        Drift = pull.ToColumnMajorArray()
    )

let private aimed (problem: PlantProblem) target length (piece: Piece) =
    let weight =
        if problem.Time = PlantTime.Discrete then
            PlantSampling.weight problem
        else
            (PlantSampling.piece (moved problem target) length).Weight

    { piece with
        Weight = seenFrom target weight
    }

/// The same step with its costs counted from a target while an input under way acts, and from a later one when the next does.
let aim setting target later =
    let problem, cut = setting.Problem, setting.Cut

    { setting with
        Full = aimed problem target cut.Step setting.Full
        First = aimed problem target cut.First setting.First
        Second = aimed problem later (cut.Step - cut.First) setting.Second
        Instant = seenFrom target (weight problem)
    }
