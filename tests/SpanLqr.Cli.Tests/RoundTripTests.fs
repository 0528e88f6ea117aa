/// What `solve` writes, `verify` accepts.
module SpanLqr.Cli.Tests.RoundTripTests

open System
open System.IO
open Xunit

let private assertRoundTrip (problem: string) =
    Cli.inDirectory (fun directory ->
        let path = Path.Combine(directory, "problem.json")
        File.WriteAllText(path, problem)
        let solved = Cli.run [ "solve"; path; "--json" ]
        Assert.True((solved.Code = 0), solved.Err)
        let verified = Cli.runOn solved.Out [ "verify"; path; "-" ]
        Assert.True((verified.Code = 0), verified.Err))

[<Fact>]
let ``a stationary result verifies`` () = assertRoundTrip Problems.small

[<Fact>]
let ``a result over a horizon verifies`` () = assertRoundTrip Problems.horizon

[<Fact>]
let ``a team given by populations verifies`` () = assertRoundTrip Problems.team

[<Fact>]
let ``a team given whole verifies`` () = assertRoundTrip Problems.monolithic

[<Fact>]
let ``an asymmetric game with offsets verifies`` () = assertRoundTrip Problems.game

[<Fact>]
let ``a robust problem over a horizon verifies`` () = assertRoundTrip Problems.robust

[<Fact>]
let ``a stationary robust problem verifies`` () =
    assertRoundTrip Problems.stationaryRobust

[<Fact>]
let ``the least viable level verifies, over a horizon and for ever`` () =
    assertRoundTrip (Problems.robust.Replace("\"gamma\":5", "\"gamma\":\"min\""))
    assertRoundTrip (Problems.stationaryRobust.Replace("\"gamma\":60", "\"gamma\":\"min\""))

[<Fact>]
let ``twenty states and five inputs verify`` () =
    assertRoundTrip (Problems.random 20 5 1)

[<Fact>]
let ``two hundred states verify`` () =
    assertRoundTrip (Problems.random 200 7 2)

[<Fact>]
let ``a deadbeat loop verifies, all of its eigenvalues being one`` () =
    // R = 0 buys the last state at any price: every eigenvalue of A − BK is 0, in one Jordan block.
    """{"kind":"lqr","A":[[1,1,0],[0.3,1,1],[0.2,0.1,1]],"B":[[0],[0],[1]],"Q":[[1,0,0],[0,0,0],[0,0,0]],"R":[[0]],"indefinite":true}"""
    |> assertRoundTrip

[<Fact>]
let ``cross weights and a semidefinite weight verify`` () =
    """{"kind":"lqr","A":[[1,0.1],[0,1]],"B":[[0.005],[0.1]],"Q":[[1,0],[0,0]],"R":[[0.5]],"S":[[0.2],[0]],"W":[[0,0],[0,1]]}"""
    |> assertRoundTrip

[<Fact>]
let ``an agent alone in its population verifies, be its deviation stabilisable or not`` () =
    """{"kind":"team","populations":[
         {"name":"leader","size":1,"A":[[1.2]],"B":[[1]],"Q":[[1]],"R":[[1]]},
         {"name":"rest","size":1000000,"A":[[1.1]],"B":[[1]],"Q":[[1]],"R":[[1]]}],
        "coupling":{"B":[[[[1]],null],[[[0.5]],null]]}}"""
    |> assertRoundTrip

[<Fact>]
let ``every example of new solves and verifies`` () =
    for kind in SpanLqr.Files.ProblemFile.kinds |> List.map _.Name do
        assertRoundTrip (Cli.run [ "new"; kind ]).Out

[<Fact>]
let ``every sample solves and verifies`` () =
    Assert.NotEmpty Repository.samples
    Repository.samples |> List.iter (File.ReadAllText >> assertRoundTrip)

let problems = TheoryData<string> Repository.problems

[<Theory; MemberData(nameof problems)>]
let ``what solve answers of any case verify accepts`` problem =
    let path = Path.Combine(Repository.cases, problem)
    let solved = Cli.run [ "solve"; path; "--json" ]

    // A result that is complete but not what was asked for, as of a level that is not viable, is a result.
    if solved.Code = 0 || solved.Out.Contains "\"kind\"" then
        let verified = Cli.runOn solved.Out [ "verify"; path; "-" ]
        Assert.True((verified.Code = 0), verified.Err)
    else
        Assert.Equal(3, solved.Code)
        Assert.NotNull((JsonComparison.parse solved.Out).GetProperty("status").GetString())

[<Fact>]
let ``a team written out whole is found again and gets the same policy`` () =
    let parse = JsonComparison.parse

    let byPopulations =
        """{"kind":"team","populations":[
             {"name":"class 1","size":2,"A":[[1.1]],"B":[[1]],"Q":[[1]],"R":[[1]]},
             {"name":"class 2","size":1,"A":[[0.5]],"B":[[2]],"Q":[[3]],"R":[[1]],"W":[[2]]}],
            "coupling":{"A":[[[[0.1]],[[0.2]]],[[[0.3]],null]],"Q":[[[[0.1]],null],[null,null]]}}"""

    let expected = parse (Cli.runOn byPopulations [ "solve"; "-"; "--json" ]).Out
    let found = parse (Cli.runOn Problems.monolithic [ "solve"; "-"; "--json" ]).Out
    Assert.Equal("[[0,2],[1]]", String.filter (Char.IsWhiteSpace >> not) (found.GetProperty("partition").GetRawText()))

    for field in [ "populations"; "meanField"; "cost" ] do
        Assert.Empty(JsonComparison.differences 1e-12 field (expected.GetProperty field) (found.GetProperty field))
