/// Problems that are well formed and have no answer: exit code 3 and one line that names the hypothesis that fails.
module SpanLqr.Cli.Tests.UnsolvableTests

open Xunit

let private assertNoAnswer what problem =
    let outcome = Cli.runOn problem [ "solve"; "-" ]
    Assert.Equal(3, outcome.Code)
    Assert.Equal("", outcome.Out)
    Assert.Contains(what, Assert.Single outcome.ErrLines)

/// The same, with what `--json` prints of the refusal.
let private refusal what problem =
    assertNoAnswer what problem
    let outcome = Cli.runOn problem [ "solve"; "-"; "--json" ]
    Assert.Equal(3, outcome.Code)
    JsonComparison.parse outcome.Out

let private stationary a b q rest =
    $"""{{"kind":"lqr","A":{a},"B":{b},"Q":{q},"R":[[1]]{rest}}}"""

[<Fact>]
let ``a growing mode that no input reaches is not stabilisable`` () =
    let json =
        stationary "[[2,0],[0,0.5]]" "[[0],[1]]" "[[1,0],[0,1]]" ""
        |> refusal "(A, B) is not stabilisable: a mode on or outside the unit circle (λ = 2) is reached by no input"

    Assert.Equal("NotStabilisable", json.GetProperty("status").GetString())
    Assert.Equal("[2,0]", json.GetProperty("evidence").GetRawText().Replace(" ", ""))

[<Fact>]
let ``a gain of too few digits is no hypothesis`` () =
    let json =
        stationary "[[1e16]]" "[[1]]" "[[1]]" ""
        |> refusal "double precision has too few digits: the problem takes 16.3 of about 16; the best iterate has the residual"

    Assert.Equal("IllConditioned", json.GetProperty("status").GetString())
    Assert.InRange(json.GetProperty("digits").GetDouble(), 16.0, 17.0)
    Assert.InRange(json.GetProperty("residual").GetDouble(), 0.0, 1e-14)

[<Fact>]
let ``an input weight that only rounding keeps definite has lost its digits`` () =
    // det R = 2⁻⁵² to the last bit, the least that doubles beside 1 can make it: positive, and no number to divide by.
    let json =
        """{"kind":"lqr","A":[[1]],"B":[[1,1]],"Q":[[1]],"R":[[1,1],[1,1.0000000000000002]]}"""
        |> refusal "double precision has too few digits"

    Assert.Equal("IllConditioned", json.GetProperty("status").GetString())
    Assert.InRange(json.GetProperty("digits").GetDouble(), 15.0, 17.0)

[<Theory>]
[<InlineData("lqr-not-stabilisable", "NotStabilisable")>]
[<InlineData("lqr-pathological-step", "NotStabilisableSampled")>]
[<InlineData("lqr-bias-without-noise", "NotDriven")>]
[<InlineData("lqr-discount-too-weak", "NotStabilisable")>]
let ``a plant without an answer says so in JSON, with the mode`` name status =
    let outcome =
        Cli.run
            [
                "solve"
                System.IO.Path.Combine(Repository.cases, "plant", "bad", $"{name}.problem.json")
                "--json"
            ]

    Assert.Equal(3, outcome.Code)
    let json = JsonComparison.parse outcome.Out
    Assert.Equal(status, json.GetProperty("status").GetString())
    Assert.Equal(2, json.GetProperty("evidence").GetArrayLength())

[<Fact>]
let ``a plant that takes more digits than there are says how many`` () =
    let json =
        """{"kind":"lqr","delay":1,"A":[[1e16]],"B":[[1]],"Q":[[1]],"R":[[1]]}"""
        |> refusal "double precision has too few digits"

    Assert.Equal("Regulator", json.GetProperty("status").GetString())
    Assert.True(json.GetProperty("digits").GetDouble() > 15.0)

[<Fact>]
let ``a game without an equilibrium says so in JSON, with the eigenvalues that prove it`` () =
    let json =
        """{"kind":"game","populations":[{"name":"p","A":[[1]],"B":[[1]],"Q":[[0]],"R":[[1]],"own":[[1]]}]}"""
        |> refusal "no equilibrium found"

    Assert.Equal("UnitCircleMode", json.GetProperty("status").GetString())
    let mode = json.GetProperty "evidence"
    Assert.Equal(1.0, mode.Item(0).GetDouble(), 6)
    Assert.Equal(0.0, mode.Item(1).GetDouble(), 6)

