/// The result of a plant as people read it.
module SpanLqr.Cli.Tables.PlantPage

open SpanLqr.Files.Results
open SpanLqr.Cli.Tables.Page

let private vector (values: float[]) =
    values |> Array.map number |> String.concat "  "

let private optionally name show value =
    value |> Option.map (fun value -> name, show value) |> Option.toList

let private policy isMeasured isTracking hasOffset =
    [
        (if isMeasured then "u = −K (x̂⁻, …) − G e" else "u = −K s")
        if isTracking then
            " + F r"
        if hasOffset then
            " − κ"
    ]
    |> String.concat ""

/// The page of a stationary policy.
let ofPlant (result: PlantResult) : Page =
    let inputs, own = Array2D.length1 result.K, Array2D.length2 result.K

    let law = policy result.Filter.IsSome result.Feedforward.IsSome result.Offset.IsSome

    [
        heading $"lqr: a plant, {own} numbers known to {inputs} inputs, {law}"
        match result.Sampled with
        | Some sampled ->
            matrix "A sampled" sampled.A
            matrix "B sampled" sampled.B
        | None -> ()
        matrix "K" result.K
        match result.Filter with
        | Some filter ->
            matrix "G, of the innovation" filter.InnovationGain
            matrix "L, of the filter" filter.FilterGain
        | None -> ()
        match result.Feedforward with
        | Some forward -> matrix "F, of the reference" forward
        | None -> ()
        facts
            [
                yield! optionally "κ" vector result.Offset
                yield! optionally "steady state" vector result.SteadyState
                yield! optionally "steady input" vector result.SteadyInput
                "spectral radius of the loop", numberOrDash result.SpectralRadius
                yield!
                    result.Filter
                    |> Option.bind _.SpectralRadius
                    |> optionally "spectral radius of the filter" number
                "expected cost", numberOrDash result.Cost
                "residual of the Riccati equation", result.Residual |> Option.map error |> Option.defaultValue "–"
            ]
    ]

/// The page of a policy over a horizon.
let ofHorizon (result: PlantHorizonResult) : Page =
    let last = result.K.Length - 1

    [
        heading $"lqr: a plant over {result.K.Length} steps, u_t = −K_t s_t"
        matrix "K_0" result.K[0]
        if last > 0 then
            matrix $"K_{last}" result.K[last]
        match result.Feedforward with
        | Some forwards -> matrix "F_0, of the reference" forwards[0]
        | None -> ()
        facts
            [
                yield! result.Offset |> Option.map Array.head |> optionally "κ_0" vector
                yield! optionally "steady state" vector result.SteadyState
                yield! optionally "steady input" vector result.SteadyInput
                "expected cost", numberOrDash result.Cost
            ]
    ]
