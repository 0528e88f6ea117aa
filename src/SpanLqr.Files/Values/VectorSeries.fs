namespace SpanLqr.Files

open System.IO
open System.Text.Json

/// Vectors over time, each where it was read.
type VectorSeries = Located<Located<float[]>[]>

module VectorSeries =
    let private listed =
        Codec.array "an array of vectors" 1 (Codec.located Value.vector)

    let private path =
        Value.text "the path of a file of comma-separated values, one vector a line"

    /// Beside the file that names it.
    let private fromTable (node: Node) =
        let name = path.Read node

        let table =
            match Path.GetDirectoryName node.File with
            | null -> name
            | folder -> Path.Combine(folder, name)

        NumberTable.read (Node.fail node) name table
        |> Array.mapi (fun index vector ->
            {
                Node =
                    { node with
                        Path = $"{node.Path} ({name}, vector {index})"
                    }
                Value = vector
            })

    let private wanted = "an array of vectors, or the path of a table of them"

    /// An array of vectors, or the path of a table of them.
    let codec: Codec<VectorSeries> =
        {
            Wanted = wanted
            Read =
                fun node ->
                    {
                        Node = node
                        Value =
                            match node.Value.ValueKind with
                            | JsonValueKind.String -> fromTable node
                            | JsonValueKind.Array -> listed.Read node
                            | _ -> Node.expected wanted node
                    }
            Write = fun json series -> listed.Write json series.Value
            Schema = Schema.anyOf [ listed.Schema; path.Schema ]
        }

    let ofVectors (vectors: float[] seq) : VectorSeries =
        vectors |> Seq.map Located.ofValue |> Array.ofSeq |> Located.ofValue

    /// The vectors, as many as are wanted and of one length; `because` says what settled how many, `likeWhat` of which length.
    let sized count (because: string) length (likeWhat: string) (series: VectorSeries) =
        if series.Value.Length <> count then
            let found = Scalars.plural series.Value.Length "vector"
            Node.fail series.Node $"{found}, expected {count} ({because})"

        series.Value |> Array.map (Located.check (Vectors.ofLength length likeWhat))
