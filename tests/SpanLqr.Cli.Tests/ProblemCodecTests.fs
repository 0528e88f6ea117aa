/// What is written of a problem is read as the same problem.
module SpanLqr.Cli.Tests.ProblemCodecTests

open System.IO
open Xunit
open SpanLqr.Files

let private read name text =
    Document.readText ProblemFile.read name text

[<Fact>]
let ``every sample, example, case and problem of the tests is written as what it was read from`` () =
    let texts =
        [
            for file in Repository.samples do
                file, File.ReadAllText file

            for kind in ProblemFile.kinds do
                $"new {kind.Name}", (Cli.run [ "new"; kind.Name ]).Out

            for file in Repository.allProblems do
                file, File.ReadAllText file

            yield! Problems.all
        ]

    for name, text in texts do
        let written = ProblemFile.render (read name text)
        let again = ProblemFile.render (read name written)
        Assert.Equal(written, again)

        // The same answer, to the last bit, of what was read and of what was written.
        let solve text =
            Cli.runOn text [ "solve"; "-"; "--json" ]

        Assert.Equal(solve text, solve written)
