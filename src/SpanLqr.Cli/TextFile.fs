/// Puts a text into a file so that nobody ever sees half of it.
module SpanLqr.Cli.TextFile

open System
open System.IO

/// Does the work with a file beside the target, which is gone afterwards. Errors are about the target: nobody asked for the other one.
let private withTemporary (target: string) (work: string -> unit) =
    let temporary = $"{target}.{Guid.NewGuid():N}.tmp"

    try
        try
            work temporary
        finally
            File.Delete temporary
    with :? IOException as error ->
        raise (IOException(error.Message.Replace(temporary, target), error))

let private replace (target: string) (text: string) =
    withTemporary target (fun temporary ->
        File.WriteAllText(temporary, text)

        if File.Exists target && not (OperatingSystem.IsWindows()) then
            File.SetUnixFileMode(temporary, File.GetUnixFileMode target)

        File.Move(temporary, target, overwrite = true))

/// Where the text for that path goes; links are followed.
let private targetOf (path: string) =
    if path = "" then
        Stop.wrongInput "spanlqr: an empty file name, expected a file to write to"

    let target = FilePlace.resolve path

    if Directory.Exists target || Path.EndsInDirectorySeparator path then
        Stop.wrongInput $"{path}: a directory, expected a file to write to"

    match Path.GetDirectoryName target with
    | null -> ()
    | directory when Directory.Exists directory -> ()
    | directory -> Stop.wrongInput $"{path}: cannot be written: there is no directory {directory}"

    target

let private attempt (path: string) work =
    try
        work (targetOf path)
    with
    | :? UnauthorizedAccessException -> Stop.wrongInput $"{path}: cannot be written: no permission to write there"
    | :? IOException
    | :? ArgumentException
    | :? NotSupportedException as error -> Stop.wrongInput $"{path}: cannot be written: {error.Message}"

/// Writes beside the file first and then moves over it.
let write (path: string) (text: string) =
    attempt path (fun target ->
        if FilePlace.isReplaceable target then
            replace target text
        else
            File.WriteAllText(target, text))

/// Ends where nothing could be written there: for long work to find out before it begins, and nothing changes.
let requireWritable (path: string) =
    attempt path (fun target ->
        if FilePlace.isReplaceable target then
            withTemporary target (fun temporary -> File.WriteAllText(temporary, "")))
