/// A controller in C99 that is C++ too: a header, a source and a test.
module SpanLqr.Cli.Export.CText

open System

let private real precision =
    match precision with
    | Precision.Double -> "double"
    | Precision.Single -> "float"

let private literal precision value =
    match precision with
    | Precision.Double -> Text.number precision value
    | Precision.Single -> $"{Text.number precision value}f"

let private comment (lines: string list) =
    [
        "/*"
        for line in lines do
            (if line = "" then " *" else $" * {line}")
        " */"
    ]

let private functionOf origin (step: Step) =
    if step.Name = "" then
        $"{origin.Name}_step"
    else
        $"{origin.Name}_{step.Name}_step"

let private signature origin controller precision (step: Step) =
    let type' = real precision

    let parameters =
        [
            if Controller.hasState controller then
                $"{origin.Name}_state *state"
            for argument in step.Arguments do
                $"const {type'} {argument.Name}[{argument.Length}]"
            $"{type'} {step.Output.Name}[{step.Output.Length}]"
        ]

    $"""void {functionOf origin step}({String.concat ", " parameters})"""

let private guardName origin = $"{origin.Name.ToUpperInvariant()}_H"

let private fmaName origin = $"{origin.Name.ToUpperInvariant()}_FMA"

let private useOf origin controller precision =
    let type' = real precision
    let step = controller.Steps.Head

    let call =
        [
            if Controller.hasState controller then
                "&state"
            for argument in step.Arguments do
                argument.Name
            step.Output.Name
        ]
        |> String.concat ", "

    [
        "Use:"
        if Controller.hasState controller then
            $"    {origin.Name}_state state;"
            $"    {origin.Name}_init(&state);"
        for variable in step.Arguments @ [ step.Output ] do
            $"    {type'} {variable.Name}[{variable.Length}];"
        "    every step:"
        $"        {functionOf origin step}({call});"
        ""
        "No library but fma of <math.h>, no allocation, nothing shared between calls but the state. Arguments must not overlap the output."
        $"Compile with -O3 -ffp-contract=off and with the fused multiply-add of the processor (-march=native, -mfma, -mcpu=...)."
        $"Without one define {origin.Name.ToUpperInvariant()}_NO_FMA: the last digits change, nothing else."
        $"Test: cc -O3 -ffp-contract=off {origin.Name}.c {origin.Name}_test.c -lm && ./a.out"
    ]

/// The declarations.
let header origin controller precision =
    let type' = real precision
    let guard = guardName origin

    Text.file
        [
            yield! comment (About.lines origin controller (useOf origin controller precision))
            yield $"#ifndef {guard}"
            yield $"#define {guard}"
            yield ""
            yield "#ifdef __cplusplus"
            yield "extern \"C\" {"
            yield "#endif"
            yield ""
            if Controller.hasState controller then
                yield "/* What the controller keeps from one step to the next. */"
                yield "typedef struct {"

                for stored in controller.State do
                    yield $"    {type'} {stored.Variable.Name}[{stored.Variable.Length}]; /* {stored.Variable.About} */"

                if controller.Horizon.IsSome then
                    yield "    int t; /* the step, from 0 */"

                yield $"}} {origin.Name}_state;"
                yield ""
                yield "/* The state at time 0. */"
                yield $"void {origin.Name}_init({origin.Name}_state *state);"
                yield ""
            for step in controller.Steps do
                yield $"/* {step.About} */"
                yield $"{signature origin controller precision step};"
                yield ""
            yield "#ifdef __cplusplus"
            yield "}"
            yield "#endif"
            yield ""
            yield "#endif"
        ]

let private matrix precision (values: float[,]) indent =
    let row i =
        let entries =
            Seq.init (Array2D.length2 values) (fun j -> literal precision values[i, j])

        let text = Text.wrapped $"{indent}  " entries
        $"{indent}{{ {text.Trim()} }}"

    Seq.init (Array2D.length1 values) row |> String.concat ",\n"

