/// Results of the command, to be tampered with and verified.
module SpanLqr.Cli.Tests.Results

open System
open System.IO
open System.Text.Json.Nodes
open Xunit

let nonNull (node: JsonNode | null) =
    match node with
    | null -> failwith "no such value in the result"
    | node -> node

/// Goes down the keys and indices of a path such as "populations/0/K/0/1".
let find (root: JsonNode) (path: string) =
    path.Split '/'
    |> Array.fold
        (fun (node: JsonNode) step ->
            match Int32.TryParse step with
            | true, index -> nonNull node[index]
            | _ -> nonNull node[step])
        root

/// Whether that object has no such member, or null for it.
let isWithout owner (key: string) root = isNull (find root owner).[key]

/// What a command prints for that problem.
let resultOf problem (command: string) options =
    let outcome = Cli.runOn problem ([ command; "-"; "--json"; "--quiet" ] @ options)
    Assert.Equal((0, ""), (outcome.Code, outcome.Err))
    nonNull (JsonNode.Parse outcome.Out)

let solve problem = resultOf problem "solve" []

let verify options (problem: string) (result: JsonNode) =
    Cli.inDirectory (fun directory ->
        let path = Path.Combine(directory, "problem.json")
        File.WriteAllText(path, problem)
        Cli.runOn (result.ToJsonString()) ([ "verify"; path; "-" ] @ options))

/// Makes one number larger by that share.
let enlarge share path result =
    let number = find result path
    number.ReplaceWith(number.GetValue<float>() * (1.0 + share) + share * 1e-3)
