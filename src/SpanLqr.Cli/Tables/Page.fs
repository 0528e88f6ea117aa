/// What people read: headings, lines of facts, matrices and tables.
module SpanLqr.Cli.Tables.Page

open System
open System.Globalization
open System.IO
open Spectre.Console
open Spectre.Console.Rendering
open SpanLqr.Cli

/// One part of a page after another.
type Page = IRenderable list

let private console (terminal: Terminal) (writer: TextWriter) =
    let hasColour = Terminal.hasColour terminal

    let settings =
        AnsiConsoleSettings(
            Ansi = (if hasColour then AnsiSupport.Yes else AnsiSupport.No),
            ColorSystem =
                (if hasColour then
                     ColorSystemSupport.Standard
                 else
                     ColorSystemSupport.NoColors),
            Interactive = InteractionSupport.No,
            Out = AnsiConsoleOutput writer
        )

    let console = AnsiConsole.Create settings
    console.Profile.Width <- terminal.Width
    console.Profile.Capabilities.Unicode <- true
    console

/// Prints the page, without the padding that tables leave behind.
let print (terminal: Terminal) (page: Page) =
    use writer = new StringWriter(NewLine = "\n")
    let console = console terminal writer

    for part in page do
        console.Write part
        console.WriteLine()

    let lines = writer.ToString().Split '\n' |> Array.map _.TrimEnd(' ')

    // Tables bring blank lines of their own.
    for previous, line in Seq.pairwise (Seq.append [ "" ] lines) do
        if line <> "" || previous <> "" then
            terminal.Output.WriteLine line

/// Six digits are what people compare; the result file has all of them. −0 is written 0.
let number (value: float) =
    (value + 0.0).ToString("G6", CultureInfo.InvariantCulture)

/// An error is compared in its order of magnitude.
let error (value: float) =
    value.ToString("G2", CultureInfo.InvariantCulture)

let numberOrDash value =
    value |> Option.map number |> Option.defaultValue "–"

let text (value: string) = Text value :> IRenderable

let heading (value: string) =
    Text(value, Style(decoration = Decoration.Bold)) :> IRenderable

/// A table without lines up and down; columns after the first are numbers and stand right.
let table (headings: string list) (rows: IRenderable list list) =
    let table = Table(Border = TableBorder.Simple)

    headings
    |> List.iteri (fun index title ->
        let column = TableColumn(Text title)
        column.Alignment <- (if index = 0 then Justify.Left else Justify.Right)
        table.AddColumn column |> ignore)

    for row in rows do
        table.AddRow row |> ignore

    table :> IRenderable

/// Names in one column, values in the other.
let facts (pairs: (string * string) list) =
    let grid = Grid().AddColumn().AddColumn()

    for name, value in pairs do
        grid.AddRow(text name, text value) |> ignore

    grid :> IRenderable

/// Rows and columns beyond this many are left to the result file.
let private mostShown = 12

/// The matrix under its name, columns aligned.
let matrix name (value: float[,]) =
    let rows, columns = Array2D.length1 value, Array2D.length2 value
    let shown length = min length mostShown
    let title = text $"{name} ({rows}×{columns})"
    let grid = Grid()

    for _ in 0 .. shown columns do
        grid.AddColumn(GridColumn(Alignment = Justify.Right, NoWrap = true)) |> ignore

    let ellipsisIf condition = text (if condition then "…" else "")

    for i in 0 .. shown rows - 1 do
        let entries = List.init (shown columns) (fun j -> text (number value[i, j]))

        grid.AddRow(Array.ofList (entries @ [ ellipsisIf (columns > mostShown) ]))
        |> ignore

    if rows > mostShown then
        grid.AddRow(Array.init (shown columns + 1) (fun j -> ellipsisIf (j = 0)))
        |> ignore

    Rows [ title; grid :> IRenderable ] :> IRenderable