let private isColumn (constant: Constant) controller =
    controller.Steps
    |> List.collect _.Body
    |> List.exists (fun statement ->
        match statement with
        | Sum(_, terms) ->
            terms
            |> List.exists (fun (_, term) ->
                match term with
                | Column column -> column.Name = constant.Name
                | Chain(Some column, _) -> column.Name = constant.Name
                | _ -> false)
        | _ -> false)

/// Rows of a product in four chains beyond which its matrix is stored by columns: a compiler then adds up the rows side by side in vectors.
let private mostRowsByRow = 4

let private isByColumns { Matrix = matrix; Vector = vector } =
    Controller.rows matrix > mostRowsByRow && vector.Length <= Text.mostWrittenOut

let private transposed (constant: Constant) =
    { constant with
        About = $"{constant.About}, by columns"
        Values =
            constant.Values
            |> Array.map (fun values -> Array2D.init (Array2D.length2 values) (Array2D.length1 values) (fun i j -> values[j, i]))
    }

/// The constants of a controller as its text stores them.
let private storedConstants controller =
    let byColumns =
        controller.Steps
        |> List.collect _.Body
        |> List.collect (fun statement ->
            match statement with
            | Sum(_, [ _, FourChains product ]) when isByColumns product -> [ product.Matrix.Name ]
            | _ -> [])

    Controller.constants controller
    |> List.map (fun constant ->
        if List.contains constant.Name byColumns then
            transposed constant
        else
            constant)

let private declaration controller precision (constant: Constant) =
    let type' = real precision
    let rows, columns = Controller.rows constant, Controller.columns constant
    let isColumn = isColumn constant controller
    let isVarying = constant.Values.Length > 1
    let times = if isVarying then $"[{constant.Values.Length}]" else ""
    let size = if isColumn then $"[{rows}]" else $"[{rows}][{columns}]"

    let body (values: float[,]) indent =
        if isColumn then
            Text.wrapped indent (Seq.init rows (fun i -> literal precision values[i, 0]))
        else
            matrix precision values indent

    [
        $"/* {constant.About} */"
        $"static const {type'} {constant.Name}{times}{size} = {{"
        if isVarying then
            for index, values in Array.indexed constant.Values do
                "    {"
                body values "        "

                (if index = constant.Values.Length - 1 then
                     "    }"
                 else
                     "    },")
        else
            body constant.Values[0] "    "
        "};"
        ""
    ]

let private helper origin precision item =
    let type' = real precision
    let name = Text.helperName item
    let fma = fmaName origin
    let entry (vector: string) (k: int) = $"{vector}[{k}]"
    let fuse a b c = $"{fma}({a}, {b}, {c})"

    let parameters length =
        $"const {type'} a[{length}], const {type'} b[{length}]"

    let head =
        match item with
        | Text.AddDot length -> $"static {type'} {name}({type'} sum, {parameters length})"
        | Text.Dot length
        | Text.DotInFour length -> $"static {type'} {name}({parameters length})"

    let body =
        match item, Text.helperExpression entry fuse item with
        | _, Some expression -> [ $"return {expression};" ]
        | Text.AddDot length, None ->
            [
                "int k;"
                $"for (k = 0; k < {length}; k++) {{"
                $"""    sum = {fuse "a[k]" "b[k]" "sum"};"""
                "}"
                "return sum;"
            ]
        | Text.Dot length, None ->
            [
                $"{type'} sum = a[0] * b[0];"
                "int k;"
                $"for (k = 1; k < {length}; k++) {{"
                $"""    sum = {fuse "a[k]" "b[k]" "sum"};"""
                "}"
                "return sum;"
            ]
        | Text.DotInFour length, None ->
            [
                $"{type'} s[4] = {{ a[0] * b[0], a[1] * b[1], a[2] * b[2], a[3] * b[3] }};"
                "int k;"
                $"for (k = 4; k < {length}; k++) {{"
                $"""    s[k %% 4] = {fuse "a[k]" "b[k]" "s[k % 4]"};"""
                "}"
                "return (s[0] + s[1]) + (s[2] + s[3]);"
            ]

    [ head; "{" ] @ Text.indented 1 body @ [ "}"; "" ]

