namespace SpanLqr.Files.Results

open SpanLqr.Files
open SpanLqr.Games

/// Results of `game` problems. Without a problem they describe those of any game.
module GameResultFile =
    let private nullable = Codec.nullable Value.number

    let private name (expected: GamePopulation option) =
        let codec = Value.text "the population's name"

        let read node =
            match expected with
            | Some expected when codec.Read node <> expected.Name -> Node.expected $"\"{expected.Name}\", as the problem has it" node
            | _ -> codec.Read node

        { codec with Read = read }

    let private population order (expected: GamePopulation option) =
        let m = expected |> Option.map _.StateDim |> Option.defaultValue 0
        let k = expected |> Option.map _.InputDim |> Option.defaultValue 0
        let field = Field<GamePopulationResult>()

        ObjectBuilder<GamePopulationResult>() {
            let! name = field.Required("name", name expected, "", _.Name)
            and! k1 = field.Required("K1", Settled.matrix k m, "the gain on the own state", _.K1)

            and! k2 =
                field.Required("K2", Settled.matrix k order, "the gain on all mean fields stacked", _.K2)

            and! offset =
                field.Required("offset", Settled.vector k, "κ of u = −K1 z − K2 z̄ − κ", _.Offset)

            and! p =
                field.Required("P", Settled.matrix m m, "the cost to go of the own state", _.P)

            and! radius =
                field.Stated("spectralRadius", Value.number, "of A − B K1", _.SpectralRadius)

            and! cost =
                field.Stated("cost", Value.number, "of the generic agent at equilibrium, the long-run average", _.Cost)

            and! epsilon =
                field.Claimed("epsilon", Value.number, "the most an agent gains by deviating; null without sizes", _.Epsilon)

            and! finiteCost =
                field.OptionalOrNull("finiteCost", nullable, "of one agent of the finite game", _.FiniteCost)

            and! exploitability =
                field.OptionalOrNull(
                    "exploitability",
                    nullable,
                    "what an agent could gain by deviating from policies that were learned",
                    _.Exploitability
                )

            return
                {
                    Name = name
                    K1 = k1
                    K2 = k2
                    Offset = offset
                    P = p
                    SpectralRadius = radius
                    Cost = cost
                    Epsilon = epsilon
                    FiniteCost = finiteCost
                    Exploitability = exploitability
                }
        }
        |> Fields.toObject
        |> Codec.defined "gamePopulationResult" ""

    let private populations order (problem: GameProblem option) =
        match problem with
        | Some problem -> problem.Populations |> Seq.map Some |> Array.ofSeq
        | None -> [| None |]
        |> Array.map (population order)
        |> Settled.each "populations"

    let private contraction =
        let field = Field<float option * float option>()

        ObjectBuilder<float option * float option>() {
            let! t1 = field.Claimed("T1", Value.number, "of the best response", fst)
            and! t2 = field.Claimed("T2", Value.number, "of consistency", snd)
            return t1, t2
        }
        |> Fields.toObject

    let private methods = [ "riccati"; "fixed-point"; "pencil"; "fid"; "zso" ]

    let private method =
        let codec = Value.text "a method"

        let wanted =
            let quoted = methods |> List.map (fun name -> $"\"{name}\"")
            let last = List.last quoted
            let others = quoted |> List.take (quoted.Length - 1) |> String.concat ", "
            $"{others} or {last}"

        let read node =
            let name = codec.Read node

            if List.contains name methods then
                name
            else
                Node.expected wanted node

        { codec with
            Read = read
            Schema = Schema.choice methods
        }

    /// The members of the result of a game.
    let members (problem: GameProblem option) =
        let order =
            problem
            |> Option.map (fun problem -> problem.Populations.Count * problem.StateDim)
            |> Option.defaultValue 0

        let field = Field<GameResult>()

        ObjectBuilder<GameResult>() {
            let! populations =
                field.Required("populations", populations order problem, "in the order of the problem", _.Populations)

            and! f =
                field.Required("F", Settled.matrix order order, "of the mean field z̄⁺ = Fz̄ + c", _.F)

            and! c =
                field.Required("c", Settled.vector order, "of the mean field z̄⁺ = Fz̄ + c", _.C)

            and! fixedPoint =
                field.Optional("fixedPoint", Settled.vector order, "(I − F)⁻¹c, the stationary mean field", _.FixedPoint)

            and! radius = field.Stated("spectralRadius", Value.number, "of F", _.SpectralRadius)

            and! contraction =
                field.Optional(
                    "contraction",
                    contraction,
                    "the constants of the paper's condition; below 1 they prove one equilibrium",
                    (fun result -> Some(result.T1, result.T2))
                )

            and! method =
                field.Optional("method", method, "what found the equilibrium", _.Method)

            and! residual =
                field.Stated("residual", Value.number, "‖best response to (F, c), made consistent, − (F, c)‖", _.Residual)

            and! stable =
                field.Optional("stableEigenvalues", Value.count, "of the game inside the unit circle", _.StableEigenvalues)

            and! unique =
                field.Optional("unique", Value.switch, "whether this is the only equilibrium, where that was decided", _.Unique)

            and! equilibria =
                field.Optional("equilibria", Value.count, "how many there are, where there are several and all were found", _.Equilibria)

            and! trajectory =
                field.Optional(
                    "trajectory",
                    Codec.array "an array of mean fields" 0 (Settled.vector order),
                    "the first mean fields z̄_t",
                    _.Trajectory
                )

            return
                {
                    Populations = populations
                    F = f
                    C = c
                    FixedPoint = fixedPoint
                    SpectralRadius = radius
                    T1 = Option.bind fst contraction
                    T2 = Option.bind snd contraction
                    Method = method
                    Residual = residual
                    StableEigenvalues = stable
                    Unique = unique
                    Equilibria = equilibria
                    Trajectory = trajectory
                }
        }
