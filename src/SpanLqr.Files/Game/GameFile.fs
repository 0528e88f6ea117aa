namespace SpanLqr.Files

open System
open System.Collections.Generic
open SpanLqr.Games

/// What a file says of one population of a game.
type GamePopulationFile =
    {
        Name: Located<string>
        A: LocatedMatrix
        B: LocatedMatrix
        Q: LocatedMatrix
        R: LocatedMatrix
        W: LocatedMatrix option
        Mean0: Located<float[]> option
        Cov0: LocatedMatrix option
        Size: int option
        Own: LocatedMatrix option
    }

/// What a file says of what one population pays for its distance from another.
type GameCouplingFile =
    {
        Of: Located<string>
        To: Located<string>
        Weight: LocatedMatrix
        Offset: Located<float[]> option
    }

/// What a file of kind `game` says.
type GameFile =
    {
        Populations: Located<Located<GamePopulationFile>[]>
        Couplings: Located<GameCouplingFile>[] option
    }

/// `"kind": "game"`.
module GameFile =
    [<Literal>]
    let Kind = "game"

    let private matrix = Codec.located Value.matrix
    let private vector = Codec.located Value.vector
    let private wanting wanted = Codec.wanting wanted matrix

    let private ofPopulation = Field<GamePopulationFile>()

    let private population =
        ObjectBuilder<GamePopulationFile>() {
            let! name = ofPopulation.Required("name", Names.name, "unique", _.Name)

            and! a =
                ofPopulation.Required("A", wanting "the m×m matrix of an agent's dynamics", "m×m", _.A)

            and! b =
                ofPopulation.Required("B", wanting "the m×k matrix of an agent's inputs", "m×k", _.B)

            and! q =
                ofPopulation.Required("Q", wanting "the m×m weight of an agent's state", "m×m, symmetric, ⪰ 0", _.Q)

            and! r =
                ofPopulation.Required("R", wanting "the k×k weight of an agent's input", "k×k, symmetric, ≻ 0", _.R)

            and! w =
                ofPopulation.Optional("W", matrix, "m×m, covariance of each agent's noise, ⪰ 0; default the identity", _.W)

            and! mean0 =
                ofPopulation.Optional("mean0", vector, "m, mean of the initial states; default 0", _.Mean0)

            and! cov0 =
                ofPopulation.Optional("cov0", matrix, "m×m, covariance of the initial states, ⪰ 0; default W", _.Cov0)

            and! size =
                ofPopulation.Optional("size", Value.count, "number of agents, for ε-Nash and simulation", _.Size)

            and! own =
                ofPopulation.Optional("own", matrix, "m×m, ⪰ 0: weight of the distance to the own mean; default 0", _.Own)

            return
                {
                    Name = name
                    A = a
                    B = b
                    Q = q
                    R = r
                    W = w
                    Mean0 = mean0
                    Cov0 = cov0
                    Size = size
                    Own = own
                }
        }
        |> Fields.toObject
        |> Codec.defined "population" "What the generic agent is: m states, the same number in all populations, and k inputs."
        |> Codec.located

    let private ofCoupling = Field<GameCouplingFile>()

    let private coupling =
        // Which names there are is only known together with the populations.
        let name wanted =
            Codec.located (Value.text wanted) |> Codec.wanting wanted

        ObjectBuilder<GameCouplingFile>() {
            let! payer =
                ofCoupling.Required("of", name "the population that pays", "name of the population that pays", _.Of)

            and! target =
                ofCoupling.Required("to", name "the population that is looked at", "name of the population that is looked at", _.To)

            and! weight =
                ofCoupling.Required("weight", wanting "the m×m weight of the distance", "m×m, symmetric, ⪰ 0", _.Weight)

            and! offset =
                ofCoupling.Optional("offset", vector, "m: where to stand relative to the other mean; default 0", _.Offset)

            return
                {
                    Of = payer
                    To = target
                    Weight = weight
                    Offset = offset
                }
        }
        |> Fields.toObject
        |> Codec.defined
            "coupling"
            "What agents of one population pay for their distance from another's mean; each ordered pair at most once."
        |> Codec.located

    let private ofGame = Field<GameFile>()

    let private members =
        ObjectBuilder<GameFile>() {
            let! () = ofGame.Constant("kind", Kind)

            and! populations =
                ofGame.Required("populations", Codec.located (Codec.array "an array of populations" 1 population), "", _.Populations)

            and! couplings =
                ofGame.Optional("couplings", Codec.array "an array of couplings" 0 coupling, "default none", _.Couplings)

            return
                {
                    Populations = populations
                    Couplings = couplings
                }
        }

    /// The first population settles the number of states; all others must have as many.
    let private toPopulation states (file: GamePopulationFile) =
        Located.check Matrices.requireSquare file.A
        let n = Array2D.length1 file.A.Value

        match states with
        | Some m when m <> n -> Node.fail file.A.Node $"{n} states, expected {m} (as population 0 has)"
        | _ -> ()

        let likeA = $"A is {n}×{n}"
        let m = Array2D.length2 file.B.Value
        Located.check (Matrices.requireSize n m likeA) file.B

        let semidefinite =
            Option.map (Located.check (Matrices.semidefinite n likeA)) >> Option.toObj

        GamePopulation(
            Name = file.Name.Value,
            A = file.A.Value,
            B = file.B.Value,
            Q = Located.check (Matrices.semidefinite n likeA) file.Q,
            R = Located.check (Matrices.definite m $"B is {n}×{m}") file.R,
            W = semidefinite file.W,
            Mean0 =
                (file.Mean0
                 |> Option.map (Located.check (Vectors.ofLength n likeA))
                 |> Option.toObj),
            Cov0 = semidefinite file.Cov0,
            Own = semidefinite file.Own,
            Size = Option.toNullable file.Size
        )

    let private toCoupling (populations: GamePopulation[]) (located: Located<GameCouplingFile>) =
        let file = located.Value
        let m = populations[0].StateDim
        let because = $"agents have {m} states"

        let index what (name: Located<string>) =
            match
                populations
                |> Array.tryFindIndex (fun population -> population.Name = name.Value)
            with
            | Some index -> index
            | None ->
                let names =
                    String.Join(", ", populations |> Seq.map (fun population -> $"\"{population.Name}\""))

                Node.expected $"{what}, one of {names}" name.Node

        let payer = index "the population that pays" file.Of
        let target = index "the population that is looked at" file.To

        if payer = target then
            Node.fail
                located.Node
                $"couples population \"{populations[payer].Name}\" with itself, expected two different ones (the weight towards the own mean is its `own`)"

        GameCoupling(
            Of = payer,
            To = target,
            Weight = Located.check (Matrices.semidefinite m because) file.Weight,
            Offset =
                (file.Offset
                 |> Option.map (Located.check (Vectors.ofLength m because))
                 |> Option.toObj)
        )

    let private requireOnce (nodes: Located<GameCouplingFile>[]) (couplings: GameCoupling[]) =
        let places = Dictionary<struct (int * int), int>()

        couplings
        |> Array.iteri (fun index coupling ->
            if not (places.TryAdd(struct (coupling.Of, coupling.To), index)) then
                let first = places[struct (coupling.Of, coupling.To)]
                Node.fail nodes[index].Node $"the same pair as coupling {first}, expected each pair once")

    /// The game, every matrix of the right size and every weight as it must be.
    let private toProblem file =
        Located.requireSome "an array of at least one population" file.Populations
        let files = file.Populations.Value |> Array.map _.Value
        let first = toPopulation None files[0]

        let populations =
            Array.append [| first |] (files |> Array.skip 1 |> Array.map (toPopulation (Some first.StateDim)))

        files |> Array.map _.Name |> Names.requireUnique "population"
        let nodes = file.Couplings |> Option.defaultValue [||]
        let couplings = nodes |> Array.map (toCoupling populations)
        requireOnce nodes couplings
        Game(GameProblem(Populations = populations, Couplings = couplings))

    let private ofGamePopulation (population: GamePopulation) =
        Located.ofValue
            {
                Name = Located.ofValue population.Name
                A = Located.ofValue population.A
                B = Located.ofValue population.B
                Q = Located.ofValue population.Q
                R = Located.ofValue population.R
                W = Located.ofNullable population.W
                Mean0 = Located.ofNullable population.Mean0
                Cov0 = Located.ofNullable population.Cov0
                Size = Option.ofNullable population.Size
                Own = Located.ofNullable population.Own
            }

    let private ofProblem problem =
        match problem with
        | Game game ->
            let nameOf (index: int) =
                Located.ofValue game.Populations[index].Name

            let ofGameCoupling (coupling: GameCoupling) =
                Located.ofValue
                    {
                        Of = nameOf coupling.Of
                        To = nameOf coupling.To
                        Weight = Located.ofValue coupling.Weight
                        Offset = Located.ofNullable coupling.Offset
                    }

            {
                Populations = game.Populations |> Seq.map ofGamePopulation |> Array.ofSeq |> Located.ofValue
                Couplings = Some(game.Couplings |> Seq.map ofGameCoupling |> Array.ofSeq)
            }
        | _ -> invalidArg (nameof problem) "not of kind game"

    let codec = Fields.toObject members |> Codec.map toProblem ofProblem
