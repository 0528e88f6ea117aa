namespace SpanLqr.Files

/// A matrix and where it was read.
type LocatedMatrix = Located<float[,]>

/// One matrix for all steps, or one a step.
type Series =
    {
        Node: Node
        Items: LocatedMatrix[]
        /// Whether it was given as an array of matrices.
        IsVarying: bool
    }

module Series =
    /// An array of matrices is the only thing whose first entry's first entry is itself an array.
    let private isVarying (node: Node) =
        let first (array: Node) =
            if Node.isArray array && array.Value.GetArrayLength() > 0 then
                Some(Node.atIndex 0 array.Value[0] array)
            else
                None

        first node |> Option.bind first |> Option.exists Node.isArray

    let private matrix = Codec.located Value.matrix

    let private several = Codec.array "an array of matrices" 1 Value.matrix

    /// One matrix, or an array of them.
    let codec: Codec<Series> =
        {
            Wanted = matrix.Wanted
            Read =
                fun node ->
                    let isVarying = isVarying node

                    {
                        Node = node
                        Items =
                            if isVarying then
                                Node.items several.Wanted node |> Array.map matrix.Read
                            else
                                [| matrix.Read node |]
                        IsVarying = isVarying
                    }
            Write =
                fun json series ->
                    if series.IsVarying then
                        several.Write json (series.Items |> Array.map _.Value)
                    else
                        matrix.Write json series.Items[0]
            Schema = Schema.anyOf [ matrix.Schema; several.Schema ]
        }
        |> Codec.defined "series" "one matrix for all steps, or an array of matrices over time"

    /// The series of these matrices, which is one matrix where there is but one.
    let ofMatrices (matrices: float[,] seq) =
        let items = matrices |> Seq.map Located.ofValue |> Array.ofSeq

        {
            Node = Node.nowhere
            Items = items
            IsVarying = items.Length <> 1
        }

    let ofMatrix matrix = ofMatrices [ matrix ]

    /// Ends with an error unless there is one matrix or, where the problem has a horizon, as many as are wanted; `because` says what settled
    /// how many.
    let requireLength wanted (because: string) series =
        if series.IsVarying then
            match wanted with
            | None -> Node.fail series.Node "an array of matrices, expected one matrix (only a problem with a horizon varies with time)"
            | Some count when series.Items.Length <> count ->
                Node.fail series.Node $"{series.Items.Length} matrices, expected {count} ({because}) or one for all steps"
            | _ -> ()

    /// Every matrix through a check that may replace it.
    let map (check: Node -> float[,] -> float[,]) series =
        { series with
            Items = series.Items |> Array.map (Located.refine check)
        }

    let matrices series = series.Items |> Array.map _.Value

    /// The matrix in force at step t.
    let at t series =
        if series.Items.Length = 1 then
            series.Items[0]
        else
            series.Items[t]

    /// The matrix of the first step.
    let first series = series.Items[0].Value

    let length series = series.Items.Length
