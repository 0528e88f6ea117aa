/// Names of files and populations as names in a program.
module SpanLqr.Cli.Export.Identifiers

open System
open System.Text

/// Words that C, C++, C# or MATLAB keep for themselves, or that the controller's own files use.
let private reserved =
    set
        [
            "array"
            "auto"
            "bool"
            "break"
            "case"
            "catch"
            "char"
            "class"
            "const"
            "continue"
            "default"
            "delete"
            "do"
            "double"
            "else"
            "end"
            "enum"
            "extern"
            "false"
            "float"
            "for"
            "function"
            "global"
            "goto"
            "if"
            "inline"
            "int"
            "long"
            "main"
            "math"
            "mathf"
            "namespace"
            "new"
            "operator"
            "private"
            "public"
            "register"
            "restrict"
            "return"
            "short"
            "signed"
            "sizeof"
            "span"
            "static"
            "struct"
            "switch"
            "system"
            "template"
            "this"
            "throw"
            "true"
            "try"
            "typedef"
            "union"
            "unsigned"
            "using"
            "virtual"
            "void"
            "volatile"
            "while"
        ]

/// Lower-case letters, digits and underscores, with a letter first.
let ofText (text: string) =
    let builder = StringBuilder()

    for c in text.Normalize(NormalizationForm.FormD).ToLowerInvariant() do
        if Char.IsAsciiLetterOrDigit c then
            builder.Append c |> ignore
        elif
            Globalization.CharUnicodeInfo.GetUnicodeCategory c
            <> Globalization.UnicodeCategory.NonSpacingMark
            && builder.Length > 0
            && builder[builder.Length - 1] <> '_'
        then
            builder.Append '_' |> ignore

    let name = builder.ToString().Trim '_'

    if name = "" then
        "controller"
    elif Char.IsAsciiDigit name[0] || reserved.Contains name then
        $"c_{name}"
    else
        name

/// A name for each text, no two alike.
let distinct (texts: string list) =
    (([], Set.empty), texts)
    ||> List.fold (fun (names, taken) text ->
        let first = ofText text

        let name =
            Seq.append [ first ] (Seq.initInfinite (fun index -> $"{first}_{index + 2}"))
            |> Seq.find (fun name -> not (Set.contains name taken))

        name :: names, Set.add name taken)
    |> fst
    |> List.rev

/// The same in words that begin with capitals.
let pascal (name: string) =
    name.Split('_', StringSplitOptions.RemoveEmptyEntries)
    |> Array.map (fun word -> $"{Char.ToUpperInvariant word[0]}{word.Substring 1}")
    |> String.concat ""