[<Fact>]
let ``cheap control is solved, and verified`` () =
    Cli.inDirectory (fun directory ->
        for name in
            [
                "cheap-control"
                "refused-1064"
                "refused-2545"
                "refused-5492"
                "refused-6136"
            ] do
            let problem =
                System.IO.Path.Combine(Repository.cases, "found", $"lqr-{name}.problem.json")

            let result = System.IO.Path.Combine(directory, $"{name}.json")
            let solved = Cli.run [ "solve"; problem; "--quiet"; "--out"; result ]
            Assert.True((solved.Code = 0), $"{name}: {solved.Err}")
            let verified = Cli.run [ "verify"; problem; result ]
            Assert.True((verified.Code = 0), $"{name}: {verified.Err}"))

[<Fact>]
let ``a mode on the unit circle that the cost does not see has no stabilising solution`` () =
    stationary "[[1]]" "[[1]]" "[[0]]" "" |> assertNoAnswer "unit circle"

[<Fact>]
let ``an equation with complex solutions only has no answer`` () =
    // P² + (0.75 − q) P − q = 0 has no real root for q between −2.25 and −0.25.
    stationary "[[0.5]]" "[[1]]" "[[-1]]" ",\"indefinite\":true"
    |> assertNoAnswer "standard input: "

[<Fact>]
let ``a step without a minimum is named`` () =
    """{"kind":"lqr","horizon":3,"A":[[1]],"B":[[1]],"Q":[[1]],"Qf":[[0]],"R":[[[1]],[[-9]],[[1]]],"indefinite":true}"""
    |> assertNoAnswer "step 1: R + B'PB is not positive definite"

[<Fact>]
let ``numbers that overflow are announced`` () =
    stationary "[[1e300]]" "[[1e-300]]" "[[1e300]]" ""
    |> assertNoAnswer "standard input: "

[<Fact>]
let ``the population that cannot be stabilised is named`` () =
    """{"kind":"team","populations":[
         {"name":"good","size":2,"A":[[2]],"B":[[1]],"Q":[[1]],"R":[[1]]},
         {"name":"bad","size":2,"A":[[2]],"B":[[0]],"Q":[[1]],"R":[[1]]}]}"""
    |> assertNoAnswer "population \"bad\": (A, B) is not stabilisable"

[<Fact>]
let ``the population of a game that cannot be stabilised is named`` () =
    """{"kind":"game","populations":[
         {"name":"good","A":[[2]],"B":[[1]],"Q":[[1]],"R":[[1]]},
         {"name":"bad","A":[[2]],"B":[[0]],"Q":[[1]],"R":[[1]]}]}"""
    |> assertNoAnswer "population \"bad\": (A, B) is not stabilisable"

[<Fact>]
let ``a population that sees a mode of its own nowhere is not detectable`` () =
    """{"kind":"game","populations":[{"name":"p","A":[[1]],"B":[[1]],"Q":[[0]],"R":[[1]]}]}"""
    |> assertNoAnswer "population \"p\": (A, Q + Σ C) is not detectable"

[<Fact>]
let ``agents that want nothing but each other's company have no equilibrium`` () =
    """{"kind":"game","populations":[{"name":"p","A":[[1]],"B":[[1]],"Q":[[0]],"R":[[1]],"own":[[1]]}]}"""
    |> assertNoAnswer "no equilibrium found"

let private robust a b gamma rest =
    $"""{{"kind":"robust","A":{a},"B":{b},"Q":[[1]],"Qbar":[[1]],"Sigma":[[1]],"SigmaBar":[[1]],"gamma":{gamma}{rest}}}"""

[<Fact>]
let ``a level without saddle point names the step, the part and the least viable level`` () =
    robust "[[1]]" "[[1]]" "1.3" ",\"horizon\":5,\"Qbarf\":[[1.6]]"
    |> assertNoAnswer "γ = 1.3 has no saddle point: at t = 3, the first from the end"

