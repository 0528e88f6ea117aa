namespace SpanLqr.Cli.Export

/// Where a controller comes from.
type Origin =
    {
        /// The name that the program's functions begin with.
        Name: string
        Kind: string
        Version: string
        ResultFile: string
        ResultHash: string
        /// The problem's file and the hash of it, where it was given.
        Problem: (string * string) option
        /// The sampling step in seconds, where the problem has one.
        SamplingStep: float option
    }

/// What the first comment of every file says.
module About =
    let private provenance origin =
        [
            match origin.Problem with
            | Some(file, hash) ->
                $"problem {file}"
                $"        sha256 {hash}"
            | None -> ()
            $"result  {origin.ResultFile}"
            $"        sha256 {origin.ResultHash}"
        ]

    let private limits controller =
        controller.Steps
        |> List.collect (fun step ->
            step.Body
            |> List.collect (fun statement ->
                match statement with
                | Clamp(target, _, limits) ->
                    let range i =
                        $"{limits.Lower[i]:G6} .. {limits.Upper[i]:G6}"

                    [
                        $"""limits of {target.Name}{(if step.Name = "" then "" else $" of {step.Name}")}: {String.concat ", " (Seq.init target.Length range)}"""
                    ]
                | _ -> []))

    let private time origin controller =
        [
            match origin.SamplingStep with
            | Some step -> $"Call a step every {step:G6} s."
            | None -> ()
            match controller.Horizon with
            | Some horizon -> $"The gains change over {horizon} steps; those of the last step stay in force."
            | None -> ()
        ]

    let private dictionary controller =
        let vectors =
            controller.Steps
            |> List.collect (fun step -> step.Arguments @ [ step.Output ])
            |> List.append (controller.State |> List.map _.Variable)
            |> List.distinctBy _.Name

        [
            for variable in vectors do
                $"{variable.Name, -8} {variable.About}"
        ]

    /// The certificates of the result, one a line.
    let private certificates controller =
        match controller.Certificates with
        | [] -> []
        | certificates ->
            "What the result says of it:"
            :: (certificates |> List.map (fun (name, value) -> $"    {name}: {value}"))

    /// The lines of the comment, without the marks of a language.
    let lines origin controller (use': string list) =
        [
            yield $"{origin.Name}: a controller of kind {origin.Kind}, written by spanlqr {origin.Version}. Do not edit: export it again."
            yield ""
            yield! controller.Formulas |> List.map (fun line -> $"    {line}")
            yield ""
            yield! dictionary controller |> List.map (fun line -> $"    {line}")
            yield ""
            match time origin controller @ limits controller with
            | [] -> ()
            | lines ->
                yield! lines
                yield ""
            match certificates controller with
            | [] -> ()
            | lines ->
                yield! lines
                yield ""
            yield! provenance origin
            yield ""
            yield! use'
        ]
