namespace SpanLqr.Files

open SpanLqr.Lqr

/// What a file of kind `lqr` says.
type LqrFile =
    {
        Horizon: Located<int> option
        A: Series
        B: Series
        Q: Series
        R: Series
        S: Series option
        W: LocatedMatrix option
        Final: LocatedMatrix option
        Indefinite: bool option
    }

/// `"kind": "lqr"`.
module LqrFile =
    [<Literal>]
    let Kind = "lqr"

    let private field = Field<LqrFile>()

    let private matrix = Codec.located Value.matrix

    let private series wanted = Codec.wanting wanted Series.codec

    let private members =
        ObjectBuilder<LqrFile>() {
            let! () = field.Constant("kind", Kind)
            and! a = field.Required("A", series "the n×n matrix of the dynamics", "n×n", _.A)
            and! b = field.Required("B", series "the n×m matrix of the inputs", "n×m", _.B)

            and! q =
                field.Required("Q", series "the n×n weight of the states", "n×n, symmetric, ⪰ 0 unless indefinite", _.Q)

            and! r =
                field.Required("R", series "the m×m weight of the inputs", "m×m, symmetric, ≻ 0 unless indefinite", _.R)

            and! s = field.Optional("S", Series.codec, "n×m, cross weight; default 0", _.S)

            and! w =
                field.Optional("W", matrix, "n×n, covariance of the noise, ⪰ 0; default the identity", _.W)

            and! horizon =
                field.Optional("horizon", Codec.located Value.count, "T; without it the cost is the long-run average", _.Horizon)

            and! final =
                field.Optional("Qf", matrix, "n×n, symmetric, the weight of the last state; default the last Q", _.Final)

            and! indefinite =
                field.Optional(
                    "indefinite",
                    Codec.extended [ "default", Switch false ] Value.switch,
                    "accepts any symmetric Q and R",
                    _.Indefinite
                )

            return
                {
                    Horizon = horizon
                    A = a
                    B = b
                    Q = q
                    R = r
                    S = s
                    W = w
                    Final = final
                    Indefinite = indefinite
                }
        }

    /// More entries than this in all of K_t and P_t together is a slip of the keyboard, or a result of gigabytes.
    let private largestResult = 100_000_000L

    let private requireModest steps n m =
        if (int64 steps.Value + 1L) * int64 n * int64 (n + m) > largestResult then
            Node.fail steps.Node $"{steps.Value} steps of {n} states, expected a result of at most {largestResult} numbers"

    /// Every matrix of the right size, and the weights symmetric.
    let private sized file =
        let steps = file.Horizon |> Option.map _.Value

        let over check series =
            Series.requireLength steps "the horizon" series
            Series.map check series

        Matrices.requireSquare file.A.Items[0].Node (Series.first file.A)
        let n = Array2D.length1 (Series.first file.A)
        let likeA = $"A is {n}×{n}"
        let a = over (Matrices.ofSize n n likeA) file.A
        let m = Array2D.length2 (Series.first file.B)
        let b = over (Matrices.ofSize n m likeA) file.B
        let likeB = $"B is {n}×{m}"

        let one = Option.map (Located.refine (Matrices.symmetric n likeA))

        { file with
            A = a
            B = b
            Q = over (Matrices.symmetric n likeA) file.Q
            R = over (Matrices.symmetric m likeB) file.R
            S = Option.map (over (Matrices.ofSize n m likeB)) file.S
            W = one file.W
            Final = one file.Final
        }

    let private isIndefinite file =
        file.Indefinite |> Option.defaultValue false

    let private requireWellPosed file =
        let requireSemidefinite = Option.iter (Located.check Weights.requireSemidefinite)

        requireSemidefinite file.W

        if not (isIndefinite file) then
            LqrWeights.require file.Q file.R file.S
            requireSemidefinite file.Final

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
            Indefinite = isIndefinite file
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
            Indefinite = isIndefinite file
        )

    /// The problem, every matrix of the right size and every weight as it must be.
    let private toProblem file =
        let file = sized file

        match file.Horizon, file.Final with
        | Some steps, _ ->
            requireModest steps (Array2D.length1 (Series.first file.A)) (Array2D.length2 (Series.first file.B))
            requireWellPosed file
            FiniteHorizon(finiteHorizon steps.Value file)
        | None, Some final -> Node.fail final.Node "a final weight, expected only together with `horizon`"
        | None, None ->
            requireWellPosed file
            Stationary(stationary file)

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
        }

    let private ofProblem problem =
        match problem with
        | Stationary problem -> ofStationary problem
        | FiniteHorizon problem -> ofFiniteHorizon problem
        | _ -> invalidArg (nameof problem) "not of kind lqr"

    let codec =
        Fields.toObject members
        |> Codec.extended [ "dependentRequired", Dependencies [ "Qf", [ "horizon" ] ] ]
        |> Codec.map toProblem ofProblem
