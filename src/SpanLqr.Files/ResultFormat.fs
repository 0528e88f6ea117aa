namespace SpanLqr.Files.Results

open System.Text.Json
open SpanLqr.Files

/// The result files of a kind: those about a problem can be read, those of any can be written and described.
type ResultFormat =
    {
        Of: Problem -> Codec<ResultDocument>
        Write: Utf8JsonWriter -> ResultDocument -> unit
        Schema: Schema
    }