/// How a vector and a constant are spelled within a step.
let private place controller (variable: Variable) =
    if Controller.isStored controller variable then
        $"state->{variable.Name}"
    else
        variable.Name

let private at (constant: Constant) (row: string) =
    if constant.Values.Length > 1 then
        $"{constant.Name}[state->t][{row}]"
    else
        $"{constant.Name}[{row}]"

let private term controller row item =
    let product (first: string) { Matrix = matrix; Vector = vector } =
        if first = "" then
            $"dot{vector.Length}({at matrix row}, {place controller vector})"
        else
            $"add_dot{vector.Length}({first}, {at matrix row}, {place controller vector})"

    match item with
    | Entries variable -> $"{place controller variable}[{row}]"
    | Column constant -> at constant row
    | Chain(start, products) ->
        products
        |> List.fold product (start |> Option.map (fun constant -> at constant row) |> Option.defaultValue "")
    | FourChains item -> product "" item

let private loop length (lines: string list) =
    [ $"for (i = 0; i < {length}; i++) {{" ] @ Text.indented 1 lines @ [ "}" ]

/// The functions that hold a value within limits; an infinite limit is none.
let private within precision (limits: Limits) i value =
    let lower, upper =
        literal precision limits.Lower[i], literal precision limits.Upper[i]

    match Double.IsFinite limits.Lower[i], Double.IsFinite limits.Upper[i] with
    | true, true -> $"at_most(at_least({value}, {lower}), {upper})"
    | true, false -> $"at_least({value}, {lower})"
    | false, true -> $"at_most({value}, {upper})"
    | false, false -> value

/// A product whose matrix is stored by columns; the sums are put down apart, so that arguments that overlap the output stop no vector.
let private byColumns origin controller (target: Variable) sign { Matrix = matrix; Vector = vector } =
    let entry operand k =
        if operand = "a" then
            $"""{at matrix (string k)}[i]"""
        else
            $"{place controller vector}[{k}]"

    let fuse a b c = $"{fmaName origin}({a}, {b}, {c})"

    let sum =
        Text.helperExpression entry fuse (Text.DotInFour vector.Length)
        |> Option.defaultValue ""

    loop target.Length [ $"sum[i] = {sum};" ]
    @ loop target.Length [ $"""{place controller target}[i] = {Text.signed [ sign, "sum[i]" ]};""" ]

let private statement origin controller precision item =
    let place = place controller
    let literal = literal precision
    let entry variable (i: int) = $"{place variable}[{i}]"

    match item with
    | Sum(target, [ sign, FourChains product ]) when isByColumns product -> byColumns origin controller target sign product
    | Sum(target, terms) ->
        Text.perRow target.Length (loop target.Length) (fun row ->
            let sum =
                terms
                |> List.map (fun (sign, item) -> sign, term controller row item)
                |> Text.signed

            $"{place target}[{row}] = {sum};")
    | Copy(target, source) -> Text.perRow target.Length (loop target.Length) (fun row -> $"{place target}[{row}] = {place source}[{row}];")
    | Clamp(target, source, limits) ->
        List.init target.Length (fun i -> $"{place target}[{i}] = {within precision limits i (entry source i)};")
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
                let pushes i =
                    $"({guard.Wanted.Name}[{i}] - {place guard.Applied}[{i}]) * -{at guard.Gain (string i)}[{j}] * {error.Name}[{j}] > 0"

                let condition = Seq.init guard.Wanted.Length pushes |> String.concat "\n        || "
                [ $"if (!({condition})) {{"; $"    {place target}[{j}] += {added};"; "}" ])
        |> List.concat
    | Push(line, input) ->
        let kept = line.Length - input.Length

        (if kept = 0 then
             []
         else
             [
                 $"for (i = {line.Length - 1}; i >= {input.Length}; i--) {{"
                 $"    {place line}[i] = {place line}[i - {input.Length}];"
                 "}"
             ])
        @ Text.perRow input.Length (loop input.Length) (fun row -> $"{place line}[{row}] = {place input}[{row}];")

