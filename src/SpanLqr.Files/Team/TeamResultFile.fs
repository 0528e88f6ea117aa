namespace SpanLqr.Files.Results

open SpanLqr.Files
open SpanLqr.Teams

/// What the result of a team must be about: its populations, or agents whose classes the result itself tells.
type TeamSubject =
    | Populations of Population[]
    | Agents of AgentDimensions[]

/// Results of `team` problems.
module TeamResultFile =
    /// What a population of the result must be; of no problem in particular, anything.
    type private Expected =
        {
            Name: string option
            Size: int option
            States: int
            Inputs: int
        }

    let private ofClass (agents: AgentDimensions[]) (members: int[]) =
        {
            Name = None
            Size = Some members.Length
            States = agents[members[0]].States
            Inputs = agents[members[0]].Inputs
        }

    let private ofPopulation (population: Population) =
        {
            Name = Some population.Name
            Size = Some population.Size
            States = population.StateDim
            Inputs = population.InputDim
        }

    let private anything =
        {
            Name = None
            Size = None
            States = 0
            Inputs = 0
        }

    let private system n m =
        let field = Field<AuxiliaryResult>()

        ObjectBuilder<AuxiliaryResult>() {
            let! k = field.Required("K", Settled.matrix m n, "the gain", _.K)
            and! p = field.Required("P", Settled.matrix n n, "the cost to go", _.P)
            and! a = field.Required("A", Settled.matrix n n, "of the auxiliary system", _.A)
            and! b = field.Required("B", Settled.matrix n m, "of the auxiliary system", _.B)
            and! q = field.Required("Q", Settled.matrix n n, "of the auxiliary system", _.Q)
            and! r = field.Required("R", Settled.matrix m m, "of the auxiliary system", _.R)

            and! radius =
                field.Claimed("spectralRadius", Value.number, "of A − BK; null where no policy of the system is stable", _.SpectralRadius)

            and! cost =
                field.Stated("cost", Value.number, "its share of the cost of the whole team", _.Cost)

            return
                {
                    K = k
                    P = p
                    A = a
                    B = b
                    Q = q
                    R = r
                    SpectralRadius = radius
                    Cost = cost
                }
        }

    let private name expected =
        let codec = Value.text "the population's name"

        let read node =
            let name = codec.Read node

            match expected.Name with
            | Some wanted when wanted <> name -> Node.expected $"\"{wanted}\", as the problem has it" node
            | _ -> name

        { codec with Read = read }

    let private size expected =
        let codec = Value.count |> Codec.wanting "the number of agents"

        let read node =
            let size = codec.Read node

            match expected.Size with
            | Some wanted when wanted <> size -> Node.expected $"{wanted} agents" node
            | _ -> size

        { codec with Read = read }

    let private population expected =
        let field = Field<PopulationResult>()

        ObjectBuilder<PopulationResult>() {
            let! name = field.Required("name", name expected, "", _.Name)
            and! size = field.Required("size", size expected, "number of agents", _.Size)
            and! deviation = Fields.ofPart _.Deviation (system expected.States expected.Inputs)

            return
                {
                    Name = name
                    Size = size
                    Deviation = deviation
                }
        }
        |> Fields.toObject
        |> Codec.defined "populationResult" "How the deviations from the mean of a population are controlled."

    let private populations expected =
        Array.map population expected |> Settled.each "populations"

    let private certificate =
        let field = Field<Certificate>()

        ObjectBuilder<Certificate>() {
            let! gain =
                field.Claimed(
                    "monolithicGainError",
                    Value.number,
                    "relative error against the gain of the whole system; null above 400 entries of its state",
                    _.GainError
                )

            and! cost =
                field.Claimed("monolithicCostError", Value.number, "the same of the cost", _.CostError)

            and! optimum =
                field.OptionalOrNull(
                    "optimalCost",
                    Codec.nullable Value.number,
                    "the least cost of the matrices as given, where they were averaged",
                    _.OptimalCost
                )

            return
                {
                    GainError = gain
                    CostError = cost
                    OptimalCost = optimum
                }
        }
        |> Fields.toObject

    let private index agents =
        let wanted = $"an agent from 0 to {agents - 1}"

        let read node =
            let value = Scalars.number node

            if System.Double.IsInteger value && value >= 0.0 && value < float agents then
                int value
            else
                Node.expected wanted node

        {
            Wanted = wanted
            Read = read
            Write = fun json value -> json.WriteNumberValue(value: int)
            Schema = Schema.wholeFrom 0.0
        }

    /// The classes, which must hold every agent once and only agents of one size each.
    let private partition (agents: AgentDimensions[]) : Codec<int[][]> =
        let oneClass = Codec.array "an array of agents" 1 (index agents.Length)

        let readClass node =
            let members = oneClass.Read node

            if members.Length = 0 then
                Node.expected "an array of at least one agent" node

            members

        let classes =
            Codec.array
                "an array of classes of agents"
                1
                { oneClass with
                    Read = readClass
                    Write = fun json members -> Json.vectorValue json (Array.map float members)
                }

        let read node =
            let found = classes.Read node

            if Array.sort (Array.concat found) <> [| 0 .. agents.Length - 1 |] then
                Node.fail node $"not every agent once, expected each of the {agents.Length} agents in one class"

            for members in found do
                if members |> Seq.distinctBy (fun agent -> agents[agent]) |> Seq.length > 1 then
                    Node.fail node $"agents {members[0]} and others of its class differ in size, expected agents alike"

            found

        { classes with
            Wanted = "the agents of each class"
            Read = read
        }

    let private partitionField agents =
        Field<TeamResult>()
            .Optional("partition", partition agents, "the agents of each class, where the classes had to be found", _.Partition)

    let private membersFor partition (expected: Expected[]) =
        let field = Field<TeamResult>()

        ObjectBuilder<TeamResult>() {
            let! populations =
                field.Required("populations", populations expected, "in the order of the problem", _.Populations)

            and! meanField =
                field.Required(
                    "meanField",
                    Fields.toObject (system (Array.sumBy _.States expected) (Array.sumBy _.Inputs expected))
                    |> Codec.wanting "the mean-field system",
                    "How the means of all populations are controlled.",
                    _.MeanField
                )

            and! cost =
                field.Claimed("cost", Value.number, "the average cost of the whole team", _.Cost)

            and! partition = partition

            and! averaging =
                field.Optional(
                    "averagingError",
                    Value.number,
                    "the most an entry of the given matrices differs from the averaged one, relative to the largest",
                    _.AveragingError
                )

            and! certificate =
                field.Optional("certificate", certificate, "against the solution of the whole system", _.Certificate)

            return
                {
                    Populations = populations
                    MeanField = meanField
                    Cost = cost
                    Partition = partition
                    AveragingError = averaging
                    Certificate = certificate
                }
        }

    /// The members of the result of any team.
    let anyMembers = membersFor (partitionField [||]) [| anything |]

    /// The members of the result of a team, whose classes may be told among them.
    let members subject (found: Members) =
        match subject with
        | Populations populations ->
            let refused =
                { partitionField [||] with
                    ReadFrom =
                        Members.optional "partition"
                        >> Option.map (fun node -> Node.fail node "a partition, expected only for a monolithic problem")
                }

            // Before anything else of the result is held against the problem.
            refused.ReadFrom found |> ignore
            membersFor refused (Array.map ofPopulation populations)
        | Agents agents ->
            let required =
                { partitionField agents with
                    ReadFrom =
                        Members.required "partition" "the agents of each class"
                        >> (partition agents).Read
                        >> Some
                }

            let classes = required.ReadFrom found |> Option.get
            membersFor required (Array.map (ofClass agents) classes)
