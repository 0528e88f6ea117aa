/// What is written of a result is read as the same result, and is what its schema says.
module SpanLqr.Cli.Tests.ResultCodecTests

open System.IO
open Xunit
open SpanLqr.Files
open SpanLqr.Files.Results

let private accepts schema text =
    let schema = JsonComparison.parse schema
    SchemaValidator.accepts schema schema (JsonComparison.parse text)

let private problems =
    Repository.samples @ Repository.allProblems
    |> List.map (fun file -> file, File.ReadAllText file)

let private assertRoundTrip (name: string) (problem: string) (result: string) =
    let problem = Document.readText ProblemFile.read name problem
    let document = Document.readText (ResultFile.read problem) name result
    Assert.Equal(result, ResultFile.renderDocument document)
    let kind = ProblemFile.kindOf problem
    Assert.True(accepts (ResultFile.schema kind) result, $"{name}: {result}")

[<Fact>]
let ``every result of solve is read and written as the same bytes, and its schema accepts it`` () =
    let solved =
        problems @ Problems.all
        |> List.map (fun (name, text) -> name, text, Cli.runOn text [ "solve"; "-"; "--json" ])

    Assert.True(solved |> List.filter (fun (_, _, outcome) -> outcome.Code = 0) |> List.length > 100)

    for name, text, outcome in solved do
        if outcome.Code = 0 then
            assertRoundTrip name text outcome.Out

[<Theory>]
[<InlineData("lqr")>]
[<InlineData("team")>]
[<InlineData("game")>]
[<InlineData("robust")>]
let ``a learned result is read and written as the same bytes, and its schema accepts it`` kind =
    let problem = (Cli.run [ "new"; kind ]).Out
    let learned = Cli.runOn problem [ "learn"; "-"; "--iterations"; "2"; "--json" ]
    Assert.True(learned.Out.Length > 0, learned.Err)
    assertRoundTrip kind problem learned.Out

[<Theory>]
[<InlineData("""{"kind": "lqr", "A": [[2]], "B": [[0]], "Q": [[1]], "R": [[1]]}""")>]
[<InlineData("""{"kind": "lqr", "A": [[1e16]], "B": [[1]], "Q": [[1]], "R": [[1]], "indefinite": true}""")>]
[<InlineData("""{"kind": "robust", "horizon": 3, "gamma": 1e-3, "A": [[1]], "B": [[1]], "Q": [[1]], "Qbar": [[1]], "Sigma": [[1]], "SigmaBar": [[1]]}""")>]
let ``a refusal is read and written as the same bytes`` problem =
    let refused = Cli.runOn problem [ "solve"; "-"; "--json" ]
    Assert.Equal(3, refused.Code)
    let refusal = Document.readText Refusal.codec.Read "refusal" refused.Out
    Assert.Equal(refused.Out, Refusal.render refusal)
    Assert.True(refusal.Evidence.IsSome || refusal.LostDigits.IsSome)

[<Fact>]
let ``a schema of results refuses what is missing, unknown or of another type`` () =
    let text = """{"kind": "lqr", "K": [[1]], "P": [[1]], "cost": 1}"""

    let schema =
        ResultFile.schema (ProblemFile.kinds |> List.find (fun kind -> kind.Name = "lqr"))

    Assert.True(accepts schema text)

    for broken in
        [
            text.Replace("\"K\"", "\"L\"")
            text.Replace("[[1]]", "1")
            text.Replace("lqr", "team")
            text.Replace("1}", "\"1\"}")
        ] do
        Assert.False(accepts schema broken, broken)
