/// A problem of the sizes that a result itself has, for a result whose problem was not given: the readers of results ask a problem for
/// nothing else.
module SpanLqr.Cli.Export.ResultSizes

open SpanLqr.Cli
open SpanLqr.Files
open SpanLqr.Games
open SpanLqr.Lqr
open SpanLqr.Robust
open SpanLqr.Teams

/// What only the result of a plant with more than A, B, Q, R, S has.
let private plantKeys =
    [ "filterGain"; "feedforward"; "offset"; "steadyState"; "sampled" ]

let private required key node =
    match Members.peek key node with
    | Some found -> found
    | None -> Stop.wrongInput $"{node.File}: {node.Path}.{key}: missing, expected a result of spanlqr solve or learn"

let private zeros = Array2D.zeroCreate<float>

let private isSeries node =
    match Node.items "a matrix or an array of them" node with
    | [||] -> false
    | rows ->
        Node.isArray rows[0]
        && rows[0].Value.GetArrayLength() > 0
        && rows[0].Value[0].ValueKind = System.Text.Json.JsonValueKind.Array

/// The first matrix and how many there are; nothing where it is one for all steps.
let private series node =
    if isSeries node then
        let items = Node.items "an array of matrices" node
        Matrices.any items[0], Some items.Length
    else
        Matrices.any node, None

let private needsProblem file what =
    Stop.wrongInput $"{file}: {what}: the result alone does not describe it, expected its problem with --problem"

let private lqr node =
    for key in plantKeys do
        if (Members.peek key node).IsSome then
            needsProblem node.File $"a plant with {key}"

    let gain, steps = required "K" node |> series
    let inputs, states = Array2D.length1 gain, Array2D.length2 gain

    match Members.peek "eigenvalues" node with
    | Some eigenvalues when (Node.items "an array of eigenvalues" eigenvalues).Length < states ->
        needsProblem node.File "a plant with a delay"
    | _ -> ()

    match steps with
    | None -> Stationary(LqrProblem(A = zeros states states, B = zeros states inputs, Q = zeros states states, R = zeros inputs inputs))
    | Some steps ->
        FiniteHorizon(
            FiniteHorizonProblem(
                Horizon = steps,
                A = [| zeros states states |],
                B = [| zeros states inputs |],
                Q = [| zeros states states |],
                R = [| zeros inputs inputs |]
            )
        )

let private populations node =
    required "populations" node
    |> Node.items "an array of populations"
    |> Array.map (fun population ->
        if population.Value.ValueKind <> System.Text.Json.JsonValueKind.Object then
            Node.expected "an object" population

        let name = required "name" population |> Scalars.text "the population's name"
        name, population)

let private sizesOf key node =
    let gain = required key node |> Matrices.any
    Array2D.length2 gain, Array2D.length1 gain

let private team node =
    let populations = populations node

    match Members.peek "partition" node with
    | None ->
        let population (name, node) =
            let states, inputs = sizesOf "K" node

            Population(
                Name = name,
                Size = (required "size" node |> Scalars.count),
                A = zeros states states,
                B = zeros states inputs,
                Q = zeros states states,
                R = zeros inputs inputs
            )

        Team(TeamProblem(Populations = Array.map population populations))
    | Some partition ->
        let classes = Node.items "an array of classes of agents" partition

        if classes.Length <> populations.Length then
            Node.expected $"{populations.Length} classes, one for each population" partition

        let agents =
            Array.map2 (fun members (_, node) -> (Node.items "an array of agents" members).Length, sizesOf "K" node) classes populations

        // Which agent is of which class the reader takes from the partition; here only their number and sizes matter.
        let ofAgent = Array.zeroCreate (Array.sumBy fst agents)

        Array.iter2
            (fun members (_, (states, inputs)) ->
                for item in Node.items "an array of agents" members do
                    let agent = Scalars.number item

                    if System.Double.IsInteger agent && agent >= 0.0 && agent < float ofAgent.Length then
                        ofAgent[int agent] <- AgentDimensions(states, inputs))
            classes
            agents

        Monolithic(MonolithicTeam(A = zeros 0 0, B = zeros 0 0, Q = zeros 0 0, R = zeros 0 0, Agents = ofAgent))

let private game node =
    let population (name, node) =
        let states, inputs = sizesOf "K1" node

        GamePopulation(
            Name = name,
            A = zeros states states,
            B = zeros states inputs,
            Q = zeros states states,
            R = zeros inputs inputs,
            Size = System.Nullable()
        )

    if (Members.peek "trajectory" node).IsNone then
        needsProblem node.File "a game without a trajectory that says where the mean fields start"

    Game(GameProblem(Populations = Array.map population (populations node)))

let private robust node =
    let gain, steps = required "K1" node |> series
    let adversary, _ = required "K2" node |> series
    let inputs, states = Array2D.length1 gain, Array2D.length2 gain

    let agents =
        Members.peek "finite" node
        |> Option.map (required "agents" >> Scalars.count)
        |> Option.toNullable

    Robust(
        RobustProblem(
            Horizon = Option.toNullable steps,
            A = [| zeros states states |],
            B = [| zeros states inputs |],
            D = [| zeros states (Array2D.length1 adversary) |],
            Q = [| zeros states states |],
            Qbar = [| zeros states states |],
            Sigma = zeros states states,
            SigmaBar = zeros states states,
            Agents = agents
        ),
        None
    )

/// The problem.
let problemOf node =
    if node.Value.ValueKind <> System.Text.Json.JsonValueKind.Object then
        Node.expected "an object, the result of spanlqr solve or learn" node

    match required "kind" node |> Scalars.text "the kind of a result" with
    | "lqr" -> lqr node
    | "team" -> team node
    | "game" -> game node
    | "robust" -> robust node
    | _ -> Node.expected "the kind of a result" (required "kind" node)
