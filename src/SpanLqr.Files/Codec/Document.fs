/// From the bytes of a file to a parsed document.
module SpanLqr.Files.Document

open System
open System.Text
open System.Text.Json

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

/// The document in these bytes, with comments and trailing commas if there are any; messages call the file by that name. The caller
/// disposes of it.
let parse name (bytes: byte[]) =
    let bytes = withoutMark bytes

    if bytes.Span.IndexOfAnyExcept(ReadOnlySpan " \t\r\n"B) < 0 then
        raise (WrongFile $"{name}: empty, expected a JSON document")

    try
        JsonDocument.Parse(bytes, options)
    with :? JsonException as error ->
        raise (WrongFile $"{name}: {explain error}")

/// What a reader makes of the text of a file; messages call the file by that name.
let readText (read: Node -> 'a) name (text: string) =
    use document = parse name (Encoding.UTF8.GetBytes text)
    read (Node.root name document)
