/// Result files of every kind.
module SpanLqr.Files.Results.ResultFile

open SpanLqr.Files

/// The result in a document, which must be about that problem.
let read problem (node: Node) =
    ((ProblemFile.kindOf problem).Result.Of problem).Read node

let private write json (document: ResultDocument) =
    let kind =
        ProblemFile.kinds |> List.find (fun kind -> kind.IsResult document.Result)

    kind.Result.Write json document

/// The file of a result, and of how it was learned.
let renderDocument document =
    Json.render (fun json -> write json document)

/// The file of a result that was not learned.
let render result =
    renderDocument (ResultDocument.ofResult result)

/// All results of a problem as one array.
let renderAll results =
    Json.render (fun json -> results |> Json.array json (ResultDocument.ofResult >> write json))

/// The JSON Schema of the results of a kind.
let schema (kind: FileKind) =
    kind.Result.Schema |> Schema.render $"SpanLqr result of kind {kind.Name}"
