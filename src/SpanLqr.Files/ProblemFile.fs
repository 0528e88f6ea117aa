namespace SpanLqr.Files

open System.Text.Json

/// Problem files of every kind.
module ProblemFile =
    /// The kinds of problems, in the order in which messages list them.
    let kinds = [ LqrKind.files; TeamKind.files; GameKind.files; RobustKind.files ]

    let private wanted =
        let names = kinds |> List.map (fun kind -> $"\"{kind.Name}\"") |> String.concat ", "
        $"one of {names}, the kinds this version solves"

    let private kindAt (node: Node) =
        match Members.peek "kind" node with
        | None -> Node.missing "kind" wanted node
        | Some kindNode ->
            let name = Scalars.text wanted kindNode

            match kinds |> List.tryFind (fun kind -> kind.Name = name) with
            | Some kind -> kind
            | None -> Node.expected wanted kindNode

    /// The problem in a document.
    let read (node: Node) =
        if node.Value.ValueKind <> JsonValueKind.Object then
            Node.expected "an object" node

        (kindAt node).Problem.Read node

    /// The kind that a problem is of.
    let kindOf problem =
        kinds |> List.find (fun kind -> kind.IsProblem problem)

    /// What files call the kind of a problem.
    let nameOf problem = (kindOf problem).Name

    /// The file that says what the problem is.
    let render problem =
        Codec.render (kindOf problem).Problem problem

    /// The JSON Schema of the problems of a kind.
    let schema kind =
        Schema.describe kind.Description kind.Problem.Schema
        |> Schema.render $"SpanLqr problem of kind {kind.Name}"
