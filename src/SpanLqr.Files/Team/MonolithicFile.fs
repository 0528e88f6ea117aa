namespace SpanLqr.Files

open SpanLqr.Teams

/// What a file of kind `team` says that gives the matrices of the whole system.
type MonolithicFile =
    {
        A: LocatedMatrix
        B: LocatedMatrix
        Q: LocatedMatrix
        R: LocatedMatrix
        W: LocatedMatrix option
        Agents: Located<AgentDimensions[]>
    }

/// `"kind": "team"` given by the matrices of the whole system and the sizes of its agents.
module MonolithicFile =
    let private matrix wanted =
        Codec.located Value.matrix |> Codec.wanting wanted

    let private ofAgent = Field<AgentDimensions>()

    let private agent =
        let number what =
            Codec.wanting $"the number of the agent's {what}" Value.count

        ObjectBuilder<AgentDimensions>() {
            let! states = ofAgent.Required("states", number "states", "", _.States)
            and! inputs = ofAgent.Required("inputs", number "inputs", "", _.Inputs)
            return AgentDimensions(states, inputs)
        }
        |> Fields.toObject
        |> Codec.defined "agent" ""

    let private agents =
        Codec.array "an array of agents" 1 agent
        |> Codec.located
        |> Codec.wanting "the sizes of the agents in order"

    let private field = Field<MonolithicFile>()

    let private members =
        ObjectBuilder<MonolithicFile>() {
            let! () = field.Constant("kind", TeamFile.Kind)

            and! a =
                field.Required("A", matrix "the n×n matrix of the whole dynamics", "n×n", _.A)

            and! b = field.Required("B", matrix "the n×m matrix of all inputs", "n×m", _.B)

            and! q =
                field.Required("Q", matrix "the n×n weight of all states", "n×n, symmetric, ⪰ 0", _.Q)

            and! r =
                field.Required("R", matrix "the m×m weight of all inputs", "m×m, symmetric, ≻ 0", _.R)

            and! w =
                field.Optional("W", matrix "a matrix", "n×n, covariance of the noise, ⪰ 0; default the identity", _.W)

            and! agents =
                field.Required("agents", agents, "the agents in the order in which their states and inputs are stacked", _.Agents)

            return
                {
                    A = a
                    B = b
                    Q = q
                    R = r
                    W = w
                    Agents = agents
                }
        }

    let private requireSum what (found: AgentDimensions -> int) wanted because (agents: Located<AgentDimensions[]>) =
        let total = agents.Value |> Array.sumBy (found >> int64)

        if total <> int64 wanted then
            Node.fail agents.Node $"{total} {what} in all, expected {wanted} ({because})"

    /// The whole system, every matrix of the right size and every weight as it must be.
    let private toProblem file =
        Located.check Matrices.requireSquare file.A
        let n = Array2D.length1 file.A.Value
        let likeA = $"A is {n}×{n}"
        let m = Array2D.length2 file.B.Value
        Located.check (Matrices.requireSize n m likeA) file.B
        let likeB = $"B is {n}×{m}"
        requireSum "states" _.States n likeA file.Agents
        requireSum "inputs" _.Inputs m likeB file.Agents

        Monolithic(
            MonolithicTeam(
                A = file.A.Value,
                B = file.B.Value,
                Q = Located.check (Matrices.semidefinite n likeA) file.Q,
                R = Located.check (Matrices.definite m likeB) file.R,
                W =
                    (file.W
                     |> Option.map (Located.check (Matrices.semidefinite n likeA))
                     |> Option.toObj),
                Agents = file.Agents.Value
            )
        )

    let private ofProblem problem =
        match problem with
        | Monolithic team ->
            {
                A = Located.ofValue team.A
                B = Located.ofValue team.B
                Q = Located.ofValue team.Q
                R = Located.ofValue team.R
                W = Located.ofNullable team.W
                Agents = team.Agents |> Array.ofSeq |> Located.ofValue
            }
        | _ -> invalidArg (nameof problem) "not a team given whole"

    let codec =
        Fields.toObject members
        |> Codec.defined "monolithic" ""
        |> Codec.map toProblem ofProblem