[<Fact>]
let ``a stationary level without saddle point names the least viable one`` () =
    // By hand: γ* = √2 for a = b = d = q = r = 1, and without noise every solvable level is viable.
    (robust "[[1]]" "[[1]]" "1.4" ",\"horizon\":\"infinite\"")
        .Replace("[[1]],\"gamma\"", "[[0]],\"gamma\"")
        .Replace("\"Sigma\":[[1]]", "\"Sigma\":[[0]]")
    |> assertNoAnswer "the least viable γ is 1.41421356"

[<Fact>]
let ``a robust problem that cannot be stabilised says so`` () =
    robust "[[2]]" "[[0]]" "100" ",\"horizon\":\"infinite\""
    |> assertNoAnswer "not stabilisable"

[<Fact>]
let ``where only the start is uncertain no level is viable`` () =
    (robust "[[1]]" "[[1]]" "\"min\"" ",\"horizon\":5,\"Sigma0\":[[1]]")
        .Replace("\"Sigma\":[[1]]", "\"Sigma\":[[0]]")
        .Replace("\"SigmaBar\":[[1]]", "\"SigmaBar\":[[0]]")
    |> refusal "no γ is viable"
    |> fun json -> Assert.Equal("NoViableLevel", json.GetProperty("status").GetString())

[<Fact>]
let ``a level that is solvable but not viable gives its result and exit code 3`` () =
    let problem = robust "[[1]]" "[[1]]" "1.5" ",\"horizon\":5,\"Sigma0\":[[20]]"
    let outcome = Cli.runOn problem [ "solve"; "-"; "--json" ]
    Assert.Equal(3, outcome.Code)
    Assert.Contains("γ = 1.5 is not viable", Assert.Single outcome.ErrLines)
    Assert.False((JsonComparison.parse outcome.Out).GetProperty("viable").GetBoolean())

/// A stage that pays for a large state: M = −1/2 + M/(1 + (1 − 1/γ²)M), of which the larger root stabilises.
let private paid rest =
    robust "[[1.5]]" "[[1]]" "3" (",\"horizon\":\"infinite\"" + rest)
    |> fun problem -> problem.Replace("\"Q\":[[1]]", "\"Q\":[[-0.1]]").Replace("\"Qbar\":[[1]]", "\"Qbar\":[[-0.2]]")

[<Fact>]
let ``a robust problem with an indefinite weight is solved where it says so, and verified`` () =
    Assert.Equal(2, (Cli.runOn (paid "") [ "solve"; "-" ]).Code)

    Cli.inDirectory (fun directory ->
        let path = System.IO.Path.Combine(directory, "problem.json")
        System.IO.File.WriteAllText(path, paid ",\"indefinite\":true")
        let solved = Cli.run [ "solve"; path; "--json" ]
        Assert.Equal("", solved.Err)
        let json = JsonComparison.parse solved.Out

        // M = q + a²M/(1 + gM), g = 1 − 1/9: gM² + (1 − gq − a²)M − q = 0, and the larger root stabilises.
        for key, q in [ "M", -0.1; "Mbar", -0.2 ] do
            let g = 1.0 - 1.0 / 9.0
            let half = (1.5 * 1.5 - 1.0 + g * q) / (2.0 * g)
            let expected = half + sqrt (half * half + q / g)
            let matrix = json.GetProperty(key: string)
            let row = matrix.Item 0
            let found = row.Item(0).GetDouble()
            Assert.Equal(expected, found, 10)

        let verified = Cli.runOn solved.Out [ "verify"; path; "-" ]
        Assert.True((verified.Code = 0), verified.Err))

[<Fact>]
let ``an indefinite robust problem has no least level to ask for`` () =
    let outcome =
        Cli.runOn ((paid ",\"indefinite\":true").Replace("\"gamma\":3", "\"gamma\":\"min\"")) [ "solve"; "-" ]

    Assert.Equal(2, outcome.Code)
    Assert.Contains("$.gamma: \"min\", expected a number", Assert.Single outcome.ErrLines)

[<Fact>]
let ``the mean field that cannot be stabilised is named`` () =
    // Own input 1, everybody else's −1/(N − 1): the inputs cancel in the mean.
    """{"kind":"team","populations":[{"name":"p","size":3,"A":[[2]],"B":[[1]],"Q":[[1]],"R":[[1]]}],
        "coupling":{"B":[[[[-0.5]]]]}}"""
    |> assertNoAnswer "mean field: (A, B) is not stabilisable"
