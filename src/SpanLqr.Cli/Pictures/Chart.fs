/// What a picture shows, before it has a size: panels of lines, bands and boxes over two axes.
namespace SpanLqr.Cli.Pictures

type Scale =
    | Linear
    | Logarithmic

type Axis = { Title: string; Scale: Scale }

/// The five numbers of a box plot; the whiskers are the range of the data.
type Box =
    {
        At: float
        Least: float
        LowerQuartile: float
        Median: float
        UpperQuartile: float
        Greatest: float
    }

type Marks =
    /// A line through points.
    | Line of points: (float * float) array
    /// A thin broken line through points, one of many that a legend does not name.
    | Trace of points: (float * float) array
    /// The region between two lines over the same abscissae.
    | Band of points: (float * float * float) array
    | Boxes of Box array

/// One set of marks; colours are numbers of the palette, so that a line and its band share one.
type Series =
    {
        Label: string
        Colour: int
        Marks: Marks
    }

type Panel =
    {
        Title: string
        Horizontal: Axis
        Vertical: Axis
        Series: Series list
    }

/// A picture: panels in rows.
type Chart =
    { Title: string; Rows: Panel list list }

module Box =
    /// The quantile by linear interpolation between order statistics.
    let private quantile (sorted: float[]) share =
        let place = share * float (sorted.Length - 1)
        let below = int (floor place)
        let above = min (below + 1) (sorted.Length - 1)
        sorted[below] + (place - float below) * (sorted[above] - sorted[below])

    let ofValues at (values: float[]) =
        let sorted = Array.sort values

        {
            At = at
            Least = sorted[0]
            LowerQuartile = quantile sorted 0.25
            Median = quantile sorted 0.5
            UpperQuartile = quantile sorted 0.75
            Greatest = sorted[sorted.Length - 1]
        }

module Marks =
    let private ends =
        function
        | Line points
        | Trace points -> points |> Array.map (fun (x, y) -> x, y, y)
        | Band points -> points
        | Boxes boxes -> boxes |> Array.map (fun box -> box.At, box.Least, box.Greatest)

    let abscissae marks =
        ends marks |> Array.map (fun (x, _, _) -> x)

    let ordinates marks =
        ends marks |> Array.collect (fun (_, low, high) -> [| low; high |])
