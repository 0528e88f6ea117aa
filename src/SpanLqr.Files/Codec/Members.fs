namespace SpanLqr.Files

open System
open System.Text.Json

/// The members of one JSON object, none of them unknown and none given twice.
type Members =
    {
        Owner: Node
        Values: Map<string, Node>
    }

module Members =
    let private nameOf owner (property: JsonProperty) =
        try
            property.Name
        with :? InvalidOperationException ->
            Node.fail owner "a key that is not valid Unicode, expected text"

    /// The members of an object that may have these keys and no others.
    let ofNode (keys: string list) (node: Node) =
        if node.Value.ValueKind <> JsonValueKind.Object then
            let names = String.Join(", ", keys)
            Node.expected $"an object with keys among {names}" node

        let add (members: Map<string, Node>) (property: JsonProperty) =
            let name = nameOf node property
            let child = Node.atKey name property.Value node

            if not (List.contains name keys) then
                let names = String.Join(", ", keys)
                Node.fail child $"unknown key, expected one of {names}"

            if members.ContainsKey name then
                Node.fail child "given twice, expected once"

            members.Add(name, child)

        {
            Owner = node
            Values = node.Value.EnumerateObject() |> Seq.fold add Map.empty
        }

    /// The member of an object of which it is not known yet what keys it may have.
    let peek key (node: Node) =
        node.Value.EnumerateObject()
        |> Seq.tryFind (fun property -> nameOf node property = key)
        |> Option.map (fun property -> Node.atKey key property.Value node)

    let has key members = members.Values.ContainsKey key

    let optional key members = members.Values.TryFind key

    /// The member, or an error that says what was expected there.
    let required key wanted members =
        match members.Values.TryFind key with
        | Some node -> node
        | None -> Node.missing key wanted members.Owner
