/// Vectors as arrays of numbers.
module SpanLqr.Cli.Problems.Vectors

/// A vector of settled length; `because` names what settled it.
let sized length because node =
    let entries = Node.items "a vector (an array of numbers)" node

    if entries.Length <> length then
        Node.fail node $"{entries.Length} numbers, expected {length} ({because})"

    Array.map Scalars.number entries
