/// `verify` against what `learn` writes.
module SpanLqr.Cli.Tests.VerifyLearnedTests

open System.Text.Json.Nodes
open SpanLqr.Cli.Tests.Results
open Xunit

/// Far from the optimum, so that nothing holds by chance.
let private runs =
    [
        "lqr nac",
        Problems.small,
        [
            "--method"
            "nac"
            "--critic"
            "lstd"
            "--iterations"
            "2"
            "--horizon"
            "2000"
        ]
        "lqr lspi", Problems.small, [ "--target"; "10%" ]
        "lqr zso", Problems.small, [ "--method"; "zso"; "--estimator"; "two-point"; "--iterations"; "4" ]
        "lqr cross",
        """{"kind":"lqr","A":[[1.1]],"B":[[1]],"Q":[[2]],"R":[[1]],"S":[[0.5]]}""",
        [ "--method"; "zso"; "--estimator"; "two-point"; "--iterations"; "3" ]
        "team nac",
        Problems.team,
        [
            "--method"
            "nac"
            "--critic"
            "lstd"
            "--iterations"
            "2"
            "--horizon"
            "2000"
        ]
        "team lspi", Problems.team, [ "--target"; "10%" ]
        "team zso", Problems.team, [ "--method"; "zso"; "--estimator"; "two-point"; "--iterations"; "3" ]
        "monolithic", Problems.monolithic, [ "--method"; "nac"; "--iterations"; "2"; "--critic"; "exact"; "--step"; "0.3" ]
        "game",
        Problems.game,
        [
            "--gain-rounds"
            "1"
            "--gain-iterations"
            "3"
            "--offset-rounds"
            "1"
            "--offset-batch"
            "20"
        ]
        "rgda", Problems.robust, [ "--method"; "rgda"; "--estimator"; "two-point"; "--stage-iterations"; "3" ]
        "e-rgda", Problems.robust, [ "--method"; "e-rgda"; "--stage-iterations"; "5" ]
        "e-ddpg", Problems.robust, [ "--method"; "e-ddpg"; "--stage-iterations"; "5" ]
    ]

/// What was learned, near its target or not.
let private learn problem (options: string list) =
    let outcome = Cli.runOn problem ([ "learn"; "-"; "--json"; "--quiet" ] @ options)
    Assert.Contains(outcome.Code, [ 0; 3 ])
    nonNull (JsonNode.Parse outcome.Out)

/// Learned once; every test tampers with a copy.
let private learned =
    runs
    |> List.map (fun (name, problem, options) -> name, (problem, lazy learn problem options))
    |> Map

let private copyOf name =
    let problem, result = learned[name]
    problem, result.Value.DeepClone()

[<Fact>]
let ``what every method learned is what it says`` () =
    for name, _, _ in runs do
        let problem, result = copyOf name
        let outcome = verify [] problem result
        Assert.Equal((name, 0, ""), (name, outcome.Code, outcome.Err))
        Assert.Contains("claims hold", outcome.Out)

let private assertFails name change (claim: string) =
    let problem, result = copyOf name
    change result
    let outcome = verify [] problem result
    Assert.Equal(3, outcome.Code)
    let line = Assert.Single outcome.ErrLines
    Assert.StartsWith("standard input: does not hold: ", line)
    Assert.Contains(claim, line)

