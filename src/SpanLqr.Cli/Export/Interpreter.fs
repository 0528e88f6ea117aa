/// Runs a controller as the text of it will: the same operations in the same order and precision.
module SpanLqr.Cli.Export.Interpreter

open System.Collections.Generic

/// A controller at work: its vectors by name, and the step of the horizon.
type Machine(controller: Controller, precision: Precision) =
    let round = Arithmetic.round precision
    let add = Arithmetic.add precision
    let subtract = Arithmetic.subtract precision
    let multiply = Arithmetic.multiply precision
    let fuse = Arithmetic.fusedMultiplyAdd precision
    let vectors = Dictionary<string, float[]>()
    let mutable time = 0

    do
        for stored in controller.State do
            vectors[stored.Variable.Name] <- stored.Initial |> Array.map round

    let entry (constant: Constant) i j =
        let values = constant.Values[if constant.Values.Length = 1 then 0 else time]
        round values[i, j]

    let chainOf start (products: Product list) i =
        let mutable sum = start |> Option.map (fun column -> entry column i 0)

        for { Matrix = matrix; Vector = vector } in products do
            let entries = vectors[vector.Name]

            for j in 0 .. vector.Length - 1 do
                sum <-
                    match sum with
                    | None -> Some(multiply (entry matrix i j) entries[j])
                    | Some sum -> Some(fuse (entry matrix i j) entries[j] sum)

        Option.defaultValue 0.0 sum

    let fourChains { Matrix = matrix; Vector = vector } i =
        let entries = vectors[vector.Name]

        let chain first =
            let mutable sum = multiply (entry matrix i first) entries[first]

            for j in first + 4 .. 4 .. vector.Length - 1 do
                sum <- fuse (entry matrix i j) entries[j] sum

            sum

        match vector.Length with
        | 1 -> chain 0
        | 2 -> add (chain 0) (chain 1)
        | 3 -> add (add (chain 0) (chain 1)) (chain 2)
        | _ -> add (add (chain 0) (chain 1)) (add (chain 2) (chain 3))

    let termOf term i =
        match term with
        | Entries variable -> vectors[variable.Name][i]
        | Column constant -> entry constant i 0
        | Chain(start, products) -> chainOf start products i
        | FourChains product -> fourChains product i

    let sumOf terms i =
        let folder sum (sign, term) =
            let value = termOf term i

            match sum, sign with
            | None, Plus -> Some value
            | None, Minus -> Some -value
            | Some sum, Plus -> Some(add sum value)
            | Some sum, Minus -> Some(subtract sum value)

        terms |> List.fold folder None |> Option.defaultValue 0.0

    let pushes (guard: AntiWindup) (error: float) j =
        Seq.zip vectors[guard.Wanted.Name] vectors[guard.Applied.Name]
        |> Seq.indexed
        |> Seq.exists (fun (i, (wanted, applied)) -> multiply (multiply (subtract wanted applied) -(entry guard.Gain i j)) error > 0.0)

    let run statement =
        match statement with
        | Sum(target, terms) -> vectors[target.Name] <- Array.init target.Length (sumOf terms)
        | Copy(target, source) -> vectors[target.Name] <- vectors[source.Name]
        | Clamp(target, source, limits) ->
            vectors[target.Name] <-
                vectors[source.Name]
                |> Array.mapi (fun i value -> min (round limits.Upper[i]) (max (round limits.Lower[i]) value))
        | Integrate(target, error, step, guard) ->
            vectors[target.Name] <-
                Array.map2
                    (fun (integral, j) error ->
                        match guard with
                        | Some guard when pushes guard error j -> integral
                        | _ when step = 1.0 -> add integral error
                        | _ -> add integral (multiply (round step) error))
                    (vectors[target.Name] |> Array.mapi (fun j integral -> integral, j))
                    vectors[error.Name]
        | Push(line, input) ->
            vectors[line.Name] <-
                Array.append vectors[input.Name] vectors[line.Name]
                |> Array.truncate line.Length

    /// The output of one step.
    member _.Step (step: Step) (arguments: float[] list) =
        for variable, values in List.zip step.Arguments arguments do
            vectors[variable.Name] <- values |> Array.map round

        List.iter run step.Body

        match controller.Horizon with
        | Some horizon when time < horizon - 1 -> time <- time + 1
        | _ -> ()

        vectors[step.Output.Name]
