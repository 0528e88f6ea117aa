/// Puts a text into a file so that nobody ever sees half of it.
module SpanLqr.Cli.Results.ResultFile

open System
open System.IO
open SpanLqr.Cli

/// A device or a pipe is written to; replacing it by a file would break the machine for everybody else.
let private isReplaceable (path: string) =
    not (path.StartsWith("/dev/", StringComparison.Ordinal))
    && not (path.StartsWith("/proc/", StringComparison.Ordinal))

let private replace (path: string) (text: string) =
    let temporary = $"{path}.{Guid.NewGuid():N}.tmp"

    try
        File.WriteAllText(temporary, text)
        File.Move(temporary, path, overwrite = true)
    finally
        File.Delete temporary

let private finalTarget (link: string) =
    match File.ResolveLinkTarget(link, returnFinalTarget = true) with
    | null -> Path.GetFullPath link
    | target -> target.FullName

/// Writes beside the file first and then moves over it; a link is followed.
let write (path: string) (text: string) =
    try
        let target =
            // Asking for the target of what does not exist yet is an error.
            match FileInfo(path).LinkTarget with
            | null -> Path.GetFullPath path
            | _ -> finalTarget path

        if Directory.Exists target then
            Stop.wrongInput $"{path}: a directory, expected a file to write to"

        if isReplaceable target then
            replace target text
        else
            File.WriteAllText(target, text)
    with
    | :? IOException
    | :? UnauthorizedAccessException
    | :? ArgumentException
    | :? NotSupportedException as error -> Stop.wrongInput $"{path}: cannot be written: {error.Message}"
