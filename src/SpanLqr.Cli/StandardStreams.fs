/// The streams that the process was started with, which may be closed, full or gone.
module SpanLqr.Cli.StandardStreams

open System
open System.IO
open System.Runtime.InteropServices
open System.Text

[<DllImport("libc", EntryPoint = "fcntl")>]
extern int private fcntl(int descriptor, int command)

[<Literal>]
let private GetDescriptorFlags = 1

/// Whether whoever started the process gave it that descriptor. Where it was closed the runtime soon has a file or pipe of its own under the
/// number, and reading from that would wait for ever. What is inherited outlives an exec; whatever the runtime opens does not.
let private isInherited descriptor =
    OperatingSystem.IsWindows() || fcntl (descriptor, GetDescriptorFlags) = 0

/// Passes on what is written, and tells every failure to someone who decides what it means.
type private Outlet(stream: Stream, onFailure: exn -> unit) =
    inherit Stream()

    let attempt work =
        try
            work ()
        with
        | :? IOException
        | :? UnauthorizedAccessException as error -> onFailure error

    override _.CanRead = false
    override _.CanSeek = false
    override _.CanWrite = true
    override _.Length = raise (NotSupportedException())

    override _.Position
        with get () = raise (NotSupportedException())
        and set _ = raise (NotSupportedException())

    override _.Read(_: byte[], _: int, _: int) : int = raise (NotSupportedException())
    override _.Seek(_, _) = raise (NotSupportedException())
    override _.SetLength _ = raise (NotSupportedException())

    override _.Write(buffer: byte[], offset: int, count: int) =
        attempt (fun () -> stream.Write(buffer, offset, count))

    override _.Flush() = attempt stream.Flush

/// What nobody can write to.
type private Closed() =
    inherit MemoryStream(Array.empty, writable = false)

    override _.CanWrite = true
    override _.Write(_: byte[], _: int, _: int) : unit = raise (IOException "it is closed")

let private writer (stream: Stream) onFailure =
    // JSON is UTF-8 whatever the locale says.
    TextWriter.Synchronized(new StreamWriter(new Outlet(stream, onFailure), UTF8Encoding false, AutoFlush = true))

/// Standard input, for whoever reads it.
let input () : unit -> Stream =
    if isInherited 0 then
        Console.OpenStandardInput
    else
        fun () -> Stop.wrongInput "standard input: closed, expected a JSON document"

/// Standard output. A reader who has gone, as `head` does, has seen what he wanted; the runtime says nothing of that, nor do we.
let output () =
    let stream: Stream =
        if isInherited 1 then
            Console.OpenStandardOutput()
        else
            new Closed()

    writer stream (fun error ->
        let reason =
            match error.InnerException with
            | null -> error.Message
            | inner -> inner.Message

        Stop.wrongInput $"standard output: cannot be written: {reason}")

/// Standard error. There is nowhere left to complain where it fails; the exit code still tells.
let error () =
    if isInherited 2 then
        writer (Console.OpenStandardError()) ignore
    else
        TextWriter.Null
