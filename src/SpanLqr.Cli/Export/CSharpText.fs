/// A controller in C#: a class, and a class that runs recorded steps of it again. Neither needs a package.
module SpanLqr.Cli.Export.CSharpText

open System

let private real precision =
    match precision with
    | Precision.Double -> "double"
    | Precision.Single -> "float"

let private literal precision value =
    match precision with
    | Precision.Double -> Text.number precision value
    | Precision.Single -> $"{Text.number precision value}f"

let private className origin = Identifiers.pascal origin.Name

let private methodOf (step: Step) = $"{Identifiers.pascal step.Name}Step"

let private property (constant: Constant) = Identifiers.pascal constant.Name

let private field (variable: Variable) = $"_{variable.Name}"

let private comment lines =
    lines |> List.map (fun line -> if line = "" then "//" else $"// {line}")

let private useOf origin controller precision =
    let type' = real precision
    let step = controller.Steps.Head

    let arguments =
        step.Arguments @ [ step.Output ] |> List.map _.Name |> String.concat ", "

    [
        "Use:"
        if Controller.hasState controller then
            $"    var controller = new {className origin}();"
        for variable in step.Arguments @ [ step.Output ] do
            $"    var {variable.Name} = new {type'}[{variable.Length}];"
        "    every step:"
        $"""        {(if Controller.hasState controller then
                          "controller"
                      else
                          className origin)}.{methodOf step}({arguments});"""
        ""
        "No package, no allocation in a step. Arguments must not overlap the output; shorter spans throw."
        $"Test: {className origin}Test.LargestDifference() is 0."
    ]

let private entries precision (values: float[,]) =
    Array2D.length1 values |> Array.init
    <| fun i -> Seq.init (Array2D.length2 values) (fun j -> literal precision values[i, j])

let private declaration precision (constant: Constant) =
    let rows =
        constant.Values
        |> Array.collect (entries precision)
        |> Array.map (fun row -> $"""{(Text.wrapped "        " row)},""")

    [
        $"    // {constant.About}"
        $"    private static ReadOnlySpan<{real precision}> {property constant} =>"
        "    ["
        yield! rows
        "    ];"
        ""
    ]

let private helper precision item =
    let type' = real precision
    let name = Identifiers.pascal (Text.helperName item)
    let math = if precision = Precision.Double then "Math" else "MathF"
    let entry (vector: string) (k: int) = $"{vector}[{k}]"

    let fuse a b c =
        $"{math}.FusedMultiplyAdd({a}, {b}, {c})"

    let sum =
        match item with
        | Text.AddDot _ -> $"{type'} sum, "
        | _ -> ""

    let head =
        $"    private static {type'} {name}({sum}ReadOnlySpan<{type'}> a, ReadOnlySpan<{type'}> b)"

    let loop first =
        [
            $"        for (int k = {first}; k < a.Length; k++)"
            "        {"
            $"""            sum = {fuse "a[k]" "b[k]" "sum"};"""
            "        }"
            ""
            "        return sum;"
        ]

    let body =
        match item, Text.helperExpression entry fuse item with
        | _, Some expression -> [ $"        return {expression};" ]
        | Text.AddDot _, None -> loop 0
        | Text.Dot _, None -> $"        {type'} sum = a[0] * b[0];" :: loop 1
        | Text.DotInFour _, None ->
            [
                $"        Span<{type'}> s = [a[0] * b[0], a[1] * b[1], a[2] * b[2], a[3] * b[3]];"
                "        for (int k = 4; k < a.Length; k++)"
                "        {"
                $"""            s[k %% 4] = {fuse "a[k]" "b[k]" "s[k % 4]"};"""
                "        }"
                ""
                "        return (s[0] + s[1]) + (s[2] + s[3]);"
            ]

    [ head; "    {" ] @ body @ [ "    }"; "" ]

let private place controller (variable: Variable) =
    if Controller.isStored controller variable then
        field variable
    else
        variable.Name

/// The offset of a row that is given by its number or by a variable.
let private scaled factor (row: string) =
    match Int32.TryParse row with
    | true, index -> string (factor * index)
    | _ when factor = 1 -> row
    | _ -> $"({factor} * {row})"

/// Where the entries of a step begin.
let private start (constant: Constant) =
    if constant.Values.Length > 1 then
        $"({Controller.rows constant * Controller.columns constant} * _t) + "
    else
        ""

