/// A monolithic team whose agents are alike only to a tolerance: cost and certificate are of the matrices in the file.
module SpanLqr.Cli.Tests.GivenMatricesTests

open System
open System.IO
open System.Text.Json.Nodes
open SpanLqr.Cli.Tests.Results
open Xunit

let private nearPartition =
    lazy File.ReadAllText(Path.Combine(Repository.cases, "found", "team-near-partition.problem.json"))

let private number (result: JsonNode) path = (find result path).GetValue<float>()

[<Fact>]
let ``the certificate of averaged agents is of the matrices in the file`` () =
    let result = resultOf nearPartition.Value "solve" [ "--tolerance"; "0.1" ]
    Assert.InRange(number result "cost", 19.62, 19.64)
    Assert.InRange(number result "certificate/optimalCost", 16.40, 16.42)
    Assert.InRange(number result "certificate/monolithicCostError", 0.18, 0.19)
    Assert.InRange(number result "certificate/monolithicGainError", 0.2, 0.3)
    Assert.InRange(number result "averagingError", 1e-3, 0.6)
    Assert.Equal((0, ""), (let outcome = verify [] nearPartition.Value result in outcome.Code, outcome.Err))

[<Theory>]
[<InlineData("cost", "whole system as given: cost of the policy")>]
[<InlineData("averagingError", "partition: agents of a class are exchangeable up to the averaging error")>]
[<InlineData("certificate/optimalCost", "certificate: least cost")>]
[<InlineData("certificate/monolithicGainError", "certificate: gain error")>]
[<InlineData("certificate/monolithicCostError", "certificate: cost error")>]
let ``a wrong number about averaged agents fails its claim`` path (claim: string) =
    let result = resultOf nearPartition.Value "solve" [ "--tolerance"; "0.1" ]
    enlarge 1e-4 path result
    let outcome = verify [] nearPartition.Value result
    Assert.Equal(3, outcome.Code)
    Assert.Contains(claim, Assert.Single outcome.ErrLines)

[<Fact>]
let ``the table of averaged agents has the averaging error and the least cost`` () =
    let outcome = Cli.runOn nearPartition.Value [ "solve"; "-"; "--tolerance"; "0.1" ]
    Assert.Equal(0, outcome.Code)
    Assert.Contains("averaging error of the classes", outcome.Out)
    Assert.Contains("least cost of the team as given", outcome.Out)

[<Fact>]
let ``a simulation of averaged agents says that they are averaged`` () =
    let simulate options =
        Cli.runOn nearPartition.Value ([ "simulate"; "-"; "--steps"; "50" ] @ options)

    let outcome = simulate [ "--tolerance"; "0.1" ]
    Assert.Equal(0, outcome.Code)
    Assert.Contains("simulated with their averages", outcome.Err)
    Assert.DoesNotContain("averages", (simulate []).Err)

/// 401 agents of one state, all alike but the first; the same for any slip.
let private large slip =
    let n = 401

    let diagonal first rest =
        Array2D.init n n (fun i j ->
            if i <> j then 0.0
            elif i = 0 then first
            else rest)

    let agents = String.Join(",", Array.replicate n "{\"states\":1,\"inputs\":1}")

    $"{{\"kind\":\"team\",\"agents\":[{agents}],\"A\":{Problems.matrix (diagonal (0.9 + slip) 0.9)},\"B\":{Problems.matrix (diagonal 1.0 1.0)},\"Q\":{Problems.matrix (diagonal 1.0 1.0)},\"R\":{Problems.matrix (diagonal 1.0 1.0)}}}"

[<Fact>]
let ``an averaged team that is too large to be looked at whole says that its cost is not of the file`` () =
    let solve slip options =
        Cli.runOn (large slip) ([ "solve"; "-"; "--tolerance"; "0.1" ] @ options)

    let outcome = solve 0.01 []
    Assert.Equal(0, outcome.Code)
    Assert.Contains("average cost of the averaged team, not of the one given", outcome.Out)
    Assert.Contains("cost and policy are those of the averaged team", outcome.Err)
    Assert.Contains("average cost of the whole team", (solve 0.0 []).Out)

    let simulated =
        Cli.runOn (large 0.01) [ "simulate"; "-"; "--tolerance"; "0.1"; "--steps"; "20"; "--quiet"; "--json" ]

    Assert.InRange((JsonComparison.parse simulated.Out).GetProperty("averagingError").GetDouble(), 0.009, 0.012)

