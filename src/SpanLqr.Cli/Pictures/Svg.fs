/// The few SVG elements that a chart needs.
module SpanLqr.Cli.Pictures.Svg

open System.Globalization
open System.Xml.Linq

let private space = XNamespace.Get "http://www.w3.org/2000/svg"

/// Two decimals of a pixel are enough, and keep a file small and the same on every machine.
let number (value: float) =
    value.ToString("0.##", CultureInfo.InvariantCulture)

let private element name (attributes: (string * string) list) (content: obj list) =
    let element = XElement(space + name)

    for key, value in attributes do
        element.SetAttributeValue(XName.Get key, value)

    for item in content do
        element.Add item

    element

let line colour width (x1, y1) (x2, y2) =
    element
        "line"
        [
            "x1", number x1
            "y1", number y1
            "x2", number x2
            "y2", number y2
            "stroke", colour
            "stroke-width", number width
        ]
        []

let private path (points: (float * float) seq) =
    points |> Seq.map (fun (x, y) -> $"{number x},{number y}") |> String.concat " "

let polyline colour width dashes points =
    element
        "polyline"
        [
            "points", path points
            "fill", "none"
            "stroke", colour
            "stroke-width", number width
            "stroke-linejoin", "round"
            if dashes <> "" then
                "stroke-dasharray", dashes
        ]
        []

let polygon colour opacity points =
    element "polygon" [ "points", path points; "fill", colour; "fill-opacity", number opacity ] []

let rectangle fill stroke (x, y) (width, height) =
    element
        "rect"
        [
            "x", number x
            "y", number y
            "width", number width
            "height", number height
            "fill", fill
            "stroke", stroke
        ]
        []

type Anchor =
    | Start
    | Middle
    | End

let text anchor size (x, y) (content: string) =
    let anchor =
        match anchor with
        | Start -> "start"
        | Middle -> "middle"
        | End -> "end"

    element
        "text"
        [
            "x", number x
            "y", number y
            "font-size", number size
            "text-anchor", anchor
        ]
        [ content ]

/// Text that reads upwards, its middle at the point.
let upwards size (x, y) (content: string) =
    element
        "text"
        [
            "transform", $"translate({number x} {number y}) rotate(-90)"
            "font-size", number size
            "text-anchor", "middle"
        ]
        [ content ]

let document (width: float, height: float) (title: string) (content: XElement list) =
    let root =
        element
            "svg"
            [
                "width", number width
                "height", number height
                "viewBox", $"0 0 {number width} {number height}"
                "font-family", "Helvetica, Arial, sans-serif"
                "role", "img"
            ]
            [
                element "title" [] [ title ]
                rectangle "white" "none" (0.0, 0.0) (width, height)
            ]

    for item in content do
        root.Add item

    root.ToString() + "\n"
