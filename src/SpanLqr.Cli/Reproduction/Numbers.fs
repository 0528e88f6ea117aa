/// Numbers in data and in sentences.
module SpanLqr.Cli.Reproduction.Numbers

open System.Globalization

/// All digits, as data files have them.
let exact (value: float) =
    value.ToString("R", CultureInfo.InvariantCulture)

/// Three digits, as sentences have them.
let short (value: float) =
    value.ToString("G3", CultureInfo.InvariantCulture)

let mean (values: float[]) = Array.average values

/// The standard deviation of a sample; 0 for one value.
let deviation (values: float[]) =
    if values.Length < 2 then
        0.0
    else
        let center = mean values

        sqrt (
            (values |> Array.sumBy (fun value -> (value - center) ** 2.0))
            / float (values.Length - 1)
        )

/// The least-squares slope of y over x.
let slope (points: (float * float)[]) =
    let x, y = Array.unzip points
    let mx, my = mean x, mean y

    (points |> Array.sumBy (fun (a, b) -> (a - mx) * (b - my)))
    / (x |> Array.sumBy (fun a -> (a - mx) ** 2.0))

/// Independent draws of one instance of an experiment.
type Draws(seed: uint64, purpose: uint64, instance: int) =
    let mutable stream =
        SpanLqr.RandomNumbers.NormalStream(seed, purpose, uint64 instance)

    member _.Uniform(low: float, high: float) =
        low + (high - low) * stream.NextUniform()

    member _.Normal(mean: float, deviation: float) = mean + deviation * stream.Next()

    member this.Matrix(rows, columns, mean, deviation) =
        Array2D.init rows columns (fun _ _ -> this.Normal(mean, deviation))
