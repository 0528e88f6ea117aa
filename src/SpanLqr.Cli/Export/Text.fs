/// What the texts of all languages share: numbers, lines, and which sums are written out.
module SpanLqr.Cli.Export.Text

open System
open System.Globalization

/// Rows of a sum, and entries of a product, up to which they are written out; beyond a loop does the same.
let mostWrittenOut = 16

/// The width of a line of numbers.
let private lineLength = 110

/// How far outputs may be from the recorded ones where there are no fused multiply-adds, of the largest of them: some ten thousand roundings,
/// since terms that cancel are larger than what is left of them.
let tolerance precision =
    match precision with
    | Precision.Double -> "1e-12"
    | Precision.Single -> "5e-4"

/// The shortest decimal that reads back as the same number, with a point or an exponent.
let number precision (value: float) =
    let text =
        match precision with
        | Precision.Double -> value.ToString("R", CultureInfo.InvariantCulture)
        | Precision.Single -> (float32 value).ToString("R", CultureInfo.InvariantCulture)

    let text = text.Replace("E+", "e").Replace("E", "e")

    if text.Contains 'e' || text.Contains '.' then
        text
    else
        $"{text}.0"

/// Items with commas between them, on as many lines as it takes.
let wrapped (indent: string) (items: string seq) =
    let lines = ResizeArray [ indent ]

    for item in items do
        let last = lines[lines.Count - 1]

        if last.Length + item.Length > lineLength && last <> indent then
            lines.Add $"{indent}{item}, "
        else
            lines[lines.Count - 1] <- $"{last}{item}, "

    lines |> Seq.map (fun line -> line.TrimEnd(' ', ',')) |> String.concat ",\n"

/// A text of these lines, which end as in Unix.
let file (lines: string seq) =
    lines |> Seq.map (fun line -> line.TrimEnd(' ') + "\n") |> String.concat ""

let indented (depth: int) (lines: string list) =
    lines
    |> List.map (fun line -> if line = "" then "" else $"{String(' ', 4 * depth)}{line}")

/// A line for each row of a vector, or one loop over all of them where they are many; the line is told its index.
let perRow length (loop: string list -> string list) (line: string -> string) =
    if length <= mostWrittenOut then
        List.init length (fun i -> line (string i))
    else
        loop [ line "i" ]

/// The sums of products that the functions of a text must provide.
type Helper =
    /// Σ a_k·b_k of that length.
    | Dot of int
    /// The same onto a sum.
    | AddDot of int
    /// The same in four chains.
    | DotInFour of int

let private helpersOfTerm term =
    match term with
    | Entries _
    | Column _ -> []
    | Chain(None, first :: rest) ->
        Dot first.Vector.Length
        :: (rest |> List.map (fun next -> AddDot next.Vector.Length))
    | Chain(_, products) -> products |> List.map (fun next -> AddDot next.Vector.Length)
    | FourChains product -> [ DotInFour product.Vector.Length ]

/// Those that a controller calls, each once.
let helpers controller =
    controller.Steps
    |> List.collect _.Body
    |> List.collect (fun statement ->
        match statement with
        | Sum(_, terms) -> terms |> List.collect (snd >> helpersOfTerm)
        | _ -> [])
    |> List.distinct
    |> List.sort

/// The body of a helper as an expression, or nothing where it is a loop; entries are spelled by `entry`, operations by `fuse`.
let helperExpression (entry: string -> int -> string) (fuse: string -> string -> string -> string) helper =
    let multiply k = $"""{entry "a" k} * {entry "b" k}"""
    let onto sum k = fuse (entry "a" k) (entry "b" k) sum

    let chain first step length =
        [ first + step .. step .. length - 1 ] |> List.fold onto (multiply first)

    match helper with
    | Dot length when length <= mostWrittenOut -> Some(chain 0 1 length)
    | AddDot length when length <= mostWrittenOut -> Some([ 0 .. length - 1 ] |> List.fold onto "sum")
    | DotInFour length when length <= mostWrittenOut ->
        let four first = chain first 4 length

        Some(
            match length with
            | 1 -> four 0
            | 2 -> $"{four 0} + {four 1}"
            | 3 -> $"{four 0} + {four 1} + {four 2}"
            | _ when length <= 8 -> $"({four 0} + {four 1}) + ({four 2} + {four 3})"
            | _ -> $"({four 0}\n            + {four 1})\n        + ({four 2}\n            + {four 3})"
        )
    | _ -> None

let helperName helper =
    match helper with
    | Dot length
    | DotInFour length -> $"dot{length}"
    | AddDot length -> $"add_dot{length}"

/// A sum of signed terms as one expression.
let signed (terms: (Sign * string) list) =
    terms
    |> List.mapi (fun index (sign, text) ->
        match index, sign with
        | 0, Plus -> text
        | 0, Minus -> $"-{text}"
        | _, Plus -> $" + {text}"
        | _, Minus -> $" - {text}")
    |> String.concat ""
