/// The reference problems, solved by someone else.
module SpanLqr.Cli.Tests.ReferenceCaseTests

open System.IO
open System.Text.Json
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
    // A difference that is zero at the least viable level; relative to its terms below.
    | "viabilityMargin" -> infinity
    | _ -> 1e-8

let private disagreement (problem: string, expected: string) =
    let solved = Cli.run [ "solve"; problem; "--json" ]

    if solved.Code <> 0 then
        [ $"{problem}: {solved.Err}" ]
    else
        JsonComparison.differencesBy
            tolerance
            (FileInfo problem).Name
            (JsonComparison.parse (File.ReadAllText expected))
            (JsonComparison.parse solved.Out)

let private disagreements kind =
    referenceCases kind |> List.collect disagreement

[<Fact>]
let ``every lqr reference problem agrees in every field`` () =
    Assert.NotEmpty(referenceCases "lqr")
    Assert.Empty(disagreements "lqr")

[<Fact>]
let ``every team reference problem agrees in every field`` () =
    Assert.NotEmpty(referenceCases "team")
    Assert.Empty(disagreements "team")

[<Fact>]
let ``every game reference problem agrees in every field`` () =
    Assert.NotEmpty(referenceCases "game")
    Assert.Empty(disagreements "game")

[<Fact>]
let ``every equilibrium of a reference problem is its own best response to 1e-12`` () =
    for problem, _ in referenceCases "game" do
        let solved = JsonComparison.parse (Cli.run [ "solve"; problem; "--json" ]).Out
        Assert.InRange(solved.GetProperty("residual").GetDouble(), 0.0, 1e-12)

[<Fact>]
let ``every reference result passes verification`` () =
    for problem, expected in referenceCases "lqr" @ referenceCases "team" @ referenceCases "game" do
        let verified = Cli.run [ "verify"; problem; expected ]
        Assert.True((verified.Code = 0), verified.Err)

/// The cases that have an answer, and those that say they have none.
let private robustCases () =
    referenceCases "robust"
    |> List.partition (fun (_, expected) -> not ((File.ReadAllText expected).Contains "\"error\""))

[<Fact>]
let ``every robust reference problem agrees in every field`` () =
    let solvable, _ = robustCases ()
    Assert.NotEmpty solvable
    Assert.Empty(List.collect disagreement solvable)

[<Fact>]
let ``every robust reference problem agrees in how far it is from viable`` () =
    for problem, expected in fst (robustCases ()) do
        let expected = JsonComparison.parse (File.ReadAllText expected)
        let solved = JsonComparison.parse (Cli.run [ "solve"; problem; "--json" ]).Out
        let number (json: JsonElement) (key: string) = json.GetProperty(key).GetDouble()
        let wanted = number expected "viabilityMargin"
        let scale = number expected "value" + abs wanted
        Assert.InRange(abs (number solved "viabilityMargin" - wanted), 0.0, 1e-8 * scale)

[<Fact>]
let ``an unsolvable reference problem ends with the least viable level of its result`` () =
    for problem, expected in snd (robustCases ()) do
        let least =
            (JsonComparison.parse (File.ReadAllText expected)).GetProperty("minGamma").GetDouble()

        let solved = Cli.run [ "solve"; problem; "--json" ]
        Assert.Equal(3, solved.Code)
        Assert.Contains($"the least viable γ is {least:G7}", Assert.Single solved.ErrLines)

[<Fact>]
let ``every robust reference result passes verification`` () =
    for problem, expected in fst (robustCases ()) do
        let verified = Cli.run [ "verify"; problem; expected ]
        Assert.True((verified.Code = 0), verified.Err)
