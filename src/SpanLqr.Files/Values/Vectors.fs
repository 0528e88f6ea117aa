/// Vectors as arrays of numbers.
module SpanLqr.Files.Vectors

let any node =
    Node.items "a vector (an array of numbers)" node |> Array.map Scalars.number

/// Ends with an error unless the vector has the length that something else has settled; `because` names it.
let requireLength length (because: string) node (vector: float[]) =
    if vector.Length <> length then
        Node.fail node $"""{Scalars.plural vector.Length "number"}, expected {length} ({because})"""

/// The vector, which must have the length that something else has settled.
let ofLength length (because: string) node vector =
    requireLength length because node vector
    vector

/// A vector of settled length; `because` names what settled it.
let sized length (because: string) node =
    any node |> ofLength length because node
