/// What a path that is written to stands for: links followed as the system follows them, and whether it is a file at all.
module SpanLqr.Cli.FilePlace

open System
open System.IO
open System.Runtime.InteropServices

/// As many links as Linux follows.
let private mostLinks = 40

/// Descriptors and devices have links to what is no path, such as `pipe:[4711]`; only the system can follow those.
let private isOfTheSystem (path: string) =
    path.StartsWith("/dev/", StringComparison.Ordinal)
    || path.StartsWith("/proc/", StringComparison.Ordinal)

let private separators =
    [| Path.DirectorySeparatorChar; Path.AltDirectorySeparatorChar |]

let private split (path: string) =
    path.Split(separators, StringSplitOptions.RemoveEmptyEntries) |> List.ofArray

/// The path without a link in it. Each link is read against the folder that it lies in, and `..` is the folder above the one that was come
/// to: `Path.GetFullPath` would strike out both names without a look at the disk.
let resolve (path: string) =
    let rooted (path: string) =
        let root = Path.GetPathRoot path |> Option.ofObj |> Option.defaultValue ""
        root, split (path.Substring root.Length)

    let rec walk (folder: string) links (names: string list) =
        match names with
        | [] -> folder
        | "." :: rest -> walk folder links rest
        | ".." :: rest ->
            let above =
                Path.GetDirectoryName folder |> Option.ofObj |> Option.defaultValue folder

            walk above links rest
        | name :: rest ->
            let here = Path.Combine(folder, name)

            match FileInfo(here).LinkTarget with
            | _ when isOfTheSystem here -> Path.Combine(Array.ofList (here :: rest))
            | null -> walk here links rest
            | _ when links = mostLinks -> raise (IOException "too many links that lead to links")
            | target when Path.IsPathRooted target ->
                let root, names = rooted target
                walk root (links + 1) (names @ rest)
            | target -> walk folder (links + 1) (split target @ rest)

    let root, names = rooted (Path.Combine(Directory.GetCurrentDirectory(), path))
    walk root 0 names

/// statx: unlike that of stat, its structure is the same on every processor.
[<DllImport("libc", EntryPoint = "statx")>]
extern int private statx(int folder, string path, int flags, uint32 mask, byte[] status)

/// The kind of what is there, as the bits S_IFMT of its mode; nothing where there is nothing, or where it can't be asked for.
let private kindOf (path: string) =
    let status = Array.zeroCreate<byte> 256
    let typeOnly = 1u

    try
        if OperatingSystem.IsLinux() && statx (0, path, 0, typeOnly, status) = 0 then
            Some(BitConverter.ToUInt16(status, 28) &&& 0xF000us)
        else
            None
    with :? EntryPointNotFoundException ->
        None

let private regularFile = 0x8000us

/// A device or a pipe is written to; replacing it by a file would break the machine for everybody else.
let isReplaceable (path: string) =
    not (isOfTheSystem path)
    && kindOf path |> Option.forall (fun kind -> kind = regularFile)

/// Whether there is a file to read. A link that leads nowhere is a file to `File.Exists`.
let isFile (path: string) = path <> "" && File.Exists(resolve path)
