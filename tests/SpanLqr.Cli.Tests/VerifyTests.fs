/// `verify` against results that are wrong, one claim at a time.
module SpanLqr.Cli.Tests.VerifyTests

open System.Text.Json.Nodes
open SpanLqr.Cli.Tests.Results
open Xunit

let private tampered share problem path =
    let result = solve problem
    enlarge share path result
    result

let private assertFails (problem: string) path (claim: string) =
    let outcome = tampered 1e-4 problem path |> verify [] problem
    Assert.Equal(3, outcome.Code)
    let line = Assert.Single outcome.ErrLines
    Assert.StartsWith("standard input: does not hold: ", line)
    Assert.Contains(claim, line)

[<Theory>]
[<InlineData("K/0/0", "K is the gain of P")>]
[<InlineData("P/0/0", "P solves the Riccati equation")>]
[<InlineData("P/0/1", "P is symmetric")>]
[<InlineData("spectralRadius", "spectral radius")>]
[<InlineData("eigenvalues/1/0", "eigenvalues")>]
[<InlineData("cost", "cost is tr(PW)")>]
[<InlineData("residual", "residual")>]
let ``a wrong number in a stationary result fails its claim`` path claim = assertFails Problems.small path claim

[<Theory>]
[<InlineData("K/1/0/0", "every K_t is the gain of P_{t+1}")>]
[<InlineData("P/0/1/1", "every P_t follows from P_{t+1}")>]
[<InlineData("P/3/0/0", "P_T is the final weight")>]
[<InlineData("P/2/0/1", "every P_t is symmetric")>]
[<InlineData("cost", "cost is Σ tr(P_t W)")>]
let ``a wrong number in a result over a horizon fails its claim`` path claim = assertFails Problems.horizon path claim

[<Theory>]
[<InlineData("populations/0/K/0/0", "p: K is the gain of P")>]
[<InlineData("populations/0/K/0/0", "whole system: assembled K is its gain")>]
[<InlineData("populations/1/P/0/0", "q: P solves the Riccati equation")>]
[<InlineData("populations/1/P/0/0", "whole system: assembled P solves its Riccati equation")>]
[<InlineData("populations/0/A/0/1", "p: A, B, Q, R follow from the problem")>]
[<InlineData("populations/0/spectralRadius", "p: spectral radius")>]
[<InlineData("populations/1/cost", "q: cost is (N − 1) tr(PW)")>]
[<InlineData("meanField/K/1/2", "mean field: K is the gain of P")>]
[<InlineData("meanField/P/2/2", "mean field: P solves the Riccati equation")>]
[<InlineData("meanField/Q/0/2", "mean field: A, B, Q, R follow from the problem")>]
[<InlineData("meanField/R/1/1", "mean field: A, B, Q, R follow from the problem")>]
[<InlineData("meanField/cost", "mean field: cost is tr(PW)")>]
[<InlineData("cost", "cost is the sum of all")>]
[<InlineData("cost", "whole system: cost")>]
[<InlineData("certificate/monolithicGainError", "certificate: gain error")>]
[<InlineData("certificate/monolithicCostError", "certificate: cost error")>]
let ``a wrong number in the result of a team fails its claim`` path claim = assertFails Problems.team path claim

[<Theory>]
[<InlineData("populations/0/K1/0/1", "a: K is the gain of P")>]
[<InlineData("populations/0/P/0/0", "a: P solves the Riccati equation")>]
[<InlineData("populations/1/K2/1/2", "b: K2 is the best response")>]
[<InlineData("populations/1/K2/1/2", "F is what the policies make")>]
[<InlineData("populations/0/offset/0", "a: offset is the best response")>]
[<InlineData("populations/0/offset/0", "c is what the policies make")>]
[<InlineData("populations/0/spectralRadius", "a: spectral radius")>]
[<InlineData("populations/1/cost", "b: cost is tr(PW)")>]
[<InlineData("populations/1/epsilon", "b: ε is what")>]
[<InlineData("populations/0/finiteCost", "a: the cost in the finite game")>]
[<InlineData("F/0/2", "F is what the policies make")>]
[<InlineData("c/3", "c is what the policies make")>]
[<InlineData("fixedPoint/1", "the stationary mean field stays")>]
[<InlineData("spectralRadius", "mean field: spectral radius")>]
[<InlineData("contraction/T1", "contraction T1")>]
[<InlineData("contraction/T2", "contraction T2")>]
[<InlineData("residual", "residual")>]
[<InlineData("trajectory/3/0", "trajectory starts")>]
[<InlineData("trajectory/0/0", "trajectory starts")>]
let ``a wrong number in the result of a game fails its claim`` path claim = assertFails Problems.game path claim

