/// References that change over a horizon, initial states, and the response of a single plant.
module SpanLqr.Cli.Tests.ResponseTests

open System.IO
open SpanLqr.Cli.Tests.Results
open Xunit

let private following =
    """{ "kind": "lqr", "time": "continuous", "step": 0.1, "horizon": 3, "delay": 0.15, "x0": [1, -0.5],
  "A": [[0, 1], [0, -0.5]], "B": [[0], [1]], "Q": [[1, 0], [0, 0.1]], "R": [[0.1]], "drift": [0.1, 0],
  "references": [[0, 0], [0.1, 0], [0.3, 0], [0.5, 0]], "inputReferences": [[0], [0.1], [0]] }"""

let private setPoint =
    """{ "kind": "lqr", "time": "continuous", "step": 0.05, "A": [[-10, 1], [-0.02, -2]], "B": [[0], [2]],
  "Q": [[1, 0], [0, 0]], "R": [[0.01]], "outputs": [[1, 0]], "reference": [2.5] }"""

let private regulator =
    """{ "kind": "lqr", "A": [[1, 0.1], [0, 1]], "B": [[0.005], [0.1]], "Q": [[1, 0], [0, 0.1]], "R": [[0.05]], "W": [[0.01, 0], [0, 0.01]] }"""

let private run arguments (problem: string) =
    Cli.runIn { Cli.plain with Input = problem } arguments

let private simulated (options: string list) (problem: string) =
    let outcome =
        run ([ "simulate"; "-"; "--json"; "--quiet"; "--rollouts"; "16" ] @ options) problem

    Assert.Equal((0, ""), (outcome.Code, outcome.Err))
    JsonComparison.parse outcome.Out

[<Theory>]
[<InlineData("offset/1/0", "every offset is the best answer to the references")>]
[<InlineData("cost", "cost is the expected sum")>]
[<InlineData("K/0/0/1", "every K_t")>]
let ``a wrong number in a result that follows references fails its claim`` path (claim: string) =
    let result = solve following
    Assert.Equal(0, (verify [] following result).Code)
    enlarge 1e-4 path result
    let outcome = verify [] following result
    Assert.Equal(3, outcome.Code)
    Assert.Contains(claim, Assert.Single outcome.ErrLines)

[<Theory>]
[<InlineData("\"horizon\": 3,", "", "$.references: expected only together with `horizon`")>]
[<InlineData(", [0.5, 0]]", "]", "$.references: 3 vectors, expected 4 (one a step and one for the end)")>]
[<InlineData("[0.3, 0]", "[0.3]", "$.references[2]: 1 number, expected 2 (A is 2×2)")>]
[<InlineData("[[0], [0.1], [0]]", "[[0], [0.1]]", "$.inputReferences: 2 vectors, expected 3 (one a step)")>]
[<InlineData("[[0], [0.1], [0]]", "[[0], [0.1, 2], [0]]", "$.inputReferences[1]: 2 numbers, expected 1")>]
[<InlineData("\"x0\": [1, -0.5]", "\"x0\": [1]", "$.x0: 1 number, expected 2 (A is 2×2)")>]
[<InlineData("\"delay\": 0.15",
             "\"delay\": 0.15, \"weights\": \"sampled\"",
             "references with sampled weights and a fraction of a step of delay")>]
[<InlineData("\"drift\"", "\"outputs\": [[1, 0]], \"drift\"", "$.inputReferences: expected only with references of states")>]
[<InlineData("\"references\": [[0, 0], [0.1, 0], [0.3, 0], [0.5, 0]], ", "", "$.inputReferences: expected only with references")>]
[<InlineData("[[0, 0], [0.1, 0], [0.3, 0], [0.5, 0]]", "7", "$.references: the number 7, expected an array of vectors, or the path")>]
let ``references that have no meaning are refused where they stand`` (before: string) (after: string) (complaint: string) =
    let broken = following.Replace(before, after)
    Assert.NotEqual<string>(following, broken)
    let outcome = run [ "solve"; "-" ] broken
    Assert.Equal(2, outcome.Code)
    Assert.Contains(complaint, Assert.Single outcome.ErrLines)

