namespace SpanLqr.Cli.Problems

open SpanLqr.Cli

/// A matrix and the node it was read from.
type Located = { Node: Node; Matrix: float[,] }

/// One matrix for all steps, or one a step.
type Series = Located[]

module Series =
    /// An array of matrices is the only thing whose first entry's first entry is itself an array.
    let private isVarying (node: Node) =
        let first (array: Node) =
            if Node.isArray array && array.Value.GetArrayLength() > 0 then
                Some(Node.atIndex 0 array.Value[0] array)
            else
                None

        first node |> Option.bind first |> Option.exists Node.isArray

    let private located (read: Node -> float[,]) node = { Node = node; Matrix = read node }

    /// Reads one matrix or, where the problem has a horizon, as many as are wanted; `because` says what settled how many.
    let readTo wanted because (readMatrix: Node -> float[,]) node : Series =
        match wanted with
        | _ when not (isVarying node) -> [| located readMatrix node |]
        | None -> Node.fail node "an array of matrices, expected one matrix (only a problem with a horizon varies with time)"
        | Some count ->
            let items = Node.items "an array of matrices" node

            if items.Length <> count then
                Node.fail node $"{items.Length} matrices, expected {count} ({because}) or one for all steps"

            Array.map (located readMatrix) items

    /// Reads one matrix or, where the problem has a horizon, one for each of its steps.
    let read horizon readMatrix node =
        readTo horizon "the horizon" readMatrix node

    let matrices (series: Series) = series |> Array.map _.Matrix

    /// The matrix in force at step t.
    let at t (series: Series) =
        if series.Length = 1 then series[0] else series[t]
