namespace SpanLqr.Laws

open FsCheck.FSharp

/// σ² of u = −Kx + σz, z ~ N(0, I).
[<StructuredFormatDisplay("// exploration variance {Variance}")>]
type Exploration = { Variance: float }

/// The explorations that laws of policy evaluation are tried with.
[<RequireQualifiedAccess>]
module Explorations =
    /// None, some, and as much as a unit input.
    let arbitrary =
        Gen.elements [ 0.0; 0.25; 1.0 ]
        |> Gen.map (fun variance -> { Variance = variance })
        |> Arb.fromGen
