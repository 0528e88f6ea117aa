/// A learner's state as JSON and back, with all its bits.
module SpanLqr.Cli.Learning.StateJson

open System
open System.Globalization
open System.Text.Json
open SpanLqr.Files
open SpanLqr.Files.Results
open SpanLqr.Learning

/// Sixteen hexadecimal digits: infinities and NaNs included, and no digit lost.
let bits (value: float) =
    BitConverter.DoubleToUInt64Bits(value).ToString("x16", CultureInfo.InvariantCulture)

let ofBits node =
    let text = Scalars.text "16 hexadecimal digits" node

    match UInt64.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) with
    | true, value -> BitConverter.UInt64BitsToDouble value
    | _ -> Node.expected "16 hexadecimal digits" node

let float (json: Utf8JsonWriter) (key: string) value = json.WriteString(key, bits value)

let private integer key members =
    let node = Members.required key "a whole number" members

    match node.Value.TryGetInt64() with
    | true, value -> value
    | _ -> Node.expected "a whole number" node

let count key members = int (integer key members)

let long key members = integer key members

let readFloat key members =
    Members.required key "16 hexadecimal digits" members |> ofBits

let rec write (json: Utf8JsonWriter) (state: LearnerState) =
    Json.object json (fun () ->
        Json.text json "kind" state.Kind
        Json.count json "iteration" state.Iteration
        Json.count json "status" (int state.Status)
        json.WriteNumber("rollouts", state.Account.Rollouts)
        json.WriteNumber("steps", state.Account.Steps)
        json.WriteNumber("rejected", state.Account.Rejected)
        json.WriteStartArray "values"

        for value in state.Values do
            json.WriteStringValue(bits value)

        json.WriteEndArray()
        json.WritePropertyName "parts"
        Json.array json (write json) state.Parts)

let private keys =
    [
        "kind"
        "iteration"
        "status"
        "rollouts"
        "steps"
        "rejected"
        "values"
        "parts"
    ]

let rec read node =
    let members = Members.ofNode keys node

    let items key =
        Members.required key "an array" members |> Node.items "an array"

    LearnerState(
        Scalars.text "a kind of learner" (Members.required "kind" "a kind of learner" members),
        count "iteration" members,
        enum<LearnerStatus>(count "status" members),
        LearningAccount(long "rollouts" members, long "steps" members, long "rejected" members),
        (items "values" |> Array.map ofBits),
        (items "parts" |> Array.map read)
    )
