/// From a path to a checked problem.
module SpanLqr.Cli.Problems.ProblemFile

open System.Text.Json
open SpanLqr.Cli

/// The kinds this version solves.
let kinds = [ "lqr"; "team"; "game"; "robust" ]

let private wanted =
    let names = kinds |> List.map (fun kind -> $"\"{kind}\"") |> String.concat ", "
    $"one of {names}, the kinds this version solves"

/// A team is given by its populations unless it has what only the other way of giving it has.
let private isMonolithic node =
    let has key = (Members.peek key node).IsSome
    not (has "populations") && (has "agents" || has "A")

let private readKind node =
    match Members.peek "kind" node with
    | None -> Stop.wrongInput $"{node.File}: {node.Path}.kind: missing, expected {wanted}"
    | Some kindNode ->
        match Scalars.text wanted kindNode with
        | "lqr" when PlantReader.isPlant node -> PlantReader.read node
        | "lqr" -> LqrReader.read node
        | "team" when isMonolithic node -> Monolithic(MonolithicReader.read node)
        | "team" -> Team(TeamReader.read node)
        | "game" -> Game(GameReader.read node)
        | "robust" -> Robust(RobustReader.read node)
        | _ -> Node.expected wanted kindNode

/// The problem in that file, or an error of one line.
let read terminal path =
    use document = JsonText.parse terminal path
    let node = Node.root (JsonText.nameOf path) document

    if node.Value.ValueKind <> JsonValueKind.Object then
        Node.expected "an object" node

    readKind node
