/// Plants as they are: the cases of an independent program, what is refused, and results that are wrong.
module SpanLqr.Cli.Tests.PlantTests

open System.IO
open SpanLqr.Cli.Tests.Results
open Xunit

let private folder = Path.Combine(Repository.root, "tests", "cases", "plant")

let private cases =
    Directory.GetFiles(folder, "*.result.json")
    |> Array.sort
    |> Array.map (fun expected -> expected.Replace(".result.json", ".problem.json"), expected)
    |> List.ofArray

/// Eigenvalues of a nearly defective loop move by far more than the loop does.
let private tolerance key =
    match key with
    | "eigenvalues" -> 1e-6
    | _ -> 1e-9

[<Fact>]
let ``every plant agrees in every field`` () =
    Assert.NotEmpty cases

    let disagreements =
        cases
        |> List.collect (fun (problem, expected) ->
            let solved = Cli.run [ "solve"; problem; "--json" ]
            Assert.Equal(0, solved.Code)

            JsonComparison.differencesBy
                tolerance
                (FileInfo problem).Name
                (JsonComparison.parse (File.ReadAllText expected))
                (JsonComparison.parse solved.Out))

    Assert.Empty disagreements

[<Fact>]
let ``every result of the independent program passes verification`` () =
    for problem, expected in cases do
        let verified = Cli.run [ "verify"; problem; expected ]
        Assert.Equal((0, ""), (verified.Code, verified.Err))

[<Fact>]
let ``what is wrong is refused with its exit code and one line that says so`` () =
    let bad = Path.Combine(folder, "bad")

    let expected =
        JsonComparison.parse (File.ReadAllText(Path.Combine(bad, "expected.json")))

    for case in expected.EnumerateObject() do
        let outcome = Cli.run [ "solve"; Path.Combine(bad, case.Name) ]
        Assert.Equal(case.Value.GetProperty("exit").GetInt32(), outcome.Code)
        let line = Assert.Single outcome.ErrLines

        for part in case.Value.GetProperty("messageContains").EnumerateArray() do
            Assert.Contains(string (part.GetString()), line)

[<Fact>]
let ``a simulated plant costs what it must`` () =
    for problem, _ in cases do
        let name = (FileInfo problem).Name
        let isVarying = name.Contains "pitch-varying"
        let outcome = Cli.run [ "simulate"; problem; "--json"; "--quiet" ]

        if isVarying then
            Assert.Equal(3, outcome.Code)
        else
            Assert.Equal((0, ""), (outcome.Code, outcome.Err))

[<Fact>]
let ``a discounted optimum that does not stabilise is an answer with a warning`` () =
    let problem =
        """{"kind":"lqr","A":[[1.2,0],[0,0.5]],"B":[[0],[1]],"Q":[[1,0],[0,1]],"R":[[1]],"discount":0.6}"""

    let outcome =
        Cli.runIn { Cli.plain with Input = problem } [ "solve"; "-"; "--json" ]

    Assert.Equal(0, outcome.Code)

    Assert.Contains(
        "the discounted optimum does not stabilise the plant: spectral radius 1.2; raise discount",
        Assert.Single outcome.ErrLines
    )

let private assertFails (problem: string) path (claim: string) =
    let result = solve problem
    enlarge 1e-4 path result
    let outcome = verify [] problem result
    Assert.Equal(3, outcome.Code)
    Assert.Contains(claim, Assert.Single outcome.ErrLines)