/// The exit code and the one line for a result that was changed.
let private assertSays code (problem: string) change (what: string) =
    let result = solve problem
    change result
    let outcome = verify [] problem result
    Assert.Equal(code, outcome.Code)
    Assert.Contains(what, Assert.Single outcome.ErrLines)

let private replace path (value: string) result =
    (find result path).ReplaceWith(JsonNode.Parse value)

[<Theory>]
[<InlineData("unique", "false", "unique: there is one equilibrium, or there are more")>]
[<InlineData("stableEigenvalues", "5", "eigenvalues inside the unit circle")>]
let ``a wrong count of equilibria fails its claim`` path (value: string) claim =
    assertSays 3 Problems.game (replace path value) claim

[<Theory>]
[<InlineData("gamma", "γ is the level of the problem")>]
[<InlineData("K1/1/0/0", "deviations: every gain of the input")>]
[<InlineData("L1/0/0/1", "mean field: every gain of the input")>]
[<InlineData("K2/2/0/1", "deviations: every gain of the adversary")>]
[<InlineData("L2/2/0/0", "mean field: every gain of the adversary")>]
[<InlineData("M/0/0/0", "deviations: every M follows from the next")>]
[<InlineData("Mbar/3/1/1", "mean field: M_T is the final weight")>]
[<InlineData("margins/1", "margins are")>]
[<InlineData("value", "value")>]
[<InlineData("viabilityMargin", "viability margin")>]
[<InlineData("minGamma", "no γ below minGamma is viable")>]
[<InlineData("finite/value", "finite: value")>]
[<InlineData("finite/viabilityMargin", "finite: viability margin")>]
[<InlineData("finite/minGamma", "no γ below finite: minGamma is viable")>]
[<InlineData("finite/paperMargin", "finite: the paper's margin")>]
let ``a wrong number in the result of a robust problem fails its claim`` path claim = assertFails Problems.robust path claim

[<Theory>]
[<InlineData("K1/0/1", "deviations: every gain of the input")>]
[<InlineData("M/0/0", "deviations: every M follows from the next")>]
[<InlineData("margins", "margins are")>]
[<InlineData("value", "value")>]
[<InlineData("minGamma", "no γ below minGamma is viable")>]
let ``a wrong number in the result of a stationary robust problem fails its claim`` path claim =
    assertFails Problems.stationaryRobust path claim

[<Fact>]
let ``a least level that is too low is not viable, and a wrong verdict is noticed`` () =
    let problem = Problems.robust
    Assert.Contains("minGamma is viable", (tampered -1e-4 problem "minGamma" |> verify [] problem).Err)
    let result = solve problem
    (find result "viable").ReplaceWith false
    (find result "finite/viable").ReplaceWith false
    let outcome = verify [] problem result
    Assert.Equal(3, outcome.Code)
    Assert.Contains("does not hold: viable; finite: viable", outcome.Err)

[<Fact>]
let ``a partition that puts unlike agents together fails`` () =
    let result = solve Problems.monolithic
    (find result "partition/0/1").ReplaceWith 1
    (find result "partition/1/0").ReplaceWith 2
    let outcome = verify [] Problems.monolithic result
    Assert.Equal(3, outcome.Code)
    Assert.Contains("partition: agents of a class are exchangeable", outcome.Err)

[<Fact>]
let ``a gain that solves nothing but stabilises is not accepted`` () =
    let result = solve Problems.small
    (nonNull result["K"]).ReplaceWith(JsonNode.Parse "[[0.9,1.9]]")
    Assert.Equal(3, (verify [] Problems.small result).Code)

