/// From numbers to places on an axis, and which numbers to name there.
module SpanLqr.Cli.Pictures.Ticks

open System
open System.Globalization

/// The part of the number line that an axis covers, already widened to look right.
type Range =
    {
        Scale: Scale
        Low: float
        High: float
    }

/// A logarithmic axis shows at most so many powers of ten by name.
let private maxNamedPowers = 8

let private wantedTicks = 6

/// What a logarithmic axis cannot show, or no axis can.
let private isShown scale value =
    Double.IsFinite value && (scale = Linear || value > 0.0)

let rangeOf scale (values: float seq) =
    let shown = values |> Seq.filter (isShown scale) |> Seq.toArray

    if Array.isEmpty shown then
        {
            Scale = scale
            Low = 1.0
            High = 10.0
        }
    else
        let low, high = Array.min shown, Array.max shown

        match scale with
        | Logarithmic ->
            let low = floor (log10 low + 1e-9)

            {
                Scale = scale
                Low = 10.0 ** low
                High = 10.0 ** max (low + 1.0) (ceil (log10 high - 1e-9))
            }
        | Linear ->
            let margin =
                if high > low then
                    0.04 * (high - low)
                else
                    max 1.0 (0.1 * abs high)

            {
                Scale = scale
                Low = low - margin
                High = high + margin
            }

/// The share of the axis at which a number lies; what cannot be shown lies at the lower end.
let place range value =
    match range.Scale with
    | Linear -> (value - range.Low) / (range.High - range.Low)
    | Logarithmic when value > 0.0 -> (log10 value - log10 range.Low) / (log10 range.High - log10 range.Low)
    | Logarithmic -> 0.0
    |> max 0.0
    |> min 1.0

let private superscript (power: int) =
    string power
    |> String.map (fun c -> if c = '-' then '⁻' else "⁰¹²³⁴⁵⁶⁷⁸⁹"[int c - int '0'])

let private powers range =
    let low, high = int (round (log10 range.Low)), int (round (log10 range.High))
    let stride = max 1 ((high - low + maxNamedPowers - 1) / maxNamedPowers)

    [
        for power in low..stride..high -> 10.0 ** float power, "10" + superscript power
    ]

let private roundNumbers range =
    let rough = (range.High - range.Low) / float wantedTicks
    let magnitude = 10.0 ** floor (log10 rough)

    let step =
        [ 1.0; 2.0; 5.0; 10.0 ]
        |> List.map ((*) magnitude)
        |> List.find (fun step -> step >= rough)

    let first = ceil (range.Low / step)

    [
        for k in 0.0 .. floor (range.High / step) - first do
            let value = (first + k) * step
            // Rounded so that 0.30000000000000004 is called 0.3.
            value, value.ToString("G6", CultureInfo.InvariantCulture)
    ]

/// The numbers to name, each with its name.
let named range =
    match range.Scale with
    | Linear -> roundNumbers range
    | Logarithmic -> powers range
