/// Puts a text into a file so that nobody ever sees half of it.
module SpanLqr.Cli.Results.ResultFile

open System
open System.IO
open SpanLqr.Cli

/// A device or a pipe is written to; replacing it by a file would break the machine for everybody else.
let private isReplaceable (path: string) =
    not (path.StartsWith("/dev/", StringComparison.Ordinal))
    && not (path.StartsWith("/proc/", StringComparison.Ordinal))

let private temporaryOf (path: string) = $"{path}.{Guid.NewGuid():N}.tmp"

let private replace (path: string) (text: string) =
    let temporary = temporaryOf path

    try
        File.WriteAllText(temporary, text)
        File.Move(temporary, path, overwrite = true)
    finally
        File.Delete temporary

let private finalTarget (link: string) =
    match File.ResolveLinkTarget(link, returnFinalTarget = true) with
    | null -> Path.GetFullPath link
    | target -> target.FullName

/// Where the text for that path goes; a link is followed.
let private targetOf (path: string) =
    if path = "" then
        Stop.wrongInput "spanlqr: an empty file name, expected a file to write to"

    let target =
        // Asking for the target of what does not exist yet is an error.
        match FileInfo(path).LinkTarget with
        | null -> Path.GetFullPath path
        | _ -> finalTarget path

    if Directory.Exists target then
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
    | :? IOException
    | :? UnauthorizedAccessException
    | :? ArgumentException
    | :? NotSupportedException as error -> Stop.wrongInput $"{path}: cannot be written: {error.Message}"

/// Writes beside the file first and then moves over it.
let write (path: string) (text: string) =
    attempt path (fun target ->
        if isReplaceable target then
            replace target text
        else
            File.WriteAllText(target, text))

/// Ends where nothing could be written there: for long work to find out before it begins, and nothing changes.
let requireWritable (path: string) =
    attempt path (fun target ->
        if isReplaceable target then
            let temporary = temporaryOf target
            File.WriteAllText(temporary, "")
            File.Delete temporary)
