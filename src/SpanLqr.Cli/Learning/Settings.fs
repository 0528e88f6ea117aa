namespace SpanLqr.Cli.Learning

open System
open System.Globalization

/// The settings of one run, all of them, in the order in which the method lists them.
type Settings = (string * string) list

module Settings =
    let text name (settings: Settings) =
        settings |> List.find (fst >> (=) name) |> snd

    let number name settings =
        Double.Parse(text name settings, NumberStyles.Float, CultureInfo.InvariantCulture)

    let count name settings =
        Int32.Parse(text name settings, CultureInfo.InvariantCulture)