[<Theory>]
[<InlineData("K/0/0", "K is the gain of P")>]
[<InlineData("K/0/3", "K is the gain of P")>]
[<InlineData("P/0/0", "P solves the Riccati equation")>]
[<InlineData("P/0/1", "P is symmetric")>]
[<InlineData("sampled/A/0/0", "sampled A is e^{Ah}")>]
[<InlineData("sampled/W/0/1", "sampled W")>]
[<InlineData("sampled/S/1/0", "sampled Q, S, R")>]
[<InlineData("sampled/constant", "constant is what the noise costs")>]
[<InlineData("spectralRadius", "spectral radius")>]
[<InlineData("eigenvalues/3/0", "eigenvalues")>]
[<InlineData("filterGain/0/0", "filterGain")>]
[<InlineData("predictorGain/1/0", "predictorGain")>]
[<InlineData("innovationGain/0/0", "innovationGain")>]
[<InlineData("predictionCovariance/0/0", "predictionCovariance")>]
[<InlineData("filteredCovariance/1/1", "filteredCovariance")>]
[<InlineData("filterSpectralRadius", "filter: spectral radius")>]
[<InlineData("feedforward/0/0", "feedforward holds the outputs")>]
[<InlineData("offset/0", "offset holds them there")>]
[<InlineData("steadyState/1", "steadyState")>]
[<InlineData("steadyInput/0", "steadyInput")>]
[<InlineData("cost", "cost is that of the whole loop")>]
let ``a wrong number in the result of a plant fails its claim`` path claim = assertFails Problems.plant path claim

[<Theory>]
[<InlineData("K/1/0/0", "every K_t is the gain of P_{t+1}")>]
[<InlineData("P/3/0/2", "every P_t follows from P_{t+1}")>]
[<InlineData("offset/0/0", "every offset")>]
[<InlineData("cost", "cost is the expected sum")>]
let ``a wrong number in the result of a plant over a horizon fails its claim`` path claim =
    assertFails Problems.plantHorizon path claim

[<Theory>]
[<InlineData("\"time\":\"cont\"", "$.time")>]
[<InlineData("\"time\":\"continuous\"", "$.step")>]
[<InlineData("\"weights\":\"sampled\"", "$.weights")>]
[<InlineData("\"discount\":0", "$.discount")>]
[<InlineData("\"discount\":1.01", "(0, 1]")>]
[<InlineData("\"delay\":-1", "$.delay")>]
[<InlineData("\"delay\":60000", "at most 1000 numbers")>]
[<InlineData("\"rateWeight\":[[1,0],[0,1]]", "$.rateWeight: 2×2, expected 1×1")>]
[<InlineData("\"rateWeight\":[[-1]]", "$.rateWeight")>]
[<InlineData("\"outputs\":[[1,0],[0,1]]", "$.outputs: 2 rows, expected at most 1")>]
[<InlineData("\"outputs\":[[1]]", "$.outputs: 1 column, expected 2")>]
[<InlineData("\"reference\":[1]", "$.reference")>]
[<InlineData("\"integral\":true", "$.integral")>]
[<InlineData("\"integralWeight\":[[1]]", "$.integralWeight")>]
[<InlineData("\"outputs\":[[1,0]],\"integral\":true", "$.integralWeight: missing")>]
[<InlineData("\"outputs\":[[1,0]],\"integral\":true,\"integralWeight\":[[0]]", "$.integralWeight")>]
[<InlineData("\"C\":[[1]],\"V\":[[1]]", "$.C: 1 column, expected 2")>]
[<InlineData("\"C\":[[1,0]],\"V\":[[-1]]", "$.V")>]
[<InlineData("\"estimator\":\"current\"", "$.estimator")>]
[<InlineData("\"N\":[[0],[0]]", "$.N")>]
[<InlineData("\"C\":[[1,0]],\"V\":[[1]],\"estimator\":\"soon\"", "$.estimator")>]
[<InlineData("\"C\":[[1,0]],\"V\":[[1]],\"N\":[[0],[0]],\"delay\":1", "$.N")>]
[<InlineData("\"drift\":[1,2,3]", "$.drift: 3 numbers, expected 2")>]
let ``a member that makes no sense is named`` (members: string) (part: string) =
    let problem = Problems.small.Replace("\"R\"", members + ",\"R\"")
    let outcome = Cli.runIn { Cli.plain with Input = problem } [ "solve"; "-" ]
    Assert.Equal(2, outcome.Code)
    Assert.Contains(part, Assert.Single outcome.ErrLines)
