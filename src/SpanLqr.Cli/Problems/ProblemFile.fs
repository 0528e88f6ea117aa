/// From a path to a checked problem.
module SpanLqr.Cli.Problems.ProblemFile

open System.Text.Json
open SpanLqr.Cli

/// The kinds this version solves.
let kinds = [ "lqr" ]

let private kindOf (node: Node) =
    let wanted =
        kinds |> List.map (fun kind -> $"\"{kind}\"") |> String.concat " or "

    match node.Value.ValueKind with
    | JsonValueKind.Object ->
        match node.Value.TryGetProperty "kind" with
        | true, value ->
            let kindNode = Node.atKey "kind" value node
            let kind = Scalars.text wanted kindNode

            if not (List.contains kind kinds) then
                Node.expected $"one of the kinds this version solves: {wanted}" kindNode

            kind
        | _ -> Stop.wrongInput $"{node.File}: {node.Path}.kind: missing, expected {wanted}"
    | _ -> Node.expected "an object" node

/// The problem in that file, or an error of one line.
let read terminal path =
    use document = JsonText.parse terminal path
    let node = Node.root (JsonText.nameOf path) document

    match kindOf node with
    | _ -> LqrReader.read node
