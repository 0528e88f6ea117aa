/// The pieces that result files are made of.
module SpanLqr.Files.Json

open System
open System.Globalization
open System.IO
open System.Numerics
open System.Text
open System.Text.Encodings.Web
open System.Text.Json

let private options =
    // Names stay readable; nothing here ends up inside HTML.
    JsonWriterOptions(Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping)

/// The document that `write` writes, with a final line feed.
let render (write: Utf8JsonWriter -> unit) =
    use memory = new MemoryStream()

    do
        use writer = new Utf8JsonWriter(memory, options)
        write writer

    memory.WriteByte(byte '\n')
    Encoding.UTF8.GetString(memory.GetBuffer(), 0, int memory.Length)

/// The shortest text that reads back as the same number; −0 is written 0.
let private digits (value: float) =
    (value + 0.0).ToString(CultureInfo.InvariantCulture)

let object (json: Utf8JsonWriter) (members: unit -> unit) =
    json.WriteStartObject()
    members ()
    json.WriteEndObject()

let array (json: Utf8JsonWriter) (item: 'a -> unit) (items: 'a seq) =
    json.WriteStartArray()
    Seq.iter item items
    json.WriteEndArray()

let text (json: Utf8JsonWriter) (key: string) (value: string) = json.WriteString(key, value)

let member' (json: Utf8JsonWriter) (key: string) (write: unit -> unit) =
    json.WritePropertyName key
    write ()

let switch (json: Utf8JsonWriter) (key: string) (value: bool) = json.WriteBoolean(key, value)

let count (json: Utf8JsonWriter) (key: string) (value: int) = json.WriteNumber(key, value)

/// A number, or null where it is not finite: JSON has no NaN.
let numberValue (json: Utf8JsonWriter) (value: float) =
    if Double.IsFinite value then
        json.WriteRawValue(digits value)
    else
        json.WriteNullValue()

/// A number, or null where it is unknown.
let number (json: Utf8JsonWriter) (key: string) (value: float option) =
    json.WritePropertyName key
    numberValue json (Option.defaultValue nan value)

/// An array that stays on one line; a matrix then looks like one. The writer does not indent what it is given raw.
let private line (json: Utf8JsonWriter) (values: string seq) =
    let indentation = String(' ', options.IndentSize * json.CurrentDepth)
    json.WriteRawValue($"\n{indentation}[" + String.Join(", ", values) + "]", skipInputValidation = true)

let vectorValue json (values: float[]) = values |> Seq.map digits |> line json

let matrixValue json (value: float[,]) =
    seq { 0 .. Array2D.length1 value - 1 }
    |> array json (fun i -> vectorValue json value[i, *])

let vector (json: Utf8JsonWriter) (key: string) (values: float[]) =
    json.WritePropertyName key
    vectorValue json values

let vectors (json: Utf8JsonWriter) (key: string) (values: float[][]) =
    json.WritePropertyName key
    values |> array json (vectorValue json)

let matrix (json: Utf8JsonWriter) (key: string) value =
    json.WritePropertyName key
    matrixValue json value

let matrices (json: Utf8JsonWriter) (key: string) (values: float[,] seq) =
    json.WritePropertyName key
    array json (matrixValue json) values

let complexNumbers (json: Utf8JsonWriter) (key: string) (values: Complex[] option) =
    json.WritePropertyName key

    match values with
    | Some values -> values |> array json (fun z -> line json [ digits z.Real; digits z.Imaginary ])
    | None -> json.WriteNullValue()

let indices (json: Utf8JsonWriter) (key: string) (values: int[][]) =
    json.WritePropertyName key
    values |> array json (Seq.map string >> line json)
