/// Reads `"kind": "team"` given by the matrices of the whole system and the sizes of its agents.
module SpanLqr.Cli.Problems.MonolithicReader

open SpanLqr.Cli
open SpanLqr.Teams

/// Every key such a file may have.
let keys = [ "kind"; "A"; "B"; "Q"; "R"; "W"; "agents" ]

/// Every key an agent may have.
let agentKeys = [ "states"; "inputs" ]

let private agent node =
    let members = Members.ofNode agentKeys node

    let count key =
        Members.required key $"the number of the agent's {key}" members |> Scalars.count

    AgentDimensions(count "states", count "inputs")

let private requireSum what (found: AgentDimensions -> int) wanted because node (agents: AgentDimensions[]) =
    let total = agents |> Array.sumBy (found >> int64)

    if total <> int64 wanted then
        Node.fail node $"{total} {what} in all, expected {wanted} ({because})"

/// The whole system, every matrix of the right size and every weight as it must be.
let read (node: Node) =
    let members = Members.ofNode keys node
    let required key wanted = Members.required key wanted members
    let a = required "A" "the n×n matrix of the whole dynamics" |> Matrices.square
    let n = Array2D.length1 a
    let likeA = $"A is {n}×{n}"
    let b = required "B" "the n×m matrix of all inputs" |> Matrices.withRows n likeA
    let m = Array2D.length2 b
    let likeB = $"B is {n}×{m}"
    let agentsNode = required "agents" "the sizes of the agents in order"
    let agents = Node.items "an array of agents" agentsNode |> Array.map agent
    requireSum "states" _.States n likeA agentsNode agents
    requireSum "inputs" _.Inputs m likeB agentsNode agents

    let weight require size because node =
        let matrix = Matrices.symmetric size because node
        require node matrix
        matrix

    MonolithicTeam(
        A = a,
        B = b,
        Q =
            (required "Q" "the n×n weight of all states"
             |> weight Weights.requireSemidefinite n likeA),
        R =
            (required "R" "the m×m weight of all inputs"
             |> weight Weights.requireDefinite m likeB),
        W =
            (Members.optional "W" members
             |> Option.map (weight Weights.requireSemidefinite n likeA)
             |> Option.toObj),
        Agents = agents
    )
