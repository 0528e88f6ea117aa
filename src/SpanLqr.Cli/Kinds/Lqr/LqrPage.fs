/// Results of `lqr` problems as people read them.
module SpanLqr.Cli.Tables.LqrPage

open SpanLqr.Files.Results
open SpanLqr.Cli.Tables.Page

let private shapeOf (gain: float[,]) =
    let inputs, states = Array2D.length1 gain, Array2D.length2 gain

    let plural n noun =
        if n = 1 then $"{n} {noun}" else $"{n} {noun}s"

    $"""{plural states "state"}, {plural inputs "input"}"""

let ofStationary (result: StationaryResult) : Page =
    [
        heading $"lqr: {shapeOf result.K}, u = −K x"
        matrix "K" result.K
        matrix "P" result.P
        facts
            [
                "spectral radius of A − BK", numberOrDash result.SpectralRadius
                "average cost tr(PW)", numberOrDash result.Cost
                "residual of the Riccati equation", result.Residual |> Option.map error |> Option.defaultValue "–"
                "estimated error of P, at most", result.ErrorEstimate |> Option.map error |> Option.defaultValue "–"
                yield!
                    result.GainErrorEstimate
                    |> Option.map (fun estimate -> "estimated error of K, about", error estimate)
                    |> Option.toList
            ]
    ]

let ofHorizon (result: HorizonResult) : Page =
    let last = result.K.Length - 1

    [
        heading $"lqr: {shapeOf result.K[0]}, {result.K.Length} steps, u_t = −K_t x_t"
        matrix "K_0" result.K[0]
        if last > 0 then
            matrix $"K_{last}" result.K[last]
        matrix "P_0" result.P[0]
        facts [ "cost of the noise Σ tr(P_t W)", numberOrDash result.Cost ]
    ]
