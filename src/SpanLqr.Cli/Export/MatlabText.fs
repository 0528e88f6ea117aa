/// A controller as functions of MATLAB, which GNU Octave runs too.
module SpanLqr.Cli.Export.MatlabText

open System

let private comment lines =
    lines |> List.map (fun line -> if line = "" then "%" else $"%% {line}")

/// MATLAB has numbers of double precision in its texts and rounds them on request.
let private cast precision name =
    match precision with
    | Precision.Double -> []
    | Precision.Single -> [ $"{name} = single({name});" ]

let private literal precision value =
    Text.number Precision.Double (Arithmetic.round precision value)

let private functionOf origin (step: Step) =
    if step.Name = "" then
        $"{origin.Name}_step"
    else
        $"{origin.Name}_{step.Name}_step"

let private assignment precision target (rows: float[] seq) =
    let lines =
        rows
        |> Seq.map (Seq.map (literal precision) >> String.concat ", ")
        |> String.concat "; ...\n    "

    $"{target} = [ ...\n    {lines} ];"

let private rowsOf (values: float[,]) =
    Seq.init (Array2D.length1 values) (fun i -> values[i, *])

let private declaration precision (constant: Constant) =
    [
        $"%% {constant.About}"
        if constant.Values.Length = 1 then
            assignment precision constant.Name (rowsOf constant.Values[0])
        else
            $"{constant.Name} = zeros({Controller.rows constant}, {Controller.columns constant}, {constant.Values.Length});"

            for index, values in Array.indexed constant.Values do
                assignment precision $"{constant.Name}(:, :, {index + 1})" (rowsOf values)
        yield! cast precision constant.Name
    ]

let private place controller (variable: Variable) =
    if Controller.isStored controller variable then
        $"state.{variable.Name}"
    else
        variable.Name

let private at (constant: Constant) =
    if constant.Values.Length > 1 then
        $"{constant.Name}(:, :, state.t + 1)"
    else
        constant.Name

let private sum controller terms =
    let product { Matrix = matrix; Vector = vector } =
        $"{at matrix} * {place controller vector}"

    terms
    |> List.collect (fun (sign, item) ->
        match item with
        | Entries variable -> [ sign, place controller variable ]
        | Column constant -> [ sign, at constant ]
        | Chain(start, products) ->
            (start |> Option.toList |> List.map (fun column -> sign, at column))
            @ (products |> List.map (fun item -> sign, product item))
        | FourChains item -> [ sign, product item ])
    |> Text.signed

let private vector precision (values: float[]) =
    let entry value =
        if Double.IsFinite value then literal precision value
        elif value < 0.0 then "-Inf"
        else "Inf"

    $"""[{values |> Seq.map entry |> String.concat "; "}]"""

let private statement controller precision item =
    let place = place controller

    match item with
    | Sum(target, terms) -> [ $"{place target} = {sum controller terms};" ]
    | Copy(target, source) -> [ $"{place target} = {place source};" ]
    | Clamp(target, source, limits) ->
        [
            $"{place target} = min(max({place source}, {vector precision limits.Lower}), {vector precision limits.Upper});"
        ]
    | Integrate(target, error, step, guard) ->
        let added =
            if step = 1.0 then
                error.Name
            else
                $"{literal precision step} * {error.Name}"

        match guard with
        | None -> [ $"{place target} = {place target} + {added};" ]
        | Some guard ->
            [
                "% an integrator waits that would push an input further beyond its limit"
                $"waits = any(((({guard.Wanted.Name} - {place guard.Applied}) * {error.Name}') .* -{at guard.Gain}) > 0, 1)';"
                $"{place target} = {place target} + ~waits .* ({added});"
            ]
    | Push(line, input) ->
        if line.Length = input.Length then
            [ $"{place line} = {place input};" ]
        else
            [
                $"{place line} = [{place input}; {place line}(1:{line.Length - input.Length})];"
            ]

let private resultOf controller (step: Step) =
    if Controller.hasState controller then
        $"[{step.Output.Name}, state]"
    else
        step.Output.Name

let private argumentsOf controller (step: Step) =
    (if Controller.hasState controller then [ "state" ] else [])
    @ (step.Arguments |> List.map _.Name)
    |> String.concat ", "

let private useOf origin controller =
    let step = controller.Steps.Head

    [
        "Use:"
        if Controller.hasState controller then
            $"    state = {origin.Name}_init();"
        "    every step:"
        $"        {resultOf controller step} = {functionOf origin step}({argumentsOf controller step});"
        "Vectors are columns."
        $"Test: {origin.Name}_test"
    ]

let private step origin controller precision (step: Step) =
    [
        $"function {resultOf controller step} = {functionOf origin step}({argumentsOf controller step})"
        yield! comment (About.lines origin controller (useOf origin controller))
        ""
        for constant in Controller.constantsOf step do
            yield! declaration precision constant
        ""
        yield! step.Body |> List.collect (statement controller precision)
        match controller.Horizon with
        | Some horizon -> $"state.t = min(state.t + 1, {horizon - 1});"
        | None -> ()
        "end"
    ]
    |> Text.file

let private init origin controller precision =
    [
        $"function state = {origin.Name}_init()"
        $"%% The state of the controller {origin.Name} at time 0; see its step."
        for stored in controller.State do
            $"%% {stored.Variable.Name}: {stored.Variable.About}"
            $"state.{stored.Variable.Name} = {vector precision stored.Initial};"
            yield! cast precision $"state.{stored.Variable.Name}"
        if controller.Horizon.IsSome then
            "% the step, from 0"
            "state.t = 0;"
        "end"
    ]
    |> Text.file

let private table precision name (rows: float[][]) =
    assignment precision name rows :: cast precision name

let private run origin controller precision (recording: Recording.Recording) =
    let step = recording.Step

    let arguments =
        step.Arguments |> List.map (fun argument -> $"recorded.{argument.Name}(t, :)'")

    let call =
        (if Controller.hasState controller then [ "state" ] else []) @ arguments
        |> String.concat ", "

    [
        for argument, rows in recording.Arguments do
            yield! table precision $"recorded.{argument.Name}" rows
        yield! table precision $"recorded.{step.Output.Name}" recording.Output
        if Controller.hasState controller then
            $"state = {origin.Name}_init();"
        "largest = 0;"
        $"for t = 1:{recording.Output.Length}"
        $"    {resultOf controller step} = {functionOf origin step}({call});"
        $"    largest = max([largest; abs({step.Output.Name} - recorded.{step.Output.Name}(t, :)')]);"
        "end"
        $"scale = max(max(abs(recorded.{step.Output.Name})));"
        $"fprintf('{functionOf origin step}: {recording.Output.Length} steps, largest difference %%g of %%g\\n', largest, scale);"
        $"""assert(all(isfinite({step.Output.Name})) && largest <= {Text.tolerance precision} * scale);"""
    ]

let private test origin controller precision =
    [
        $"function {origin.Name}_test()"
        $"%% Runs recorded steps of {origin.Name} again. MATLAB multiplies and adds with two roundings: the last digits differ."
        yield!
            Recording.make controller precision
            |> List.collect (run origin controller precision)
        "end"
    ]
    |> Text.file

/// The files of a controller, name and text.
let files origin controller precision =
    [
        for item in controller.Steps do
            $"{functionOf origin item}.m", step origin controller precision item
        if Controller.hasState controller then
            $"{origin.Name}_init.m", init origin controller precision
        $"{origin.Name}_test.m", test origin controller precision
    ]
