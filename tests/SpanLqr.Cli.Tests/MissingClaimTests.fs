/// A result from which something was taken away proves less than it must.
module SpanLqr.Cli.Tests.MissingClaimTests

open System.IO
open SpanLqr.Cli.Tests.Results
open System.Text.Json.Nodes
open Xunit

let private without (path: string) (result: JsonNode) =
    let owner, key =
        match path.LastIndexOf '/' with
        | -1 -> result, path
        | index -> find result path[.. index - 1], path[index + 1 ..]

    Assert.True(owner.AsObject().Remove key, path)

let private assertMissing problem path (claim: string) =
    let result = solve problem
    without path result
    let outcome = verify [] problem result
    Assert.Equal(3, outcome.Code)
    Assert.Contains($"missing: {claim}", Assert.Single outcome.ErrLines)

[<Theory>]
[<InlineData("cost", "cost is tr(PW)")>]
[<InlineData("spectralRadius", "spectral radius")>]
let ``what a stationary result lacks is missed`` path claim = assertMissing Problems.small path claim

[<Fact>]
let ``what a result over a horizon lacks is missed`` () =
    assertMissing Problems.horizon "cost" "cost is Σ tr(P_t W)"

[<Theory>]
[<InlineData("cost", "cost is the sum of all")>]
[<InlineData("populations/0/cost", "p: cost is (N − 1) tr(PW)")>]
[<InlineData("populations/1/spectralRadius", "q: spectral radius")>]
[<InlineData("meanField/cost", "mean field: cost is tr(PW)")>]
[<InlineData("meanField/spectralRadius", "mean field: spectral radius")>]
let ``what the result of a team lacks is missed`` path claim = assertMissing Problems.team path claim

[<Theory>]
[<InlineData("trajectory", "trajectory")>]
[<InlineData("contraction/T1", "contraction T1")>]
[<InlineData("contraction/T2", "contraction T2")>]
[<InlineData("fixedPoint", "fixedPoint")>]
[<InlineData("residual", "residual")>]
[<InlineData("method", "method")>]
[<InlineData("spectralRadius", "mean field: spectral radius")>]
[<InlineData("populations/0/cost", "a: cost is tr(PW)")>]
[<InlineData("populations/0/epsilon", "a: ε is what the best deviation saves")>]
[<InlineData("populations/0/spectralRadius", "a: spectral radius")>]
let ``what the result of a game lacks is missed`` path claim = assertMissing Problems.game path claim

[<Theory>]
[<InlineData("value", "value")>]
[<InlineData("viabilityMargin", "viability margin")>]
[<InlineData("viable", "viable")>]
[<InlineData("solvable", "solvable")>]
[<InlineData("minGamma", "minGamma")>]
[<InlineData("margins", "margins")>]
[<InlineData("finite", "finite")>]
[<InlineData("finite/value", "finite: value")>]
[<InlineData("finite/viable", "finite: viable")>]
[<InlineData("finite/viabilityMargin", "finite: viability margin")>]
[<InlineData("finite/minGamma", "finite: minGamma")>]
let ``what the result of a robust problem lacks is missed`` path claim =
    assertMissing Problems.robust path claim

[<Fact>]
let ``what a learned result lacks is missed`` () =
    let result =
        resultOf Problems.robust "learn" [ "--method"; "e-rgda"; "--stage-iterations"; "5" ]

    without "worstCase" result
    Assert.Contains("missing: worstCase", (verify [] Problems.robust result).Err)

    let learned =
        resultOf Problems.small "learn" [ "--method"; "zso"; "--iterations"; "2" ]

    without "cost" learned
    Assert.Contains("missing: cost is tr(PW)", (verify [] Problems.small learned).Err)

[<Fact>]
let ``a coordinate that costs nothing by itself does not make a right answer wrong`` () =
    let path = Path.Combine(Repository.cases, "found", "report-me19.problem.json")
    let problem = File.ReadAllText path
    let result = solve problem
    Assert.Equal(-2.0 / 15.0, (find result "K/0/0").GetValue<float>(), 1e-12)
    Assert.Equal((0, ""), (let outcome = verify [] problem result in outcome.Code, outcome.Err))
    enlarge 1e-6 "P/0/1" result
    Assert.Equal(3, (verify [] problem result).Code)