let private isSummedApart statement =
    match statement with
    | Sum(_, [ _, FourChains product ]) -> isByColumns product
    | _ -> false

let private stepOf origin controller precision (step: Step) =
    let statements = step.Body |> List.collect (statement origin controller precision)

    let isLooping =
        statements |> List.exists _.StartsWith("for (", StringComparison.Ordinal)

    [
        signature origin controller precision step
        "{"
        for local in step.Locals do
            $"    {real precision} {local.Name}[{local.Length}];"
        if step.Body |> List.exists isSummedApart then
            $"    {real precision} sum[{step.Output.Length}];"
        if isLooping then
            "    int i;"
        if not step.Locals.IsEmpty || isLooping then
            ""
        yield! Text.indented 1 statements
        match controller.Horizon with
        | Some horizon ->
            $"    if (state->t < {horizon - 1}) {{"
            "        state->t++;"
            "    }"
        | None -> ()
        "}"
        ""
    ]

let private limitFunctions controller precision =
    let type' = real precision

    let clamps =
        controller.Steps
        |> List.collect _.Body
        |> List.choose (fun statement ->
            match statement with
            | Clamp(_, _, limits) -> Some limits
            | _ -> None)

    [
        if clamps |> List.exists (fun limits -> Array.exists Double.IsFinite limits.Lower) then
            $"static {type'} at_least({type'} value, {type'} limit)"
            "{"
            "    return value < limit ? limit : value;"
            "}"
            ""
        if clamps |> List.exists (fun limits -> Array.exists Double.IsFinite limits.Upper) then
            $"static {type'} at_most({type'} value, {type'} limit)"
            "{"
            "    return value > limit ? limit : value;"
            "}"
            ""
    ]

let private initOf origin controller precision =
    [
        $"void {origin.Name}_init({origin.Name}_state *state)"
        "{"
        if
            controller.State
            |> List.exists (fun stored -> stored.Variable.Length > Text.mostWrittenOut)
        then
            "    int i;"
        for stored in controller.State do
            let name = $"state->{stored.Variable.Name}"

            if
                stored.Variable.Length > Text.mostWrittenOut
                && Array.forall ((=) 0.0) stored.Initial
            then
                yield! Text.indented 1 (loop stored.Variable.Length [ $"{name}[i] = {literal precision 0.0};" ])
            else
                for i in 0 .. stored.Variable.Length - 1 do
                    $"    {name}[{i}] = {literal precision stored.Initial[i]};"
        if controller.Horizon.IsSome then
            "    state->t = 0;"
        "}"
        ""
    ]

/// The definitions.
let source origin controller precision =
    let fma = fmaName origin

    let isCalled item =
        controller.Steps
        |> List.exists (fun step ->
            step.Body |> List.forall (isSummedApart >> not)
            || item <> Text.DotInFour step.Arguments.Head.Length)

    let helpers =
        Text.helpers controller
        |> List.filter isCalled
        |> List.collect (helper origin precision)

    let steps = controller.Steps |> List.collect (stepOf origin controller precision)
    let isFusing = helpers @ steps |> List.exists (fun line -> line.Contains $"{fma}(")

    Text.file
        [
            yield $"/* {origin.Name}: see {origin.Name}.h. */"
            yield $"#include \"{origin.Name}.h\""
            yield ""
            if isFusing then
                yield $"#ifdef {origin.Name.ToUpperInvariant()}_NO_FMA"
                yield $"#define {fma}(a, b, c) ((a) * (b) + (c))"
                yield "#else"
                yield "#include <math.h>"
                yield $"""#define {fma}(a, b, c) {(if precision = Precision.Double then "fma" else "fmaf")}(a, b, c)"""
                yield "#endif"
                yield ""
            for constant in storedConstants controller do
                yield! declaration controller precision constant
            if not helpers.IsEmpty then
                yield "/* Sums of products: dotN(a, b), and add_dotN(sum, a, b) onto a sum. */"
            yield! helpers
            yield! limitFunctions controller precision
            if Controller.hasState controller then
                yield! initOf origin controller precision
            yield! steps
        ]

