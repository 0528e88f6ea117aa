/// The schemas agree with the reader.
module SpanLqr.Cli.Tests.SchemaTests

open System
open System.IO
open System.Text.Json
open Xunit
open SpanLqr.Files
open SpanLqr.Files.Results

let private schemaOf kind =
    JsonComparison.parse (Cli.run [ "schema"; kind ]).Out

let private kindOf (text: string) =
    (JsonComparison.parse text).GetProperty("kind").GetString() |> string

let private isAccepted (text: string) =
    let schema = schemaOf (kindOf text)
    SchemaValidator.accepts schema schema (JsonComparison.parse text)

[<Fact>]
let ``the schemas accept every sample, every example and every case`` () =
    let files = Repository.samples @ Repository.allProblems

    let texts =
        List.map File.ReadAllText files
        @ [
            for kind in ProblemFile.kinds |> List.map _.Name -> (Cli.run [ "new"; kind ]).Out
        ]
        @ List.map snd Problems.all

    Assert.All(texts, fun text -> Assert.True(isAccepted text, text))

/// Rows of what to replace in which problem.
let breaks =
    [
        "small", "\"R\":[[1]]", "\"r\":[[1]]"
        "small", "\"R\":[[1]]", "\"R\":[1]"
        "small", "\"R\":[[1]]", "\"R\":[[\"1\"]]"
        "small", "\"R\":[[1]]", "\"R\":[]"
        "small", "\"R\":[[1]]", "\"R\":[[1]],\"indefinite\":1"
        "small", "\"R\":[[1]]", "\"R\":[[1]],\"Qf\":[[1,0],[0,1]]"
        "horizon", "\"horizon\":3", "\"horizon\":0"
        "horizon", "\"horizon\":3", "\"horizon\":2.5"
        "team", "\"size\":4", "\"size\":0"
        "team", "\"name\":\"p\"", "\"name\":\"\""
        "team", "\"name\":\"p\"", "\"name\":\"mean field\""
        "team", "\"coupling\":{", "\"coupling\":{\"C\":null,"
        "team", "\"kind\":\"team\"", "\"kind\":\"team\",\"agents\":[]"
        "monolithic", "{\"states\":1,\"inputs\":1}", "{\"states\":1}"
        "game", "\"mean0\":[1,2]", "\"mean0\":[[1],[2]]"
        "game", "\"size\":20", "\"size\":0"
        "game", "\"of\":\"a\"", "\"off\":\"a\""
        "game", "\"couplings\":[", "\"couplings\":[7,"
        "game", "\"name\":\"a\",", ""
        "robust", "\"horizon\":3", "\"horizon\":\"3\""
        "robust", "\"gamma\":5", "\"gamma\":0"
        "robust", "\"gamma\":5", "\"gamma\":\"max\""
        "robust", "\"agents\":6", "\"agents\":0"
        "robust", "\"D\":[[1],[0.5]]", "\"D\":[1,0.5]"
        "robust", "\"Sigma\":", "\"sigma\":"
    ]
    |> List.map (fun (problem, before, after) -> [| problem :> objnull; before; after |])

[<Theory; MemberData(nameof breaks)>]
let ``what breaks the structure is refused by the schema and by the reader`` name (before: string) (after: string) =
    let text = (Map.ofList Problems.all)[name]
    let broken = text.Replace(before, after)
    Assert.NotEqual<string>(text, broken)
    Assert.False(isAccepted broken, broken)
    Assert.Equal(2, (Cli.runOn broken [ "solve"; "-" ]).Code)

/// Set UPDATE_BASELINES=1 to write what is made from the codecs anew.
[<Fact>]
let ``the schemas in the repository, which lie beside the program, are those of the codecs`` () =
    let check (file: string) options kind expected =
        Repository.requireWritten $"src/SpanLqr.Cli/Schemas/{file}" (Cli.run ("schema" :: kind :: options)).Out

        if not Repository.isUpdating then
            Assert.Equal(expected, File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "schemas", file)))

    for kind in ProblemFile.kinds do
        check $"{kind.Name}.schema.json" [] kind.Name (ProblemFile.schema kind)
        check $"{kind.Name}.result.schema.json" [ "--result" ] kind.Name (ResultFile.schema kind)