let private rowOf (constant: Constant) row =
    let columns = Controller.columns constant
    $"{property constant}.Slice({start constant}{scaled columns row}, {columns})"

let private entryOf (constant: Constant) row =
    $"{property constant}[{start constant}{scaled 1 row}]"

let private term controller row item =
    let product first { Matrix = matrix; Vector = vector } =
        if first = "" then
            $"Dot{vector.Length}({rowOf matrix row}, {place controller vector})"
        else
            $"AddDot{vector.Length}({first}, {rowOf matrix row}, {place controller vector})"

    match item with
    | Entries variable -> $"{place controller variable}[{row}]"
    | Column constant -> entryOf constant row
    | Chain(start, products) ->
        products
        |> List.fold
            product
            (start
             |> Option.map (fun constant -> entryOf constant row)
             |> Option.defaultValue "")
    | FourChains item -> product "" item

let private loop length (lines: string list) =
    [ $"for (int i = 0; i < {length}; i++)"; "{" ] @ Text.indented 1 lines @ [ "}" ]

let private statement controller precision item =
    let place = place controller
    let literal = literal precision

    match item with
    | Sum(target, terms) ->
        Text.perRow target.Length (loop target.Length) (fun row ->
            let sum =
                terms
                |> List.map (fun (sign, item) -> sign, term controller row item)
                |> Text.signed

            $"{place target}[{row}] = {sum};")
    | Copy(target, source) -> [ $"{place source}.CopyTo({place target});" ]
    | Clamp(target, source, limits) ->
        List.init target.Length (fun i ->
            let limit value name =
                if Double.IsFinite value then
                    literal value
                else
                    $"{real precision}.{name}"

            $"""{place target}[{i}] = Math.Clamp({place source}[{i}], {limit limits.Lower[i] "NegativeInfinity"}, {limit limits.Upper[i] "PositiveInfinity"});""")
    | Integrate(target, error, step, guard) ->
        List.init target.Length (fun j ->
            let added =
                if step = 1.0 then
                    $"{error.Name}[{j}]"
                else
                    $"{literal step} * {error.Name}[{j}]"

            match guard with
            | None -> [ $"{place target}[{j}] += {added};" ]
            | Some guard ->
                let columns = Controller.columns guard.Gain

                let gain i =
                    $"{property guard.Gain}[{start guard.Gain}{columns * i + j}]"

                let pushes i =
                    $"({guard.Wanted.Name}[{i}] - {place guard.Applied}[{i}]) * -{gain i} * {error.Name}[{j}] > 0"

                let condition =
                    Seq.init guard.Wanted.Length pushes |> String.concat "\n            || "

                [ $"if (!({condition}))"; "{"; $"    {place target}[{j}] += {added};"; "}" ])
        |> List.concat
    | Push(line, input) ->
        [
            if line.Length > input.Length then
                $"{place line}.AsSpan(0, {line.Length - input.Length}).CopyTo({place line}.AsSpan({input.Length}));"
            $"{place input}.CopyTo({place line});"
        ]

let private stepOf controller precision (step: Step) =
    let type' = real precision

    let parameters =
        [
            for argument in step.Arguments do
                $"ReadOnlySpan<{type'}> {argument.Name}"
            $"Span<{type'}> {step.Output.Name}"
        ]
        |> String.concat ", "

    let modifier = if Controller.hasState controller then "" else "static "

    [
        $"    /// <summary>{step.About}</summary>"
        for argument in step.Arguments do
            $"    /// <param name=\"{argument.Name}\">{argument.About}, {argument.Length} entries</param>"
        $"    /// <param name=\"{step.Output.Name}\">receives {step.Output.About}, {step.Output.Length} entries</param>"
        $"    public {modifier}void {methodOf step}({parameters})"
        "    {"
        for argument in step.Arguments @ [ step.Output ] do
            $"        {argument.Name} = {argument.Name}[..{argument.Length}];"
        for local in step.Locals do
            $"        Span<{type'}> {local.Name} = stackalloc {type'}[{local.Length}];"
        yield! step.Body |> List.collect (statement controller precision) |> Text.indented 2
        match controller.Horizon with
        | Some horizon ->
            $"        if (_t < {horizon - 1})"
            "        {"
            "            _t++;"
            "        }"
        | None -> ()
        "    }"
        ""
    ]