[<Fact>]
let ``the exact partition has an averaging error of zero and the decomposition's cost`` () =
    let result = solve Problems.monolithic
    Assert.Equal(0.0, number result "averagingError")
    Assert.True(isWithout "certificate" "optimalCost" result)
    Assert.InRange(number result "certificate/monolithicGainError", 0.0, 1e-12)

/// Nine agents of one state that have nothing to do with each other.
let private scalars (a: int -> float) =
    let order = 9

    let entry i j =
        if i <> j then
            "0"
        else
            (a i).ToString Globalization.CultureInfo.InvariantCulture

    let matrix entry =
        Seq.init order (fun i -> "[" + String.Join(",", Seq.init order (entry i)) + "]")
        |> fun rows -> "[" + String.Join(",", rows) + "]"

    let unit = matrix (fun i j -> if i = j then "1" else "0")
    let agents = String.Join(",", Seq.replicate order """{"states":1,"inputs":1}""")
    $"""{{"kind":"team","agents":[{agents}],"A":{matrix entry},"B":{unit},"Q":{unit},"R":{unit}}}"""

/// Three kinds of agents, each a little different from the others of its kind, no two alike to the default tolerance.
let private nearlyAlike share =
    scalars (fun i -> 0.5 + 0.1 * float (i % 3) + share * float i)

[<Fact>]
let ``agents that end alone are told at which tolerance they would not`` () =
    // Within a kind the first and the last differ by 6e-5, relative to the largest entry, 0.70008.
    let outcome = Cli.runOn (nearlyAlike 1e-5) [ "solve"; "-" ]
    Assert.Equal(0, outcome.Code)
    Assert.Equal("standard input: 9 of 9 agents are alone in their class; 3 classes at --tolerance 9E-05", Assert.Single outcome.ErrLines)

    let coarser =
        Cli.runOn (nearlyAlike 1e-5) [ "solve"; "-"; "--tolerance"; "9e-5"; "--json" ]

    Assert.Equal((0, ""), (coarser.Code, coarser.Err))
    let result = nonNull (JsonNode.Parse coarser.Out)
    Assert.Equal(3, (find result "partition").AsArray().Count)
    Assert.Equal("", (Cli.runOn (nearlyAlike 1e-5) [ "solve"; "-"; "--quiet" ]).Err)

[<Fact>]
let ``agents with nothing in common are told nothing`` () =
    Assert.Equal("", (Cli.runOn (scalars (fun i -> 0.1 * float (i + 1))) [ "solve"; "-" ]).Err)

[<Fact>]
let ``the hint for agents that are a few per cent apart is the largest that is worth trying`` () =
    let outcome = Cli.runOn nearPartition.Value [ "solve"; "-"; "--json" ]
    Assert.EndsWith("at --tolerance 0.1", Assert.Single outcome.ErrLines)

[<Fact>]
let ``a policy of the average that does not stabilise the team as given is no answer`` () =
    // The average of 0.2 and 3 is stabilised; 3 itself is not.
    let problem =
        """{"kind":"team","agents":[{"states":1,"inputs":1},{"states":1,"inputs":1},{"states":1,"inputs":1}],"A":[[0.2,0,0],[0,0.2,0],[0,0,3]],"B":[[1,0,0],[0,1,0],[0,0,1]],"Q":[[1,0,0],[0,1,0],[0,0,1]],"R":[[1,0,0],[0,1,0],[0,0,1]]}"""

    let outcome = Cli.runOn problem [ "solve"; "-"; "--tolerance"; "1"; "--json" ]
    Assert.Equal(3, outcome.Code)
    Assert.Contains("does not stabilise the team as given", Assert.Single outcome.ErrLines)
    let result = nonNull (JsonNode.Parse outcome.Out)
    Assert.Equal("", (verify [] problem result).Err)
