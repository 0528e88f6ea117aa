/// What docs/formats.md says is what the command does.
module SpanLqr.Cli.Tests.FormatDocumentTests

open System.IO
open System.Text.RegularExpressions
open Xunit
open SpanLqr.Files
open SpanLqr.Files.Results

[<Literal>]
let private File' = "docs/formats.md"

let private document = File.ReadAllText(Path.Combine(Repository.root, File'))

/// Set UPDATE_BASELINES=1 to write what is made from the codecs anew.
[<Fact>]
let ``the tables of members are those of the codecs`` () =
    let tables =
        [
            for kind in ProblemFile.kinds do
                $"{kind.Name} problems", FormatTables.ofSchema kind.Name (ProblemFile.schema kind)
                $"{kind.Name} results", FormatTables.ofSchema $"{kind.Name} result" (ResultFile.schema kind)
            "refusals", FormatTables.ofSchema "refusal" (Schema.render "refusal" Refusal.codec.Schema)
        ]

    List.fold FormatTables.put document tables |> Repository.requireWritten File'

/// An example is a block of JSON with a kind.
[<Fact>]
let ``every example is solved`` () =
    let examples =
        Regex.Matches(document, "```json\n(.*?)```", RegexOptions.Singleline)
        |> Seq.map _.Groups[1].Value
        |> Seq.filter _.Contains("\"kind\"")
        |> List.ofSeq

    Assert.Equal(ProblemFile.kinds.Length, examples.Length)

    for example in examples do
        let solved = Cli.runOn example [ "solve"; "-"; "--json" ]
        Assert.True(solved.Code = 0, solved.Err)

/// A row of the table of errors: what is given, the exit code, the message.
[<Fact>]
let ``every error message is one that is printed`` () =
    let rows =
        Regex.Matches(document, @"\| `(\{.*?\})` \| (\d) \| `(.*?)` \|") |> List.ofSeq

    Assert.True(rows.Length >= 8)

    for row in rows do
        let outcome = Cli.runOn row.Groups[1].Value [ "solve"; "-" ]
        Assert.Equal(int row.Groups[2].Value, outcome.Code)
        Assert.Equal("standard input: " + row.Groups[3].Value, outcome.Err.TrimEnd '\n')
