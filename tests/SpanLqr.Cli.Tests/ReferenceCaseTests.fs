/// The reference problems, solved by someone else.
module SpanLqr.Cli.Tests.ReferenceCaseTests

open System.IO
open Xunit
open SpanLqr.Cli.Tests.Repository

/// As the tasks of these files state it: a bound on a difference of costs and numbers found by bisection have fewer digits.
let private tolerance key =
    match key with
    | "epsilon" -> 1e-4
    | "minGamma"
    | "margins" -> 1e-6
    // How well an equation holds is for each program to say; it is looked at on its own.
    | "residual" -> infinity
    | _ -> 1e-8

let private disagreements kind =
    [
        for problem, expected in referenceCases kind do
            let solved = Cli.run [ "solve"; problem; "--json" ]

            if solved.Code <> 0 then
                $"{problem}: {solved.Err}"
            else
                yield!
                    JsonComparison.differencesBy
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
let ``every game reference problem agrees in every field`` () =
    Assert.NotEmpty(referenceCases "game")
    Assert.Empty(disagreements "game")

[<ReferenceFact>]
let ``every equilibrium of a reference problem is its own best response to 1e-12`` () =
    for problem, _ in referenceCases "game" do
        let solved = JsonComparison.parse (Cli.run [ "solve"; problem; "--json" ]).Out
        Assert.InRange(solved.GetProperty("residual").GetDouble(), 0.0, 1e-12)

[<ReferenceFact>]
let ``every reference result passes verification`` () =
    for problem, expected in referenceCases "lqr" @ referenceCases "team" @ referenceCases "game" do
        let verified = Cli.run [ "verify"; problem; expected ]
        Assert.True((verified.Code = 0), verified.Err)

[<ReferenceFact>]
let ``kinds of later versions are refused by name`` () =
    for problem, _ in referenceCases "robust" do
        let solved = Cli.run [ "solve"; problem ]
        Assert.Equal(2, solved.Code)
        Assert.Contains("$.kind", Assert.Single solved.ErrLines)
        Assert.Contains("expected one of \"lqr\", \"team\"", solved.Err)
