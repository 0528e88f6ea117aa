/// Draws a chart.
module SpanLqr.Cli.Pictures.ChartSvg

open SpanLqr.Cli.Pictures.Svg

let private panelWidth = 680.0
let private panelHeight = 340.0
let private leftMargin = 74.0
let private rightMargin = 18.0
let private legendWidth = 185.0
let private topMargin = 34.0
let private bottomMargin = 56.0
let private headHeight = 36.0
let private legendLine = 18.0
let private boxWidth = 9.0

/// Okabe and Ito's colours, which people who confuse red and green can tell apart.
let private palette =
    [|
        "#0072B2"
        "#D55E00"
        "#009E73"
        "#CC79A7"
        "#E69F00"
        "#56B4E9"
        "#000000"
    |]

let private colour index = palette[index % palette.Length]

/// Where the panel's numbers lie on the page.
type private Frame =
    {
        Left: float
        Top: float
        Width: float
        Height: float
        Horizontal: Ticks.Range
        Vertical: Ticks.Range
    }

let private x frame value =
    frame.Left + frame.Width * Ticks.place frame.Horizontal value

let private y frame value =
    frame.Top + frame.Height * (1.0 - Ticks.place frame.Vertical value)

let private frameOf (panel: Panel) left top =
    let marks = panel.Series |> List.map _.Marks

    {
        Left = left + leftMargin
        Top = top + topMargin
        Width = panelWidth - leftMargin - rightMargin - legendWidth
        Height = panelHeight - topMargin - bottomMargin
        Horizontal = marks |> Seq.collect Marks.abscissae |> Ticks.rangeOf panel.Horizontal.Scale
        Vertical = marks |> Seq.collect Marks.ordinates |> Ticks.rangeOf panel.Vertical.Scale
    }

let private grid = "#DDDDDD"
let private ink = "#333333"

let private axes (panel: Panel) frame =
    let bottom, right = frame.Top + frame.Height, frame.Left + frame.Width

    [
        for value, name in Ticks.named frame.Horizontal do
            let at = x frame value
            line grid 1.0 (at, frame.Top) (at, bottom)
            text Middle 12.0 (at, bottom + 17.0) name
        for value, name in Ticks.named frame.Vertical do
            let at = y frame value
            line grid 1.0 (frame.Left, at) (right, at)
            text End 12.0 (frame.Left - 7.0, at + 4.0) name
        rectangle "none" ink (frame.Left, frame.Top) (frame.Width, frame.Height)
        text Middle 13.0 (frame.Left + frame.Width / 2.0, bottom + 40.0) panel.Horizontal.Title
        upwards 13.0 (frame.Left - leftMargin + 16.0, frame.Top + frame.Height / 2.0) panel.Vertical.Title
        text Middle 14.0 (frame.Left + frame.Width / 2.0, frame.Top - 12.0) panel.Title
    ]

let private boxMarks frame colour (box: Box) =
    let at, half = x frame box.At, boxWidth / 2.0
    let upper, lower = y frame box.UpperQuartile, y frame box.LowerQuartile

    [
        line colour 1.0 (at, y frame box.Least) (at, lower)
        line colour 1.0 (at, upper) (at, y frame box.Greatest)
        for value in [ box.Least; box.Greatest ] do
            line colour 1.0 (at - half / 2.0, y frame value) (at + half / 2.0, y frame value)
        rectangle "white" colour (at - half, upper) (boxWidth, max 0.5 (lower - upper))
        line colour 2.0 (at - half, y frame box.Median) (at + half, y frame box.Median)
    ]

let private draw frame (series: Series) =
    let colour = colour series.Colour

    let onPage points =
        points |> Array.map (fun (a, b) -> x frame a, y frame b)

    match series.Marks with
    | Line points -> [ polyline colour 2.0 "" (onPage points) ]
    | Trace points -> [ polyline colour 0.8 "4 3" (onPage points) ]
    | Band points ->
        let upper = points |> Array.map (fun (at, _, high) -> at, high)
        let lower = points |> Array.map (fun (at, low, _) -> at, low) |> Array.rev
        [ polygon colour 0.18 (onPage (Array.append upper lower)) ]
    | Boxes boxes -> boxes |> Array.toList |> List.collect (boxMarks frame colour)

/// Bands lie under what they surround.
let private depth (series: Series) =
    match series.Marks with
    | Band _ -> 0
    | Trace _ -> 1
    | Line _
    | Boxes _ -> 2

let private legend (panel: Panel) frame =
    let named =
        panel.Series
        |> List.filter (fun series -> series.Label <> "")
        |> List.distinctBy _.Label

    let left, top = frame.Left + frame.Width + 4.0, frame.Top

    [
        if not (List.isEmpty named) then
            for index, series in List.indexed named do
                let at = top + 4.0 + legendLine * (float index + 0.5)

                match series.Marks with
                | Band _ ->
                    polygon
                        (colour series.Colour)
                        0.18
                        [
                            left + 8.0, at - 5.0
                            left + 32.0, at - 5.0
                            left + 32.0, at + 5.0
                            left + 8.0, at + 5.0
                        ]
                | Trace _ -> polyline (colour series.Colour) 0.8 "4 3" [ left + 8.0, at; left + 32.0, at ]
                | Line _ -> line (colour series.Colour) 2.0 (left + 8.0, at) (left + 32.0, at)
                | Boxes _ -> rectangle "white" (colour series.Colour) (left + 12.0, at - 5.0) (16.0, 10.0)

                text Start 12.0 (left + 38.0, at + 4.0) series.Label
    ]

let private panel left top (panel: Panel) =
    let frame = frameOf panel left top

    [
        yield! axes panel frame
        for series in panel.Series |> List.sortBy depth do
            yield! draw frame series
        yield! legend panel frame
    ]

/// The chart as an SVG document, the same text on every machine.
let render (chart: Chart) =
    let columns = chart.Rows |> List.map List.length |> List.fold max 1

    let size =
        float columns * panelWidth, headHeight + float chart.Rows.Length * panelHeight

    [
        yield text Middle 17.0 (fst size / 2.0, 25.0) chart.Title
        for row, panels in List.indexed chart.Rows do
            for column, item in List.indexed panels do
                yield! panel (float column * panelWidth) (headHeight + float row * panelHeight) item
    ]
    |> document size chart.Title