[<Theory>]
[<InlineData("lqr zso", "K/0/0", "P is the cost to go of K")>]
[<InlineData("lqr zso", "K/0/0", "reference: gain gap")>]
[<InlineData("lqr nac", "P/0/0", "P is the cost to go of K")>]
[<InlineData("lqr cross", "P/0/0", "P is the cost to go of K")>]
[<InlineData("lqr cross", "reference/cost", "reference: cost is that of the exact solution")>]
[<InlineData("lqr nac", "P/0/1", "P is symmetric")>]
[<InlineData("lqr nac", "cost", "cost is tr(PW)")>]
[<InlineData("lqr nac", "residual", "residual")>]
[<InlineData("lqr nac", "spectralRadius", "spectral radius")>]
[<InlineData("lqr zso", "reference/cost", "reference: cost is that of the exact solution")>]
[<InlineData("lqr zso", "reference/costGap", "reference: cost gap")>]
[<InlineData("lqr zso", "reference/gainGap", "reference: gain gap")>]
[<InlineData("lqr zso", "history/4/cost", "history: ends with the cost of the policy")>]
[<InlineData("lqr zso", "history/4/gainError", "history: ends with the gain error of the policy")>]
[<InlineData("team nac", "populations/0/K/0/1", "p: P is the cost to go of K")>]
[<InlineData("team nac", "populations/1/P/0/0", "whole system: assembled P is the cost to go of assembled K")>]
[<InlineData("team zso", "meanField/K/1/2", "mean field: P is the cost to go of K")>]
[<InlineData("team zso", "populations/0/A/0/1", "p: A, B, Q, R follow from the problem")>]
[<InlineData("team zso", "certificate/monolithicGainError", "certificate: gain error")>]
[<InlineData("team zso", "certificate/monolithicCostError", "certificate: cost error")>]
[<InlineData("team zso", "cost", "cost is the sum of all")>]
[<InlineData("team zso", "reference/costGap", "reference: cost gap")>]
[<InlineData("team nac", "reference/gainGap", "reference: gain gap")>]
[<InlineData("monolithic", "reference/gainGap", "reference: gain gap")>]
[<InlineData("monolithic", "reference/cost", "reference: cost is that of the exact solution")>]
[<InlineData("game", "populations/0/K1/0/1", "a: P is the cost to go of K")>]
[<InlineData("game", "populations/1/K2/0/1", "F is what the policies make")>]
[<InlineData("game", "populations/0/offset/0", "c is what the policies make")>]
[<InlineData("game", "populations/1/cost", "b: cost is tr(PW)")>]
[<InlineData("game", "residual", "residual")>]
[<InlineData("game", "fixedPoint/1", "the stationary mean field stays")>]
[<InlineData("game", "trajectory/3/0", "trajectory starts")>]
[<InlineData("game", "reference/equilibriumCost", "reference: cost is that of the exact solution")>]
[<InlineData("game", "populations/0/exploitability", "a: exploitability is what the best deviation saves")>]
[<InlineData("game", "reference/costGap", "reference: cost gap")>]
[<InlineData("game", "reference/gainGap", "reference: gain gap")>]
[<InlineData("rgda", "K1/1/0/0", "deviations: every M is the cost to go of the gains")>]
[<InlineData("rgda", "L2/0/0/1", "mean field: every M is the cost to go of the gains")>]
[<InlineData("e-rgda", "M/0/0/0", "deviations: every M is the cost to go of the gains")>]
[<InlineData("e-rgda", "Mbar/3/1/1", "mean field: M_T is the final weight")>]
[<InlineData("e-rgda", "margins/1", "margins are")>]
[<InlineData("e-ddpg", "value", "value")>]
[<InlineData("e-ddpg", "viabilityMargin", "viability margin")>]
[<InlineData("e-ddpg", "minGamma", "no γ below minGamma is viable")>]
[<InlineData("e-ddpg", "finite/value", "finite: value")>]
[<InlineData("rgda", "reference/cost", "reference: cost is that of the exact solution")>]
[<InlineData("e-rgda", "reference/costGap", "reference: cost gap")>]
[<InlineData("e-ddpg", "reference/gainGap", "reference: gain gap")>]
let ``a wrong number in what was learned fails its claim`` name path claim =
    assertFails name (enlarge 1e-4 path) claim

/// What a learned result has besides its history.
let private record =
    [ "method"; "seed"; "rollouts"; "steps"; "rejected"; "settings"; "reference" ]

