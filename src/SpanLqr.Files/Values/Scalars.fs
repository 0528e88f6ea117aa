/// Numbers, counts, names and switches.
module SpanLqr.Files.Scalars

open System
open System.Text.Json

/// So many of them, in words.
let plural count noun =
    if count = 1 then $"{count} {noun}" else $"{count} {noun}s"

/// A finite number. 1e999 is one to JSON and an infinity to a double.
let number (node: Node) =
    if node.Value.ValueKind <> JsonValueKind.Number then
        Node.expected "a number" node

    let value = node.Value.GetDouble()

    if Double.IsFinite value then
        value
    else
        Node.expected "a finite number" node

/// A whole number from 1 to 2³¹ − 1, written with or without an exponent.
let count (node: Node) =
    let wanted = $"a whole number from 1 to {Int32.MaxValue}"

    if node.Value.ValueKind <> JsonValueKind.Number then
        Node.expected wanted node

    let value = number node

    if Double.IsInteger value && value >= 1.0 && value <= float Int32.MaxValue then
        int value
    else
        Node.expected wanted node

/// A finite number that is what `wanted` says.
let numberThat holds wanted node =
    let value = number node

    if holds value then value else Node.expected wanted node

let text wanted (node: Node) =
    if node.Value.ValueKind <> JsonValueKind.String then
        Node.expected wanted node

    try
        match node.Value.GetString() with
        | null
        | "" -> Node.expected wanted node
        | value -> value
    with :? InvalidOperationException ->
        Node.fail node "a string that is not valid Unicode, expected text"

let switch (node: Node) =
    match node.Value.ValueKind with
    | JsonValueKind.True -> true
    | JsonValueKind.False -> false
    | _ -> Node.expected "true or false" node