let private table precision name (rows: float[][]) =
    [
        $"static const {real precision} {name}[{rows.Length}][{rows[0].Length}] = {{"
        matrix precision (array2D rows) "    "
        "};"
        ""
    ]

let private testOf origin controller precision (recording: Recording.Recording) =
    let step = recording.Step
    let prefix = if step.Name = "" then "" else $"{step.Name}_"
    let output = step.Output

    let call =
        [
            if Controller.hasState controller then
                "&state"
            for argument in step.Arguments do
                $"recorded_{prefix}{argument.Name}[t]"
            output.Name
        ]
        |> String.concat ", "

    [
        for argument, rows in recording.Arguments do
            yield! table precision $"recorded_{prefix}{argument.Name}" rows
        yield! table precision $"recorded_{prefix}{output.Name}" recording.Output
        $"static int test_{prefix}step(void)"
        "{"
        if Controller.hasState controller then
            $"    {origin.Name}_state state;"
        $"    {real precision} {output.Name}[{output.Length}], difference, largest = {literal precision 0.0}, total = {literal precision 0.0}, scale = {literal precision 0.0};"
        "    int t, i;"
        ""
        if Controller.hasState controller then
            $"    {origin.Name}_init(&state);"
        $"    for (t = 0; t < {recording.Output.Length}; t++) {{"
        $"        {functionOf origin step}({call});"
        $"        for (i = 0; i < {output.Length}; i++) {{"
        $"            difference = magnitude({output.Name}[i] - recorded_{prefix}{output.Name}[t][i]);"
        "            largest = difference <= largest ? largest : difference;"
        "            total += difference; /* not a number where one of them is not */"
        $"            difference = magnitude(recorded_{prefix}{output.Name}[t][i]);"
        "            scale = difference <= scale ? scale : difference;"
        "        }"
        "    }"
        $"    printf(\"{functionOf origin step}: {recording.Output.Length} steps, largest difference %%g of %%g\\n\", (double)largest, (double)scale);"
        "    return largest <= TOLERANCE * scale && total == total ? 0 : 1;"
        "}"
        ""
    ]

/// The test: recorded steps, and a program that runs them again and returns 0 where they agree.
let test origin controller precision =
    let recordings = Recording.make controller precision
    let suffix = if precision = Precision.Double then "" else "f"
    let type' = real precision

    let call (recording: Recording.Recording) =
        if recording.Step.Name = "" then
            "test_step()"
        else
            $"test_{recording.Step.Name}_step()"

    Text.file
        [
            yield
                $"/* Runs the recorded steps of {origin.Name} again. With fused multiply-adds and -ffp-contract=off they agree to the last bit. */"
            yield $"#include \"{origin.Name}.h\""
            yield "#include <stdio.h>"
            yield ""
            yield "/* Of the largest output: for a build without fused multiply-adds. */"
            yield $"#define TOLERANCE {Text.tolerance precision}{suffix}"
            yield ""
            yield $"static {type'} magnitude({type'} value)"
            yield "{"
            yield "    return value < 0 ? -value : value;"
            yield "}"
            yield ""
            for recording in recordings do
                yield! testOf origin controller precision recording
            yield "int main(void)"
            yield "{"
            yield "    int failed = 0;"

            for recording in recordings do
                yield $"    failed += {call recording};"

            yield "    return failed == 0 ? 0 : 1;"
            yield "}"
        ]

/// The files of a controller, name and text.
let files origin controller precision =
    [
        $"{origin.Name}.h", header origin controller precision
        $"{origin.Name}.c", source origin controller precision
        $"{origin.Name}_test.c", test origin controller precision
    ]
