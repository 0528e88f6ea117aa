/// Games with several equilibria, with one, and with a proof that there is none.
module SpanLqr.Cli.Tests.EquilibriaTests

open System.IO
open System.Text.Json
open Xunit
open SpanLqr.Cli.Tests.Repository

let private found name =
    Path.Combine(cases, "found", $"{name}.problem.json")

let private several =
    Directory.GetFiles(Path.Combine(cases, "games"), "*.problem.json") |> Array.sort

let private solved options path =
    let outcome = Cli.run ([ "solve"; path; "--json" ] @ options)
    Assert.Equal((0, ""), (outcome.Code, outcome.Err))
    JsonDocument.Parse(outcome.Out).RootElement

let private entries (matrix: JsonElement) =
    [
        for row in matrix.EnumerateArray() do
            for entry in row.EnumerateArray() -> entry.GetDouble()
    ]

let private isNear (expected: JsonElement) (actual: JsonElement) =
    let expected, actual = entries expected, entries actual
    let size = expected |> Seq.map abs |> Seq.max
    List.forall2 (fun x y -> abs (x - y) <= 1e-7 * size) expected actual

[<Fact>]
let ``--all gives every equilibrium of every case`` () =
    for problem in several do
        let expected =
            JsonDocument.Parse(File.ReadAllText(problem.Replace(".problem.", ".result."))).RootElement

        let laws = expected.GetProperty("equilibria").EnumerateArray() |> List.ofSeq
        let all = (solved [ "--all" ] problem).EnumerateArray() |> List.ofSeq
        Assert.Equal(laws.Length, all.Length)

        for law in laws do
            Assert.Contains(all, fun (one: JsonElement) -> isNear law (one.GetProperty "F"))

        for one in all do
            Assert.Equal(expected.GetProperty("stableEigenvalues").GetInt32(), one.GetProperty("stableEigenvalues").GetInt32())
            Assert.False(one.GetProperty("unique").GetBoolean())
            Assert.Equal(laws.Length, one.GetProperty("equilibria").GetInt32())

[<Fact>]
let ``what is solved of a game with several passes verification, and the table says one of several`` () =
    for problem in several do
        Cli.inDirectory (fun directory ->
            let result = Path.Combine(directory, "result.json")
            let outcome = Cli.run [ "solve"; problem; "--out"; result ]
            Assert.Equal(0, outcome.Code)
            Assert.Contains("one of several", outcome.Out)
            let verified = Cli.run [ "verify"; problem; result ]
            Assert.Equal((0, ""), (verified.Code, verified.Err)))

[<Fact>]
let ``one of seven says how many there are`` () =
    let result = solved [] (found "game-several-returned")
    Assert.False(result.GetProperty("unique").GetBoolean())
    Assert.Equal(7, result.GetProperty("equilibria").GetInt32())

[<Fact>]
let ``the only one says so`` () =
    let outcome = Cli.run [ "solve"; found "game-three" ]
    Assert.Equal(0, outcome.Code)
    Assert.Contains("unique", outcome.Out)
    let result = solved [] (found "game-three")
    Assert.True(result.GetProperty("unique").GetBoolean())
    Assert.False(fst (result.TryGetProperty "equilibria"))

[<Fact>]
let ``a pure consensus has a mode on the unit circle, which is named`` () =
    let outcome = Cli.run [ "solve"; found "game-consensus" ]
    Assert.Equal(3, outcome.Code)
    Assert.Contains("a mode on the unit circle, at 1,", Assert.Single outcome.ErrLines)

[<Fact>]
let ``too few eigenvalues prove that there is none, and the message has the evidence`` () =
    // k = 3 by the argument principle, n = 4.
    let problem =
        """{"kind":"game","populations":[
             {"name":"a","A":[[-1.5,-0.6],[-1.2,-0.7]],"B":[[0],[-1]],"Q":[[0.1,0],[0,0.1]],"R":[[1]]},
             {"name":"b","A":[[-1.4,-0.8],[1.3,-0.8]],"B":[[-1.5],[0.8]],"Q":[[0.1,0],[0,0.1]],"R":[[1]]}],
            "couplings":[{"of":"a","to":"b","weight":[[25,15],[15,9]]},{"of":"b","to":"a","weight":[[25,0],[0,0]]}]}"""

    for options in [ []; [ "--all" ] ] do
        let outcome = Cli.runOn problem ([ "solve"; "-" ] @ options)
        Assert.Equal((3, ""), (outcome.Code, outcome.Out))
        let line = Assert.Single outcome.ErrLines
        Assert.Contains("proven: none has a stable mean field: 3 of the game's eigenvalues lie inside the unit circle", line)
        Assert.Contains("needs 4", line)

[<Fact>]
let ``--all is for games`` () =
    let outcome = Cli.runOn Problems.small [ "solve"; "-"; "--all" ]
    Assert.Equal(2, outcome.Code)
    Assert.Contains("--all is for games", Assert.Single outcome.ErrLines)

[<Fact>]
let ``a learned game is judged by its law and by what an agent could gain, not by a least cost`` () =
    let arguments =
        [
            "learn"
            found "game-three"
            "--gain-rounds"
            "2"
            "--gain-iterations"
            "3"
            "--offset-rounds"
            "1"
            "--offset-iterations"
            "3"
        ]

    let table = Cli.run arguments
    // So short a run ends far off, and says so.
    Assert.Equal(3, table.Code)
    Assert.Contains("off by", Assert.Single table.ErrLines)
    Assert.Contains("cost at equilibrium", table.Out)
    Assert.DoesNotContain("least cost", table.Out)
    Assert.Contains("could gain at most", table.Out)

    let result =
        JsonDocument.Parse((Cli.run (arguments @ [ "--json" ])).Out).RootElement

    Assert.True(fst (result.GetProperty("reference").TryGetProperty "equilibriumCost"))

    for line in result.GetProperty("history").EnumerateArray() do
        Assert.True(line.GetProperty("lawError").GetProperty("F").GetDouble() >= 0.0)

    for population in result.GetProperty("populations").EnumerateArray() do
        Assert.True(population.GetProperty("exploitability").GetDouble() > 0.0)

[<Fact>]
let ``a simulated game says what an agent of each population pays, and must pay`` () =
    let outcome = Cli.run [ "simulate"; found "game-three"; "--json"; "--quiet" ]
    Assert.Equal((0, ""), (outcome.Code, outcome.Err))
    let root = JsonDocument.Parse(outcome.Out).RootElement

    for population in root.GetProperty("populations").EnumerateArray() do
        let measured = population.GetProperty("averageCost").GetDouble()
        let predicted = population.GetProperty("predictedCost").GetDouble()
        Assert.Equal(predicted, measured, 0.05 * predicted)