let private stateOf origin controller precision =
    let type' = real precision

    if not (Controller.hasState controller) then
        []
    else
        [
            for stored in controller.State do
                $"    // {stored.Variable.About}"
                $"    private readonly {type'}[] {field stored.Variable} = new {type'}[{stored.Variable.Length}];"
                ""
            if controller.Horizon.IsSome then
                "    // the step, from 0"
                "    private int _t;"
                ""
            "    /// <summary>A controller at time 0.</summary>"
            $"    public {className origin}() => Reset();"
            ""
            "    /// <summary>Back to time 0.</summary>"
            "    public void Reset()"
            "    {"
            for stored in controller.State do
                if Array.forall ((=) 0.0) stored.Initial then
                    $"        Array.Clear({field stored.Variable});"
                else
                    for i in 0 .. stored.Variable.Length - 1 do
                        $"        {field stored.Variable}[{i}] = {literal precision stored.Initial[i]};"
            if controller.Horizon.IsSome then
                "        _t = 0;"
            "    }"
            ""
        ]

let private closed (lines: string list) =
    match List.rev lines with
    | "" :: rest -> List.rev ("}" :: rest)
    | rest -> List.rev ("}" :: rest)

let private kind controller =
    if Controller.hasState controller then
        "sealed"
    else
        "static"

let private source origin controller precision =
    [
        yield! comment (About.lines origin controller (useOf origin controller precision))
        "#nullable enable"
        "using System;"
        ""
        $"/// <summary>A controller of kind {origin.Kind}; see the comment above.</summary>"
        $"public {kind controller} class {className origin}"
        "{"
        for constant in Controller.constants controller do
            yield! declaration precision constant
        yield! stateOf origin controller precision
        for step in controller.Steps do
            yield! stepOf controller precision step
        for item in Text.helpers controller do
            yield! helper precision item
    ]
    |> closed
    |> Text.file

let private rowsOf precision name (rows: float[][]) =
    [
        $"    private static readonly {real precision}[][] {name} ="
        "    ["
        for row in rows do
            $"""        [{(Text.wrapped "         " (Seq.map (literal precision) row)).Trim()}],"""
        "    ];"
        ""
    ]

let private test origin controller precision =
    let type' = real precision
    let recordings = Recording.make controller precision

    let tableName (step: Step) (variable: Variable) =
        $"{Identifiers.pascal step.Name}{Identifiers.pascal variable.Name}"

    let run (recording: Recording.Recording) =
        let step = recording.Step

        let arguments =
            (step.Arguments |> List.map (fun argument -> $"{tableName step argument}[t]"))
            @ [ "output" ]
            |> String.concat ", "

        let receiver =
            if Controller.hasState controller then
                "controller"
            else
                className origin

        [
            "        {"
            if Controller.hasState controller then
                $"            var controller = new {className origin}();"
            $"            var output = new {type'}[{step.Output.Length}];"
            $"            for (int t = 0; t < {tableName step step.Output}.Length; t++)"
            "            {"
            $"                {receiver}.{methodOf step}({arguments});"
            "                for (int i = 0; i < output.Length; i++)"
            "                {"
            $"                    largest = Math.Max(largest, Math.Abs(output[i] - {tableName step step.Output}[t][i]));"
            "                }"
            "            }"
            "        }"
            ""
        ]

    [
        $"// Recorded steps of {className origin}; see there."
        "#nullable enable"
        "using System;"
        ""
        $"/// <summary>Recorded steps of <see cref=\"{className origin}\"/>.</summary>"
        $"public static class {className origin}Test"
        "{"
        for recording in recordings do
            for argument, rows in recording.Arguments do
                yield! rowsOf precision (tableName recording.Step argument) rows

            yield! rowsOf precision (tableName recording.Step recording.Step.Output) recording.Output
        "    /// <summary>Runs the steps again: the largest difference of an output from the recorded one, 0 where all bits agree.</summary>"
        $"    public static {type'} LargestDifference()"
        "    {"
        $"        {type'} largest = 0;"
        for recording in recordings do
            yield! run recording
        "        return largest;"
        "    }"
    ]
    |> closed
    |> Text.file

/// The files of a controller, name and text.
let files origin controller precision =
    [
        $"{className origin}.cs", source origin controller precision
        $"{className origin}Test.cs", test origin controller precision
    ]
