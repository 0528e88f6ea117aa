/// A controller that was learned or given, against its own worst adversary.
module SpanLqr.Cli.Tests.WorstCaseTests

open System.IO
open System.Text.Json.Nodes
open SpanLqr.Cli.Tests.Results
open Xunit

let private found name =
    Path.Combine(Repository.cases, "found", name)

let private problem = lazy File.ReadAllText(found "robust-worst-case.problem.json")

let private learned =
    lazy
        let arguments =
            [
                "learn"
                "-"
                "--method"
                "e-rgda"
                "--stage-iterations"
                "10"
                "--target"
                "100%"
                "--json"
                "--quiet"
            ]

        let outcome = Cli.runOn problem.Value arguments

        // Its gains are near, its worst case has no bound.
        Assert.Equal(3, outcome.Code)
        Assert.Contains("worst case is unbounded at t = 1", Assert.Single outcome.ErrLines)
        nonNull (JsonNode.Parse outcome.Out)

let private number (result: JsonNode) path = (find result path).GetValue<float>()
let private flag (result: JsonNode) path = (find result path).GetValue<bool>()

[<Fact>]
let ``a controller that the adversary learned with it let off is not viable`` () =
    let result = learned.Value
    Assert.False(flag result "viable")
    Assert.InRange(number result "viabilityMargin", -2.87, -2.86)
    Assert.False(flag result "worstCase/solvable")
    Assert.False(flag result "worstCase/viable")
    Assert.True(isWithout "worstCase" "value" result)
    Assert.Equal(1, (find result "worstCase/evidence/stage").GetValue<int>())
    Assert.InRange(number result "worstCase/evidence/margin", -0.855, -0.845)
    Assert.Equal((0, ""), (let outcome = verify [] problem.Value result in outcome.Code, outcome.Err))

[<Fact>]
let ``the file that called it viable is found out`` () =
    let stated =
        nonNull (JsonNode.Parse(File.ReadAllText(found "robust-worst-case.learned.json")))

    let outcome = verify [] problem.Value stated
    Assert.Equal(3, outcome.Code)
    Assert.Contains("viable", outcome.Err)
    Assert.Contains("missing: worstCase", outcome.Err)

[<Fact>]
let ``a simulated attack beats gamma, and the worst case of its controller is told`` () =
    let outcome =
        Cli.run
            [
                "simulate"
                found "robust-worst-case.problem.json"
                "--policy"
                found "robust-worst-case.attack.json"
                "--rollouts"
                "200"
                "--json"
            ]

    Assert.Equal(0, outcome.Code)
    let result = nonNull (JsonNode.Parse outcome.Out)
    Assert.True(number result "worstCase/ratio" > number result "worstCase/gammaSquared")
    Assert.InRange(number result "worstCase/ratio", 3.1, 3.4)
    Assert.False(flag result "worstCase/viable")
    Assert.Equal(1, (find result "worstCase/evidence/stage").GetValue<int>())

[<Fact>]
let ``a saddle point given as a policy is viable and worth its value`` () =
    Cli.inDirectory (fun directory ->
        let policy = Path.Combine(directory, "policy.json")
        let solved = solve Problems.robust
        File.WriteAllText(policy, solved.ToJsonString())
        let result = resultOf Problems.robust "simulate" [ "--policy"; policy ]
        Assert.True(flag result "worstCase/viable")
        Assert.Equal(number solved "value", number result "worstCase/value", 1e-10 * number solved "value")
        Assert.True(isWithout "worstCase" "evidence" result))

[<Fact>]
let ``the tables tell what the worst adversary does`` () =
    let outcome =
        Cli.runOn problem.Value [ "learn"; "-"; "--method"; "e-rgda"; "--stage-iterations"; "10" ]

    Assert.Contains("unbounded at t = 1", outcome.Out)

[<Theory>]
[<InlineData("worstCase/evidence/margin", "worst case: margin there")>]
[<InlineData("worstCase/evidence/stage", "worst case: fails first at the stated step")>]
let ``a wrong worst case fails its claim`` path (claim: string) =
    let result = learned.Value.DeepClone()

    if path = "worstCase/evidence/stage" then
        (find result path).ReplaceWith 2
    else
        enlarge 1e-4 path result

    let outcome = verify [] problem.Value result
    Assert.Equal(3, outcome.Code)
    Assert.Contains(claim, Assert.Single outcome.ErrLines)

[<Theory>]
[<InlineData("worstCase/value", "worst case: value")>]
[<InlineData("worstCase/viabilityMargin", "worst case: viability margin")>]
let ``a wrong value against the worst case fails its claim`` path (claim: string) =
    let result =
        resultOf Problems.robust "learn" [ "--method"; "e-rgda"; "--stage-iterations"; "400" ]

    Assert.True(flag result "worstCase/solvable")

    Assert.True(
        number result "worstCase/value"
        >= number result "value" - 1e-12 * number result "value"
    )

    enlarge 1e-4 path result
    let outcome = verify [] Problems.robust result
    Assert.Equal(3, outcome.Code)
    Assert.Contains(claim, Assert.Single outcome.ErrLines)

/// T = 1 and ones, but for the deviations' weight of 25: one agent needs the golden ratio, many more than 5.
let private oneAgent (gamma: string) =
    $"""{{"kind":"robust","horizon":1,"A":[[1]],"B":[[1]],"Q":[[25]],"Qbar":[[1]],"Sigma":[[1]],"SigmaBar":[[0]],"gamma":{gamma},"agents":1}}"""

[<Fact>]
let ``one agent has no deviations`` () =
    let least = solve (oneAgent "\"min\"")
    Assert.Equal((1.0 + sqrt 5.0) / 2.0, number least "finite/minGamma", 1e-8)
    Assert.True(number least "minGamma" > 5.0)
    Assert.Equal("", (verify [] (oneAgent "\"min\"") least).Err)

    let result = solve (oneAgent "2")
    Assert.False(flag result "solvable")
    Assert.True(flag result "finite/viable")
    Assert.Equal(1.0 / 1.75 - 2.0, number result "finite/viabilityMargin", 1e-12)
    Assert.Equal("", (verify [] (oneAgent "2") result).Err)
    Assert.Equal(0, (Cli.runOn (oneAgent "2") [ "simulate"; "-" ]).Code)

    let refused = Cli.runOn (oneAgent "1.5") [ "solve"; "-" ]
    Assert.Equal(3, refused.Code)
    Assert.Contains("is not viable", refused.Err)
    Assert.Contains("1.618", refused.Err)
