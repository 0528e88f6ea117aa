/// What the readers of all results share.
module SpanLqr.Cli.Results.Fields

open System.Text.Json
open SpanLqr.Files

let number key members =
    Members.optional key members |> Option.map Scalars.number

/// A number where null says that it was not to be had.
let numberOrNull key members =
    Members.optional key members
    |> Option.filter (Node.isNull >> not)
    |> Option.map Scalars.number

let sized rows columns key members =
    Members.required key $"a {rows}×{columns} matrix" members
    |> Matrices.sized rows columns "as the problem has it"

/// The entries of an array of settled length.
let entries length what key members =
    let wanted = $"an array of {length} {what}"
    let node = Members.required key wanted members
    let items = Node.items wanted node

    if items.Length <> length then
        Node.expected wanted node

    items

/// What `learn` adds to the result of a kind; a policy is what it is without.
let learnedKeys =
    [
        "method"
        "seed"
        "history"
        "rollouts"
        "steps"
        "rejected"
        "settings"
        "reference"
        "estimatedGap"
        "estimatedBy"
        "stopReason"
        "baseline"
    ]

/// The members of a result of that kind. A result of another kind is told by its kind, not by keys that this one does not have.
let ofKind kind (keys: string list) (document: Node) =
    let wanted = $"\"{kind}\", the kind of the problem"

    let check node =
        if Scalars.text wanted node <> kind then
            Node.expected wanted node

    if document.Value.ValueKind = JsonValueKind.Object then
        Members.peek "kind" document |> Option.iter check

    let members = Members.ofNode keys document
    Members.required "kind" wanted members |> check
    members
