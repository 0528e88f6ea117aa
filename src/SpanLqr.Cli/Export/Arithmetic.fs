namespace SpanLqr.Cli.Export

open System

/// The precision a controller computes in.
[<RequireQualifiedAccess>]
type Precision =
    | Double
    | Single

/// Numbers as the controller has them: every operation rounds once.
module Arithmetic =
    let round precision (value: float) =
        match precision with
        | Precision.Double -> value
        | Precision.Single -> float (float32 value)

    let add precision (a: float) b = round precision (a + b)
    let subtract precision (a: float) b = round precision (a - b)
    let multiply precision (a: float) b = round precision (a * b)

    let fusedMultiplyAdd precision (a: float) (b: float) (c: float) =
        match precision with
        | Precision.Double -> Math.FusedMultiplyAdd(a, b, c)
        | Precision.Single -> float (MathF.FusedMultiplyAdd(float32 a, float32 b, float32 c))
