/// Names of populations.
module SpanLqr.Files.Names

/// The name of a population, with its place.
let name =
    Codec.located (Value.text "a name") |> Codec.wanting "the population's name"

/// Ends with an error that points at the second of two equal names.
let requireUnique what (names: Located<string>[]) =
    names
    |> Array.iteri (fun index name ->
        let first = names |> Array.findIndex (fun other -> other.Value = name.Value)

        if first < index then
            Node.fail name.Node $"\"{name.Value}\", expected a name other than that of {what} {first}")
