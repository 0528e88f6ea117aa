/// Reads the result of a `team` problem.
module SpanLqr.Cli.Results.TeamResultReader

open SpanLqr.Files
open SpanLqr.Teams

let private systemKeys = [ "K"; "P"; "A"; "B"; "Q"; "R"; "spectralRadius"; "cost" ]

let private populationKeys = "name" :: "size" :: systemKeys

let private keys =
    [
        "kind"
        "populations"
        "meanField"
        "cost"
        "partition"
        "averagingError"
        "certificate"
    ]

let private certificateKeys =
    [ "monolithicGainError"; "monolithicCostError"; "optimalCost" ]

/// What the result must be about: the populations, or agents whose classes the result itself tells.
type Subject =
    | Populations of Population[]
    | Agents of AgentDimensions[]

type private Expected =
    {
        Name: string option
        Size: int
        States: int
        Inputs: int
    }

let private system n m members =
    {
        K = Fields.sized m n "K" members
        P = Fields.sized n n "P" members
        A = Fields.sized n n "A" members
        B = Fields.sized n m "B" members
        Q = Fields.sized n n "Q" members
        R = Fields.sized m m "R" members
        SpectralRadius = Fields.numberOrNull "spectralRadius" members
        Cost = Fields.number "cost" members
    }

let private population expected node =
    let members = Members.ofNode populationKeys node
    let nameNode = Members.required "name" "the population's name" members
    let name = Scalars.text "the population's name" nameNode
    let sizeNode = Members.required "size" "the number of agents" members

    match expected.Name with
    | Some wanted when wanted <> name -> Node.expected $"\"{wanted}\", as the problem has it" nameNode
    | _ -> ()

    if Scalars.count sizeNode <> expected.Size then
        Node.expected $"{expected.Size} agents" sizeNode

    {
        Name = name
        Size = expected.Size
        Deviation = system expected.States expected.Inputs members
    }

let private certificate node =
    let members = Members.ofNode certificateKeys node

    {
        GainError = Fields.numberOrNull "monolithicGainError" members
        CostError = Fields.numberOrNull "monolithicCostError" members
        OptimalCost = Fields.numberOrNull "optimalCost" members
    }

let private index agents node =
    let value = Scalars.number node
    let wanted = $"an agent from 0 to {agents - 1}"

    if System.Double.IsInteger value && value >= 0.0 && value < float agents then
        int value
    else
        Node.expected wanted node

/// The classes, which must hold every agent once and only agents of one size each.
let private partition (agents: AgentDimensions[]) node =
    let oneClass classNode =
        let items = Node.items "an array of agents" classNode

        if items.Length = 0 then
            Node.expected "an array of at least one agent" classNode

        items |> Array.map (index agents.Length)

    let classes = Node.items "an array of classes of agents" node |> Array.map oneClass

    if Array.sort (Array.concat classes) <> [| 0 .. agents.Length - 1 |] then
        Node.fail node $"not every agent once, expected each of the {agents.Length} agents in one class"

    for members in classes do
        if members |> Seq.distinctBy (fun agent -> agents[agent]) |> Seq.length > 1 then
            Node.fail node $"agents {members[0]} and others of its class differ in size, expected agents alike"

    classes

let private ofClass (agents: AgentDimensions[]) (members: int[]) =
    {
        Name = None
        Size = members.Length
        States = agents[members[0]].States
        Inputs = agents[members[0]].Inputs
    }

let private ofPopulation (population: Population) =
    {
        Name = Some population.Name
        Size = population.Size
        States = population.StateDim
        Inputs = population.InputDim
    }

let private expectations subject members =
    match subject, Members.optional "partition" members with
    | Populations populations, None -> None, Array.map ofPopulation populations
    | Populations _, Some node -> Node.fail node "a partition, expected only for a monolithic problem"
    | Agents agents, _ ->
        let node = Members.required "partition" "the agents of each class" members
        let classes = partition agents node
        Some classes, Array.map (ofClass agents) classes

/// The result of a team.
let read subject node : TeamResult =
    let members = Fields.ofKind "team" (keys @ Fields.learnedKeys) node
    let classes, expected = expectations subject members
    let populations = Fields.entries expected.Length "populations" "populations" members
    let meanField = Members.required "meanField" "the mean-field system" members

    {
        Populations = Seq.map2 population expected populations |> List.ofSeq
        MeanField =
            Members.ofNode systemKeys meanField
            |> system (Array.sumBy _.States expected) (Array.sumBy _.Inputs expected)
        Cost = Fields.numberOrNull "cost" members
        Partition = classes
        AveragingError = Fields.number "averagingError" members
        Certificate = Members.optional "certificate" members |> Option.map certificate
    }
