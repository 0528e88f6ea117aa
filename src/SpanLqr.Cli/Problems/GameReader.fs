/// Reads `"kind": "game"`.
module SpanLqr.Cli.Problems.GameReader

open System
open SpanLqr.Cli
open SpanLqr.Games

/// Every key such a file may have.
let keys = [ "kind"; "populations"; "couplings" ]

/// Every key a population may have.
let populationKeys =
    [ "name"; "A"; "B"; "Q"; "R"; "W"; "mean0"; "cov0"; "size"; "own" ]

/// Every key a coupling may have.
let couplingKeys = [ "of"; "to"; "weight"; "offset" ]

let private semidefinite n because node =
    let matrix = Matrices.symmetric n because node
    Weights.requireSemidefinite node matrix
    matrix

let private definite n because node =
    let matrix = Matrices.symmetric n because node
    Weights.requireDefinite node matrix
    matrix

/// The first population settles the number of states; all others must have as many.
let private population states (node: Node) =
    let members = Members.ofNode populationKeys node

    let aNode = Members.required "A" "the m×m matrix of an agent's dynamics" members

    let a = Matrices.square aNode
    let n = Array2D.length1 a

    match states with
    | Some m when m <> n -> Node.fail aNode $"{n} states, expected {m} (as population 0 has)"
    | _ -> ()

    let likeA = $"A is {n}×{n}"

    let b =
        Members.required "B" "the m×k matrix of an agent's inputs" members
        |> Matrices.withRows n likeA

    let m = Array2D.length2 b

    let optional key read =
        Members.optional key members |> Option.map (read n likeA) |> Option.toObj

    GamePopulation(
        Name = (Members.required "name" "the population's name" members |> Scalars.text "a name"),
        A = a,
        B = b,
        Q =
            (Members.required "Q" "the m×m weight of an agent's state" members
             |> semidefinite n likeA),
        R =
            (Members.required "R" "the k×k weight of an agent's input" members
             |> definite m $"B is {n}×{m}"),
        W = optional "W" semidefinite,
        Mean0 = optional "mean0" Vectors.sized,
        Cov0 = optional "cov0" semidefinite,
        Own = optional "own" semidefinite,
        Size = (Members.optional "size" members |> Option.map Scalars.count |> Option.toNullable)
    )

let private requireUniqueNames (nodes: Node[]) (populations: GamePopulation[]) =
    populations
    |> Array.iteri (fun index population ->
        let first =
            populations |> Array.findIndex (fun other -> other.Name = population.Name)

        if first < index then
            let nameNode =
                { nodes[index] with
                    Path = $"{nodes[index].Path}.name"
                }

            Node.fail nameNode $"\"{population.Name}\", expected a name other than that of population {first}")

let private coupling (populations: GamePopulation[]) (node: Node) =
    let members = Members.ofNode couplingKeys node
    let m = populations[0].StateDim
    let because = $"agents have {m} states"

    let index key what =
        let names =
            String.Join(", ", populations |> Seq.map (fun population -> $"\"{population.Name}\""))

        let wanted = $"{what}, one of {names}"
        let nameNode = Members.required key wanted members
        let name = Scalars.text wanted nameNode

        match populations |> Array.tryFindIndex (fun population -> population.Name = name) with
        | Some index -> index
        | None -> Node.expected wanted nameNode

    let payer = index "of" "the population that pays"
    let target = index "to" "the population that is looked at"

    if payer = target then
        Node.fail
            node
            $"couples population \"{populations[payer].Name}\" with itself, expected two different ones (the weight towards the own mean is its `own`)"

    GameCoupling(
        Of = payer,
        To = target,
        Weight =
            (Members.required "weight" "the m×m weight of the distance" members
             |> semidefinite m because),
        Offset =
            (Members.optional "offset" members
             |> Option.map (Vectors.sized m because)
             |> Option.toObj)
    )

let private requireOnce (nodes: Node[]) (couplings: GameCoupling[]) =
    couplings
    |> Array.iteri (fun index coupling ->
        let first =
            couplings
            |> Array.findIndex (fun other -> other.Of = coupling.Of && other.To = coupling.To)

        if first < index then
            Node.fail nodes[index] $"the same pair as coupling {first}, expected each pair once")

/// The game, every matrix of the right size and every weight as it must be.
let read (node: Node) =
    let members = Members.ofNode keys node

    let populationsNode =
        Members.required "populations" "an array of populations" members

    let nodes = Node.items "an array of populations" populationsNode

    if nodes.Length = 0 then
        Node.expected "an array of at least one population" populationsNode

    let first = population None nodes[0]

    let populations =
        Array.append [| first |] (nodes |> Array.skip 1 |> Array.map (population (Some first.StateDim)))

    requireUniqueNames nodes populations

    let couplingNodes =
        Members.optional "couplings" members
        |> Option.map (Node.items "an array of couplings")
        |> Option.defaultValue [||]

    let couplings = couplingNodes |> Array.map (coupling populations)
    requireOnce couplingNodes couplings
    GameProblem(Populations = populations, Couplings = couplings)