[<Fact>]
let ``gains far from a saddle point are what they say, margins below zero included`` () =
    let problem =
        """{"kind":"robust","horizon":8,"A":[[1.2]],"B":[[1]],"Q":[[1]],"Qbar":[[1]],"Sigma":[[1]],"SigmaBar":[[0.1]],"gamma":3}"""

    let result =
        learn problem [ "--method"; "e-rgda"; "--stage-iterations"; "1"; "--step"; "0.001" ]

    Assert.True((find result "margins/0").GetValue<float>() < 0.0)
    let outcome = verify [] problem result
    Assert.Equal((0, ""), (outcome.Code, outcome.Err))

let private replace path (value: string) result =
    (find result path).ReplaceWith(JsonNode.Parse value)

[<Theory>]
[<InlineData("reference/costGap", "0", "reference: cost gap")>]
[<InlineData("reference/gainGap", "0", "reference: gain gap")>]
[<InlineData("reference/gainGap", "null", "reference: gain gap")>]
[<InlineData("history/1/cost", "0.001", "history: no cost is below that of the exact solution")>]
[<InlineData("history/2/iteration", "1", "history: iterations and rollouts go forward")>]
[<InlineData("history/2/rollouts", "0", "history: iterations and rollouts go forward")>]
[<InlineData("rollouts", "7", "rollouts are those of the last line of the history")>]
[<InlineData("steps", "7", "steps: every rollout takes at least one")>]
[<InlineData("settings/batch", "-3", "settings: all those of zso are there and possible (not so: batch)")>]
[<InlineData("settings/estimator", "\"nine-point\"", "not so: estimator")>]
[<InlineData("settings/iterations", "2", "settings: no more iterations than were asked for")>]
let ``a record that flatters or contradicts itself fails`` path value claim =
    assertFails "lqr zso" (replace path value) claim

[<Fact>]
let ``a policy without its record is judged as a solution, and a solution with a record of learning as learned`` () =
    let problem, result = copyOf "lqr zso"

    for key in "history" :: record do
        Assert.True(result.AsObject().Remove key)

    Assert.Contains("P solves the Riccati equation", (verify [] problem result).Err)
    let problem, result = copyOf "lqr zso"
    let solved = solve problem

    for key in [ "K"; "P"; "spectralRadius"; "eigenvalues"; "cost"; "residual" ] do
        result[key] <- (nonNull solved[key]).DeepClone()

    Assert.Contains("reference: cost gap", (verify [] problem result).Err)

[<Theory>]
[<InlineData("method", "\"rgda\"", "$.method: the string \"rgda\", expected one of lspi, ce, nac, zso")>]
[<InlineData("history", "[]", "$.history: an empty array, expected an array of at least one line")>]
[<InlineData("history/0", "{}", "$.history[0].iteration: missing")>]
[<InlineData("history/0/iteration", "-1", "$.history[0].iteration: the number -1, expected a whole number")>]
[<InlineData("rejected", "0.5", "$.rejected: the number 0.5, expected a whole number")>]
[<InlineData("settings", "[]", "$.settings: an empty array, expected an object")>]
[<InlineData("settings/step", "[]", "$.settings.step: an empty array, expected a number or a word")>]
[<InlineData("reference", "{\"gap\":1}", "$.reference.gap: unknown key")>]
[<InlineData("seed", "\"x\"", "$.seed: the string \"x\", expected a whole number")>]
let ``a malformed record is a wrong input`` path value (where: string) =
    let problem, result = copyOf "lqr zso"
    replace path value result
    let outcome = verify [] problem result
    Assert.Equal(2, outcome.Code)
    Assert.Contains(where, Assert.Single outcome.ErrLines)

[<Fact>]
let ``a record that lacks something is a wrong input`` () =
    for key in record do
        let problem, result = copyOf "lqr zso"
        Assert.True(result.AsObject().Remove key)
        let outcome = verify [] problem result
        Assert.Equal((key, 2), (key, outcome.Code))
        Assert.Contains($"$.{key}: missing", Assert.Single outcome.ErrLines)
