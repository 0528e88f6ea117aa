namespace SpanLqr.Files

/// What a file of kind `lqr` says.
type LqrParts =
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
        Plant: PlantFile option
    }

/// The members of such a file, and what its matrices must be.
module LqrParts =
    /// What files call this kind.
    [<Literal>]
    let Kind = "lqr"

    let private field = Field<LqrParts>()

    let private matrix = Codec.located Value.matrix

    let private series wanted = Codec.wanting wanted Series.codec

    let members =
        ObjectBuilder<LqrParts>() {
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

            and! plant = Fields.ofOptionalPart _.Plant PlantFile.members

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
                    Plant = plant
                }
        }

    /// Every matrix of the right size, and the weights symmetric.
    let sized file =
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

    /// Whether any symmetric weights are accepted.
    let isIndefinite file =
        file.Indefinite |> Option.defaultValue false

    /// Weights and covariances as they must be.
    let requireWellPosed file =
        let requireSemidefinite = Option.iter (Located.check Weights.requireSemidefinite)

        requireSemidefinite file.W

        if not (isIndefinite file) then
            LqrWeights.require file.Q file.R file.S
            requireSemidefinite file.Final
