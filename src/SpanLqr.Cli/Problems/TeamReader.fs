/// Reads `"kind": "team"` given by populations.
module SpanLqr.Cli.Problems.TeamReader

open SpanLqr.Cli
open SpanLqr.Teams

/// Every key such a file may have.
let keys = [ "kind"; "populations"; "coupling" ]

/// Every key a population may have.
let populationKeys = [ "name"; "size"; "A"; "B"; "Q"; "R"; "W" ]

let private covariance n because node =
    let matrix = Matrices.symmetric n because node
    Weights.requireSemidefinite node matrix
    matrix

let private population (node: Node) =
    let members = Members.ofNode populationKeys node

    let a =
        Members.required "A" "the d×d block of the agent's own dynamics" members
        |> Matrices.square

    let n = Array2D.length1 a
    let likeA = $"A is {n}×{n}"

    let b =
        Members.required "B" "the d×k block of the agent's own input" members
        |> Matrices.withRows n likeA

    let m = Array2D.length2 b
    let likeB = $"B is {n}×{m}"

    Population(
        Name = (Members.required "name" "the population's name" members |> Scalars.text "a name"),
        Size = (Members.required "size" "the number of agents" members |> Scalars.count),
        A = a,
        B = b,
        Q =
            (Members.required "Q" "the d×d weight of the agent's own state" members
             |> Matrices.symmetric n likeA),
        R =
            (Members.required "R" "the k×k weight of the agent's own input" members
             |> Matrices.symmetric m likeB),
        W = (Members.optional "W" members |> Option.map (covariance n likeA) |> Option.toObj)
    )

let private requireUniqueNames (nodes: Node[]) (populations: Population[]) =
    let nameNode index =
        { nodes[index] with
            Path = $"{nodes[index].Path}.name"
        }

    populations
    |> Array.iteri (fun index population ->
        if population.Name = TeamSolution.MeanFieldName then
            Node.fail (nameNode index) $"\"{population.Name}\", expected another name: this one is the mean-field system's"

        let first =
            populations |> Array.findIndex (fun other -> other.Name = population.Name)

        if first < index then
            Node.fail (nameNode index) $"\"{population.Name}\", expected a name other than that of population {first}")

/// The team, every block of the right size and every auxiliary weight as it must be.
let read (node: Node) =
    let members = Members.ofNode keys node

    let populationsNode =
        Members.required "populations" "an array of populations" members

    let nodes = Node.items "an array of populations" populationsNode

    if nodes.Length = 0 then
        Node.expected "an array of at least one population" populationsNode

    let populations = Array.map population nodes
    requireUniqueNames nodes populations

    let coupling = Members.optional "coupling" members

    let problem =
        TeamProblem(Populations = populations, Coupling = (coupling |> Option.map (CouplingReader.read populations) |> Option.toObj))

    TeamWeights.require
        {
            Populations = nodes
            Coupling = coupling |> Option.defaultValue populationsNode
        }
        problem

    problem
