/// Values whose sizes the problem has settled.
module SpanLqr.Files.Settled

open System.Numerics

let private because = "as the problem has it"

let matrix rows columns =
    { Value.matrix with
        Wanted = $"a {rows}×{columns} matrix"
        Read = Matrices.sized rows columns because
    }

let vector length =
    { Value.vector with
        Wanted = $"a vector of {length} numbers"
        Read = Vectors.sized length because
    }

/// So many entries.
let several length what (entry: Codec<'a>) =
    let codec = Codec.array $"an array of {length} {what}" 1 entry

    let read (node: Node) =
        let items = Node.items codec.Wanted node

        if items.Length <> length then
            Node.expected codec.Wanted node

        Array.map entry.Read items

    { codec with Read = read }

/// One entry by each of these codecs, which write and describe alike.
let each what (entries: Codec<'a>[]) =
    let codec = several entries.Length what entries[0]

    let read (node: Node) =
        let items = Node.items codec.Wanted node

        if items.Length <> entries.Length then
            Node.expected codec.Wanted node

        List.init items.Length (fun index -> entries[index].Read items[index])

    {
        Wanted = codec.Wanted
        Read = read
        Write = fun json values -> codec.Write json (Array.ofList values)
        Schema = codec.Schema
    }

/// So many numbers, on one line.
let numbers length =
    { several length "numbers" Value.number with
        Write = Value.vector.Write
        Schema = Value.vector.Schema
    }

/// [real part, imaginary part].
let complex =
    let wanted = "[real part, imaginary part]"

    let read node =
        match Node.items wanted node with
        | [| re; im |] -> Complex(Scalars.number re, Scalars.number im)
        | _ -> Node.expected wanted node

    {
        Wanted = wanted
        Read = read
        Write = fun json z -> Json.vectorValue json [| z.Real; z.Imaginary |]
        Schema = Schema.array 2 Schema.number
    }
    |> Codec.defined "complex" wanted
