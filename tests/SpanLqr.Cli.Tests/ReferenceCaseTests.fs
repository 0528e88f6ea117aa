/// The reference problems, solved by someone else.
module SpanLqr.Cli.Tests.ReferenceCaseTests

open System.IO
open Xunit
open SpanLqr.Cli.Tests.Repository

let private tolerance = 1e-8

let private disagreements kind =
    [
        for problem, expected in referenceCases kind do
            let solved = Cli.run [ "solve"; problem; "--json" ]

            if solved.Code <> 0 then
                $"{problem}: {solved.Err}"
            else
                yield!
                    JsonComparison.differences
                        tolerance
                        (FileInfo problem).Name
                        (JsonComparison.parse (File.ReadAllText expected))
                        (JsonComparison.parse solved.Out)
    ]

[<ReferenceFact>]
let ``every lqr reference problem agrees in every field`` () =
    Assert.NotEmpty(referenceCases "lqr")
    Assert.Empty(disagreements "lqr")

[<ReferenceFact>]
let ``every team reference problem agrees in every field`` () =
    Assert.NotEmpty(referenceCases "team")
    Assert.Empty(disagreements "team")

[<ReferenceFact>]
let ``every reference result passes verification`` () =
    for problem, expected in referenceCases "lqr" @ referenceCases "team" do
        let verified = Cli.run [ "verify"; problem; expected ]
        Assert.True((verified.Code = 0), verified.Err)

[<ReferenceFact>]
let ``kinds of later versions are refused by name`` () =
    for problem, _ in referenceCases "game" @ referenceCases "robust" do
        let solved = Cli.run [ "solve"; problem ]
        Assert.Equal(2, solved.Code)
        Assert.Contains("$.kind", Assert.Single solved.ErrLines)
        Assert.Contains("expected \"lqr\" or \"team\"", solved.Err)
