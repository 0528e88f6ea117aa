/// Texts that are built into the program.
module SpanLqr.Cli.Resources

open System.IO
open System.Reflection

/// The text under that name; the names are those of the project file.
let read (name: string) =
    match Assembly.GetExecutingAssembly().GetManifestResourceStream name with
    | null -> invalidArg (nameof name) $"no resource {name}"
    | stream ->
        use reader = new StreamReader(stream)
        reader.ReadToEnd()
