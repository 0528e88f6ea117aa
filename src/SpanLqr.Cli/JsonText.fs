/// From a file name to a parsed document.
module SpanLqr.Cli.JsonText

open System
open System.IO
open SpanLqr.Files

/// The file name that stands for standard input.
[<Literal>]
let StandardInput = "-"

/// How error messages call the file.
let nameOf path =
    if path = StandardInput then "standard input" else path

let private readAll (stream: Stream) =
    use memory = new MemoryStream()
    stream.CopyTo memory
    memory.ToArray()

let private read (terminal: Terminal) (path: string) =
    try
        if path = StandardInput then
            use stream = terminal.Input()
            readAll stream
        elif path = "" then
            Stop.wrongInput "spanlqr: an empty file name, expected a file or - for standard input"
        elif Directory.Exists path then
            Stop.wrongInput $"{path}: a directory, expected a JSON file"
        else
            File.ReadAllBytes path
    with
    | :? FileNotFoundException
    | :? DirectoryNotFoundException -> Stop.wrongInput $"{path}: no such file"
    | :? UnauthorizedAccessException -> Stop.wrongInput $"{nameOf path}: no permission to read it"
    | :? IOException
    | :? ArgumentException
    | :? NotSupportedException as error -> Stop.wrongInput $"{nameOf path}: cannot be read: {error.Message}"

/// The document at that path. The caller disposes of it.
let parse terminal path =
    Document.parse (nameOf path) (read terminal path)

/// What a description makes of the file at that path.
let readWith (readNode: Node -> 'a) terminal path =
    use document = parse terminal path
    Node.root (nameOf path) document |> readNode
