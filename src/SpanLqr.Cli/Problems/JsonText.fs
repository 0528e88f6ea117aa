/// From a file name to a parsed document.
module SpanLqr.Cli.Problems.JsonText

open System
open System.IO
open System.Text.Json
open SpanLqr.Cli

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

let private options =
    JsonDocumentOptions(CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true)

let private byteOrderMark = [| 0xEFuy; 0xBBuy; 0xBFuy |]

let private withoutMark (bytes: byte[]) =
    let skipped =
        if bytes.AsSpan().StartsWith(ReadOnlySpan byteOrderMark) then
            byteOrderMark.Length
        else
            0

    ReadOnlyMemory(bytes, skipped, bytes.Length - skipped)

/// System.Text.Json repeats the position at the end of its message, counted from 0; people count from 1.
let private explain (error: JsonException) =
    let reason = error.Message.Split(" LineNumber:")[0]

    if error.LineNumber.HasValue && error.BytePositionInLine.HasValue then
        $"line {error.LineNumber.Value + 1L}, byte {error.BytePositionInLine.Value + 1L}: not valid JSON: {reason}"
    else
        $"not valid JSON: {reason}"

/// The document at that path. The caller disposes of it.
let parse terminal path =
    let bytes = withoutMark (read terminal path)

    if bytes.Span.IndexOfAnyExcept(ReadOnlySpan " \t\r\n"B) < 0 then
        Stop.wrongInput $"{nameOf path}: empty, expected a JSON document"

    try
        JsonDocument.Parse(bytes, options)
    with :? JsonException as error ->
        Stop.wrongInput $"{nameOf path}: {explain error}"
