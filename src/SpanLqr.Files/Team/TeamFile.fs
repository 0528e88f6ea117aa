namespace SpanLqr.Files

open SpanLqr.Teams

/// What a file says of one population of a team.
type PopulationFile =
    {
        Name: Located<string>
        Size: int
        A: LocatedMatrix
        B: LocatedMatrix
        Q: LocatedMatrix
        R: LocatedMatrix
        W: LocatedMatrix option
    }

/// What a file of kind `team` says that gives a team by its populations.
type TeamFile =
    {
        Populations: Located<Located<PopulationFile>[]>
        Coupling: Located<CouplingFile> option
    }

/// `"kind": "team"` given by populations.
module TeamFile =
    [<Literal>]
    let Kind = "team"

    let private matrix = Codec.located Value.matrix

    let private ofPopulation = Field<PopulationFile>()

    let private name =
        Names.name
        |> Codec.extended [ "not", One(Schema.constant TeamSolution.MeanFieldName) ]

    let private population =
        ObjectBuilder<PopulationFile>() {
            let! name = ofPopulation.Required("name", name, "unique", _.Name)

            and! size =
                ofPopulation.Required("size", Codec.wanting "the number of agents" Value.count, "number of agents", _.Size)

            and! a =
                ofPopulation.Required("A", Codec.wanting "the d×d block of the agent's own dynamics" matrix, "d×d", _.A)

            and! b =
                ofPopulation.Required("B", Codec.wanting "the d×k block of the agent's own input" matrix, "d×k", _.B)

            and! q =
                ofPopulation.Required("Q", Codec.wanting "the d×d weight of the agent's own state" matrix, "d×d, symmetric", _.Q)

            and! r =
                ofPopulation.Required("R", Codec.wanting "the k×k weight of the agent's own input" matrix, "k×k, symmetric", _.R)

            and! w =
                ofPopulation.Optional("W", matrix, "d×d, covariance of the noise, ⪰ 0; default the identity", _.W)

            return
                {
                    Name = name
                    Size = size
                    A = a
                    B = b
                    Q = q
                    R = r
                    W = w
                }
        }
        |> Fields.toObject
        |> Codec.defined "population" "What one agent is on its own: the diagonal blocks of the whole system; d states and k inputs."
        |> Codec.located

    let private ofTeam = Field<TeamFile>()

    let private members =
        ObjectBuilder<TeamFile>() {
            let! () = ofTeam.Constant("kind", Kind)

            and! populations =
                ofTeam.Required("populations", Codec.located (Codec.array "an array of populations" 1 population), "", _.Populations)

            and! coupling =
                ofTeam.Optional("coupling", Codec.located CouplingFile.codec, "", _.Coupling)

            return
                {
                    Populations = populations
                    Coupling = coupling
                }
        }

    let private toPopulation (located: Located<PopulationFile>) =
        let file = located.Value
        Located.check Matrices.requireSquare file.A
        let n = Array2D.length1 file.A.Value
        let likeA = $"A is {n}×{n}"
        let m = Array2D.length2 file.B.Value
        Located.check (Matrices.requireSize n m likeA) file.B
        let likeB = $"B is {n}×{m}"

        Population(
            Name = file.Name.Value,
            Size = file.Size,
            A = file.A.Value,
            B = file.B.Value,
            Q = Located.check (Matrices.symmetric n likeA) file.Q,
            R = Located.check (Matrices.symmetric m likeB) file.R,
            W =
                (file.W
                 |> Option.map (Located.check (Matrices.semidefinite n likeA))
                 |> Option.toObj)
        )

    let private requireOtherThanMeanField (name: Located<string>) =
        if name.Value = TeamSolution.MeanFieldName then
            Node.fail name.Node $"\"{name.Value}\", expected another name: this one is the mean-field system's"

    /// The team, every block of the right size and every auxiliary weight as it must be.
    let private toProblem file =
        let nodes = file.Populations.Value
        Located.requireSome "an array of at least one population" file.Populations
        let populations = Array.map toPopulation nodes
        let names = nodes |> Array.map _.Value.Name
        Array.iter requireOtherThanMeanField names
        Names.requireUnique "population" names

        let problem =
            TeamProblem(
                Populations = populations,
                Coupling =
                    (file.Coupling
                     |> Option.map (fun coupling -> CouplingFile.toCoupling populations coupling.Value)
                     |> Option.toObj)
            )

        TeamWeights.require
            {
                Populations = nodes |> Array.map _.Node
                Coupling =
                    match file.Coupling with
                    | Some coupling -> coupling.Node
                    | None -> file.Populations.Node
            }
            problem

        Team problem

    let private ofPopulationProblem (population: Population) : Located<PopulationFile> =
        Located.ofValue
            {
                Name = Located.ofValue population.Name
                Size = population.Size
                A = Located.ofValue population.A
                B = Located.ofValue population.B
                Q = Located.ofValue population.Q
                R = Located.ofValue population.R
                W = Located.ofNullable population.W
            }

    let private ofProblem problem =
        match problem with
        | Team team ->
            {
                Populations =
                    team.Populations
                    |> Seq.map ofPopulationProblem
                    |> Array.ofSeq
                    |> Located.ofValue
                Coupling =
                    team.Coupling
                    |> Option.ofObj
                    |> Option.map (CouplingFile.ofCoupling >> Located.ofValue)
            }
        | _ -> invalidArg (nameof problem) "not a team given by its populations"

    let codec =
        Fields.toObject members
        |> Codec.defined "byPopulations" ""
        |> Codec.map toProblem ofProblem