[<Fact>]
let ``references may stand in a table beside the file`` () =
    Cli.inDirectory (fun folder ->
        let problem = Path.Combine(folder, "p.json")

        let table = following.Replace("[[0, 0], [0.1, 0], [0.3, 0], [0.5, 0]]", "\"r.csv\"")

        File.WriteAllText(problem, table)
        File.WriteAllText(Path.Combine(folder, "r.csv"), "position, velocity\n0,0\n0.1,0\n0.3,0\n0.5,0\n")
        let ofTable = Cli.run [ "solve"; problem; "--json" ]
        Assert.Equal((0, (run [ "solve"; "-"; "--json" ] following).Out), (ofTable.Code, ofTable.Out))
        File.WriteAllText(Path.Combine(folder, "r.csv"), "0,0\n0.1,much\n")
        let wrong = Cli.run [ "solve"; problem ]
        Assert.Equal(2, wrong.Code)
        Assert.Contains("$.references: r.csv: line 2, column 2: \"much\", expected a number", Assert.Single wrong.ErrLines)
        File.Delete(Path.Combine(folder, "r.csv"))
        Assert.Equal(2, (Cli.run [ "solve"; problem ]).Code))

[<Fact>]
let ``a simulation that follows references costs what its result says`` () =
    let result = solve following
    let cost = (find result "cost").GetValue<float>()
    let json = simulated [] following
    Assert.Equal(cost, json.GetProperty("predictedCost").GetDouble(), 1e-9 * cost)

[<Fact>]
let ``a set-point is reached and the response says how`` () =
    let response = (simulated [ "--steps"; "400" ] setPoint).GetProperty "response"
    let signal = response.GetProperty("signals")[0]
    Assert.Equal("y1", signal.GetProperty("name").GetString())
    Assert.Equal(2.5, signal.GetProperty("final").GetDouble(), 1e-9)
    Assert.InRange(signal.GetProperty("settlingTime").GetDouble(), 0.1, 5.0)
    Assert.Equal(0L, response.GetProperty("limited").GetInt64())

[<Fact>]
let ``a limit is kept, another reference followed, and every step written`` () =
    Cli.inDirectory (fun folder ->
        let table = Path.Combine(folder, "t.csv")

        let response =
            (simulated
                [
                    "--steps"
                    "100"
                    "--limit"
                    "11"
                    "--reference"
                    "1"
                    "--out-trajectory"
                    table
                ]
                setPoint)
                .GetProperty
                "response"

        Assert.Equal(1.0, response.GetProperty("signals").[0].GetProperty("reference").GetDouble())
        Assert.InRange(response.GetProperty("peakInput").GetDouble(), 0.0, 11.0)
        Assert.InRange(response.GetProperty("limited").GetInt64(), 1L, 100L)
        let lines = File.ReadAllLines table
        Assert.Equal("t,x1,x2,y1,r1,u1", lines[0])
        Assert.Equal(102, lines.Length)
        Assert.StartsWith("0.15,", lines[4])
        Assert.EndsWith(",", lines[101]))

[<Fact>]
let ``a run without noise starts where it is told and a run with noise is that of its seed`` () =
    let options seed =
        [ "--x0"; "1,-2"; "--steps"; "50"; "--noise"; "--seed"; seed ]

    let response options =
        ((simulated options regulator).GetProperty "response").GetRawText()

    Assert.Contains("[1, -2]", response [ "--x0"; "1,-2" ])
    Assert.Equal(response (options "3"), response (options "3"))
    Assert.NotEqual<string>(response (options "3"), response (options "4"))

[<Theory>]
[<InlineData("--x0", "1,2,3", "--x0 has 3 numbers, expected 2, one for each state")>]
[<InlineData("--reference", "1", "the problem has no outputs that follow one")>]
[<InlineData("--limit", "-1", "expected a positive number")>]
[<InlineData("--x0", "one", "expected numbers with commas between them")>]
let ``what a response cannot be is said in one line`` option value (complaint: string) =
    let outcome = run [ "simulate"; "-"; option; value ] regulator
    Assert.Equal(2, outcome.Code)
    Assert.Contains(complaint, Assert.Single outcome.ErrLines)

[<Fact>]
let ``the table says that the rollouts know no limit`` () =
    let page (options: string list) =
        (run ([ "simulate"; "-"; "--steps"; "50"; "--rollouts"; "16" ] @ options) setPoint).Out

    Assert.Contains("the rollouts above know none", page [ "--limit"; "11" ])
    Assert.DoesNotContain("the rollouts above know none", page [])