[<Fact>]
let ``the other solution of the Riccati equation, which does not stabilise, is not accepted`` () =
    // a = 2, b = q = r = 1 has P = 2 ± √5; the smaller one gives a closed loop of 1/ρ.
    let p = 2.0 - sqrt 5.0
    let k = 2.0 * p / (1.0 + p)

    let result =
        nonNull (JsonNode.Parse $"""{{"kind":"lqr","K":[[{k:R}]],"P":[[{p:R}]]}}""")

    let problem = """{"kind":"lqr","A":[[2]],"B":[[1]],"Q":[[1]],"R":[[1]]}"""
    let outcome = verify [] problem result
    Assert.Equal(3, outcome.Code)
    Assert.StartsWith("standard input: does not hold: closed loop is stable", outcome.ErrLines[0])

[<Fact>]
let ``a tolerance is what decides`` () =
    let result = tampered 1e-4 Problems.small "cost"
    Assert.Equal(3, (verify [ "--tolerance"; "1e-5" ] Problems.small result).Code)
    Assert.Equal(0, (verify [ "--tolerance"; "1e-3" ] Problems.small result).Code)

[<Fact>]
let ``the table says of every claim whether it holds`` () =
    let outcome = tampered 1e-4 Problems.small "cost" |> verify [] Problems.small
    Assert.Contains("1 of 8 claims do not hold", outcome.Out)

    Assert.Single(outcome.Out.Split '\n' |> Array.filter _.Contains(" NO"))
    |> ignore

[<Fact>]
let ``with --json verify prints the claims as JSON`` () =
    let outcome = solve Problems.small |> verify [ "--json" ] Problems.small
    let document = JsonComparison.parse outcome.Out
    Assert.True(document.GetProperty("holds").GetBoolean())
    Assert.Equal(8, document.GetProperty("claims").GetArrayLength())

let private assertMalformed problem path value where =
    assertSays 2 problem (replace path value) where

[<Theory>]
[<InlineData("kind", "\"team\"", "$.kind: the string \"team\", expected \"lqr\"")>]
[<InlineData("K", "[[1]]", "$.K: 1 column, expected 2")>]
[<InlineData("P", "null", "$.P: null, expected a matrix")>]
[<InlineData("P/0/0", "\"1\"", "$.P[0][0]: the string \"1\", expected a number")>]
[<InlineData("eigenvalues", "[[1,0]]", "$.eigenvalues: an array of length 1, expected an array of 2 eigenvalues")>]
[<InlineData("eigenvalues/0", "[1]", "$.eigenvalues[0]: an array of length 1")>]
[<InlineData("cost", "null", "$.cost: null, expected a number")>]
let ``a malformed stationary result is a wrong input`` path value where =
    assertMalformed Problems.small path value where

[<Theory>]
[<InlineData("populations", "[]", "$.populations: an empty array, expected an array of 2 populations")>]
[<InlineData("partition", "[[0,1,2]]", "$.populations: an array of length 2, expected an array of 1 populations")>]
[<InlineData("partition", "[[0,1],[1]]", "$.partition: not every agent once")>]
[<InlineData("partition", "[[0,2],[3]]", "$.partition[1][0]: the number 3, expected an agent from 0 to 2")>]
[<InlineData("partition", "[[0,2,1],[]]", "$.partition[1]: an empty array")>]
[<InlineData("populations/0/size", "3", "$.populations[0].size: the number 3, expected 2 agents")>]
[<InlineData("meanField", "{}", "$.meanField.K: missing")>]
[<InlineData("certificate", "1", "$.certificate: the number 1, expected an object")>]
let ``a malformed result of a team is a wrong input`` path value where =
    assertMalformed Problems.monolithic path value where

[<Fact>]
let ``a result of another kind is told by its kind`` () =
    let outcome = solve Problems.small |> verify [] Problems.team
    Assert.Equal(2, outcome.Code)
    Assert.Contains("$.kind: the string \"lqr\", expected \"team\"", Assert.Single outcome.ErrLines)

[<Fact>]
let ``both files cannot be standard input`` () =
    let outcome = Cli.runOn Problems.small [ "verify"; "-"; "-" ]
    Assert.Equal(2, outcome.Code)
    Assert.Contains("standard input", Assert.Single outcome.ErrLines)
