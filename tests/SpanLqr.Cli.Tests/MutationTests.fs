/// Valid files with one thing changed at random: whatever it is, the command answers in one of the ways it promises.
module SpanLqr.Cli.Tests.MutationTests

open System.Text.Json.Nodes
open FsCheck
open FsCheck.FSharp
open Xunit

/// Every value in the document but the document itself, with what it takes to put another in its place.
let rec private places (node: JsonNode | null) : (JsonNode | null -> unit) list =
    match node with
    | :? JsonObject as object ->
        [
            for key, child in object |> Seq.map (fun pair -> pair.Key, pair.Value) |> List.ofSeq do
                (fun value -> object[key] <- value)
                yield! places child
        ]
    | :? JsonArray as array ->
        [
            for index in 0 .. array.Count - 1 do
                (fun value -> array[index] <- value)
                yield! places array[index]
        ]
    | _ -> []

/// Every member and every entry, with what it takes to remove it or to have it twice.
let rec private removals (node: JsonNode | null) : (unit -> unit) list =
    match node with
    | :? JsonObject as object ->
        [
            for key, child in object |> Seq.map (fun pair -> pair.Key, pair.Value) |> List.ofSeq do
                (fun () -> object.Remove key |> ignore)
                yield! removals child
        ]
    | :? JsonArray as array ->
        [
            for index in 0 .. array.Count - 1 do
                (fun () -> array.RemoveAt index)
                (fun () -> array.Add(array[index] |> Option.ofObj |> Option.map _.DeepClone() |> Option.toObj))
                yield! removals array[index]
        ]
    | _ -> []

let private moderate =
    [
        "null"
        "true"
        "\"1\""
        "\"\""
        "{}"
        "[]"
        "[[]]"
        "[[1]]"
        "[[[1]]]"
        "0"
        "-1"
        "1"
        "2.5"
        "3"
    ]

let private extreme = [ "1e-300"; "1e12"; "1e300"; "1e999" ]

let private replacedBy (replacements: string list) (text: string) =
    gen {
        let document = JsonNode.Parse text
        let! place = Gen.elements (places document)
        let! value = Gen.elements replacements
        place (JsonNode.Parse value)
        return (nonNull document).ToJsonString()
    }

let private replaced text = replacedBy (moderate @ extreme) text

let private removed (text: string) =
    gen {
        let document = JsonNode.Parse text
        let! remove = Gen.elements (removals document)
        remove ()
        return (nonNull document).ToJsonString()
    }

let private cut (text: string) =
    gen {
        let! length = Gen.choose (0, text.Length - 1)
        return text.Substring(0, length)
    }

let private typo (text: string) =
    gen {
        let! position = Gen.choose (0, text.Length - 1)

        let! character =
            Gen.elements
                [
                    '{'
                    '}'
                    '['
                    ']'
                    ','
                    ':'
                    '"'
                    '-'
                    '0'
                    '9'
                    'e'
                    '.'
                    'x'
                    '\\'
                    '\n'
                    '\u0000'
                    '/'
                ]

        return text.Remove(position, 1).Insert(position, string character)
    }

let private mutants =
    gen {
        let! _, text = Gen.elements Problems.all
        return! Gen.oneof [ replaced text; replaced text; removed text; cut text; typo text ]
    }

/// Problems whose numbers stay near each other: weights 300 powers of ten apart leave no digits to agree on.
let private moderateMutants =
    gen {
        let! _, text = Gen.elements Problems.all
        return! Gen.oneof [ replacedBy moderate text; removed text ]
    }

let private isPromised (outcome: Cli.Outcome) =
    match outcome.Code with
    | 0 -> outcome.Err = "" && outcome.Out <> ""
    | 2 -> outcome.ErrLines.Length = 1 && outcome.Out = ""
    // A problem without an answer has a status, and the evidence for it, in place of a result; that of a plant has its line alone.
    | 3 ->
        outcome.ErrLines.Length = 1
        && (outcome.Out = "" || outcome.Out.StartsWith "{\n  \"status\"")
    | _ -> false

/// From a fixed seed, so that a failure in one place is a failure everywhere.
let private config =
    Config.QuickThrowOnFailure
        .WithReplay(
            Some
                {
                    Rnd = Rnd(20261120UL, 314159265UL)
                    Size = None
                }
        )
        .WithQuietOnSuccess(true)

[<Fact>]
let ``a mutated problem gives an answer or one line that says why not`` () =
    let holds text =
        let outcome = Cli.runOn text [ "solve"; "-"; "--json" ]

        isPromised outcome
        |> Prop.label $"{outcome}"
        |> Prop.classify (outcome.Code = 0) "still solved"

    Check.One(config.WithMaxTest 1500, Prop.forAll (Arb.fromGen mutants) holds)

[<Fact>]
let ``an answer to a mutated problem verifies`` () =
    let holds (text: string) =
        Cli.inDirectory (fun directory ->
            let path = System.IO.Path.Combine(directory, "problem.json")
            System.IO.File.WriteAllText(path, text)
            let solved = Cli.run [ "solve"; path; "--json" ]
            let verified = Cli.runOn solved.Out [ "verify"; path; "-" ]
            (solved.Code <> 0 || verified.Code = 0) |> Prop.label $"{verified.Err}{text}")

    Check.One(config.WithMaxTest 400, Prop.forAll (Arb.fromGen moderateMutants) holds)

/// A problem, and what became of its result.
let private mutantResults =
    gen {
        let! name, problem = Gen.elements Problems.all
        let result = (Cli.runOn problem [ "solve"; "-"; "--json" ]).Out
        let! mutant = Gen.oneof [ replaced result; removed result; cut result; typo result ]
        return name, mutant
    }

[<Fact>]
let ``a mutated result is verified, refuted or refused`` () =
    let holds (name, result) =
        Cli.inDirectory (fun directory ->
            let path = System.IO.Path.Combine(directory, "problem.json")
            System.IO.File.WriteAllText(path, (Map.ofList Problems.all)[name])
            let outcome = Cli.runOn result [ "verify"; path; "-"; "--quiet" ]

            match outcome.Code with
            | 0 -> outcome.Err = ""
            | 2
            | 3 -> outcome.ErrLines.Length = 1
            | _ -> false
            |> Prop.label $"{outcome}")

    Check.One(config.WithMaxTest 600, Prop.forAll (Arb.fromGen mutantResults) holds)
