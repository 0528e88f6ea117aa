namespace SpanLqr.Files

open SpanLqr.Lqr

/// `"kind": "lqr"`.
module LqrFile =
    [<Literal>]
    let Kind = LqrParts.Kind

    /// More entries than this in all of K_t and P_t together is a slip of the keyboard, or a result of gigabytes.
    let private largestResult = 100_000_000L

    let private requireModest steps n m =
        if (int64 steps.Value + 1L) * int64 n * int64 (n + m) > largestResult then
            Node.fail steps.Node $"{steps.Value} steps of {n} states, expected a result of at most {largestResult} numbers"

    let private orNull (located: LocatedMatrix option) =
        located |> Option.map _.Value |> Option.toObj

    let private stationary file =
        LqrProblem(
            A = Series.first file.A,
            B = Series.first file.B,
            Q = Series.first file.Q,
            R = Series.first file.R,
            S = (file.S |> Option.map Series.first |> Option.toObj),
            W = orNull file.W,
            Indefinite = LqrParts.isIndefinite file
        )

    let private finiteHorizon steps file =
        FiniteHorizonProblem(
            Horizon = steps,
            A = Series.matrices file.A,
            B = Series.matrices file.B,
            Q = Series.matrices file.Q,
            R = Series.matrices file.R,
            S = (file.S |> Option.map Series.matrices |> Option.toObj),
            Qf = orNull file.Final,
            W = orNull file.W,
            Indefinite = LqrParts.isIndefinite file
        )

    let private withoutPlant file =
        match file.Horizon, file.Final with
        | Some steps, _ ->
            requireModest steps (Array2D.length1 (Series.first file.A)) (Array2D.length2 (Series.first file.B))
            LqrParts.requireWellPosed file
            FiniteHorizon(finiteHorizon steps.Value file)
        | None, Some final -> Node.fail final.Node "a final weight, expected only together with `horizon`"
        | None, None ->
            LqrParts.requireWellPosed file
            Stationary(stationary file)

    /// The problem, every matrix of the right size and every weight as it must be.
    let private toProblem (located: Located<LqrParts>) =
        let file = LqrParts.sized located.Value

        match file.Plant with
        | Some plant -> PlantParts.toProblem located.Node file plant
        | None -> withoutPlant file

    let private ofStationary (problem: LqrProblem) =
        {
            Horizon = None
            A = Series.ofMatrix problem.A
            B = Series.ofMatrix problem.B
            Q = Series.ofMatrix problem.Q
            R = Series.ofMatrix problem.R
            S = problem.S |> Option.ofObj |> Option.map Series.ofMatrix
            W = Located.ofNullable problem.W
            Final = None
            Indefinite = if problem.Indefinite then Some true else None
            Plant = None
        }

    let private ofFiniteHorizon (problem: FiniteHorizonProblem) =
        {
            Horizon = Some(Located.ofValue problem.Horizon)
            A = Series.ofMatrices problem.A
            B = Series.ofMatrices problem.B
            Q = Series.ofMatrices problem.Q
            R = Series.ofMatrices problem.R
            S = problem.S |> Option.ofObj |> Option.map Series.ofMatrices
            W = Located.ofNullable problem.W
            Final = Located.ofNullable problem.Qf
            Indefinite = if problem.Indefinite then Some true else None
            Plant = None
        }

    let private ofProblem problem =
        match problem with
        | Stationary problem -> ofStationary problem
        | FiniteHorizon problem -> ofFiniteHorizon problem
        | Plant(problem, horizon) -> PlantParts.ofProblem problem horizon
        | _ -> invalidArg (nameof problem) "not of kind lqr"

    let codec =
        Fields.toObject LqrParts.members
        |> Codec.extended
            [
                "dependentRequired", Dependencies(("Qf", [ "horizon" ]) :: PlantFile.dependencies)
            ]
        |> Codec.located
        |> Codec.map toProblem (ofProblem >> Located.ofValue)
