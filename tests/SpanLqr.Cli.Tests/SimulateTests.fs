/// `spanlqr simulate`
module SpanLqr.Cli.Tests.SimulateTests

open System
open System.IO
open System.Text.Json
open SpanLqr.Cli.Simulation
open SpanLqr.Populations
open Xunit

let private kinds =
    [
        "lqr", Problems.small
        "lqr over a horizon", Problems.horizon
        "team", Problems.team
        "monolithic team", Problems.monolithic
        "game", Problems.game
        "robust", Problems.robust
        "stationary robust", Problems.stationaryRobust
    ]

let private simulate problem options =
    Cli.runOn problem ([ "simulate"; "-"; "--json"; "--quiet" ] @ options)

let private document problem options =
    let outcome = simulate problem options
    Assert.Equal((0, ""), (outcome.Code, outcome.Err))
    JsonDocument.Parse(outcome.Out).RootElement

let private number (path: string list) root =
    List.fold (fun (node: JsonElement) (key: string) -> node.GetProperty key) root path
    |> _.GetDouble()

let private errors root =
    (number [ "averageCost"; "mean" ] root - number [ "predictedCost" ] root)
    / number [ "averageCost"; "standardError" ] root

let private keys (node: JsonElement) =
    node.EnumerateObject() |> Seq.map _.Name |> List.ofSeq

[<Fact>]
let ``every kind has the fields of the format and costs what it must in both modes`` () =
    for name, problem in kinds do
        for mode in [ "agents"; "collapsed" ] do
            let root = document problem [ "--mode"; mode ]
            Assert.Equal(mode, root.GetProperty("mode").GetString())
            Assert.InRange(errors root, -5.0, 5.0)

            let fields =
                [
                    "mode"
                    "seed"
                    "steps"
                    "rollouts"
                    "agentSteps"
                    "averageCost"
                    "predictedCost"
                    "populations"
                    "meanField"
                ]

            Assert.Equal<string list>(
                (if name.Contains "robust" then
                     fields @ [ "worstCase" ]
                 else
                     fields),
                keys root
            )

            Assert.Equal<string list>([ "mean"; "standardError" ], keys (root.GetProperty "averageCost"))

            for population in root.GetProperty("populations").EnumerateArray() do
                Assert.Equal<string list>(
                    [
                        "name"
                        "finalMean"
                        "finalSecondMoment"
                        if name.Contains "game" then
                            "averageCost"
                            "predictedCost"
                    ],
                    keys population
                )

[<Fact>]
let ``every reference problem costs what it must`` () =
    let cases =
        [ "lqr"; "team"; "game"; "robust" ]
        |> List.collect Repository.referenceCases
        |> List.map fst

    Assert.NotEmpty cases

    for path in cases do
        let outcome = Cli.run [ "simulate"; path; "--json"; "--quiet" ]

        if path.Contains "game-six" then
            // Has no sizes.
            Assert.Equal(2, outcome.Code)
        elif path.Contains "unsolvable" then
            Assert.Equal(3, outcome.Code)
        else
            Assert.Equal((path, 0, ""), (path, outcome.Code, outcome.Err))
            Assert.InRange(errors (JsonDocument.Parse(outcome.Out).RootElement), -5.0, 5.0)

[<Fact>]
let ``the same seed gives the same bytes for any number of threads, another seed other ones`` () =
    for _, problem in kinds do
        for mode in [ "agents"; "collapsed" ] do
            let run threads seed =
                (simulate problem [ "--mode"; mode; "--threads"; threads; "--seed"; seed ]).Out

            let one = run "1" "7"
            Assert.Equal(one, run "2" "7")
            Assert.Equal(one, run "5" "7")
            Assert.NotEqual<string>(one, run "1" "8")

/// The switches of .NET that narrow vectors and keep fused multiplication; the tests of the kernels' tiers hold them to their names.
let private narrower =
    [ "DOTNET_EnableAVX512", "0"; "DOTNET_PreferredVectorBitWidth", "128" ]

[<Fact>]
let ``the same seed gives the same bytes for any width of vectors`` () =
    for problem, mode in
        [
            Problems.small, "agents"
            Problems.team, "agents"
            Problems.robust, "collapsed"
        ] do
        let arguments =
            [ "simulate"; "-"; "--mode"; mode; "--rollouts"; "20"; "--json"; "--quiet" ]

        let _, widest, _ = ProcessTests.runIn [] arguments problem

        for switch in narrower do
            let code, output, error = ProcessTests.runIn [ switch ] arguments problem
            Assert.Equal((switch, 0, ""), (switch, code, error))
            Assert.Equal(widest, output)

[<Fact>]
let ``many rollouts of a plant have the bytes of one thread on any number, and cost what they must`` () =
    for problem, steps in [ Problems.small, [ "--steps"; "30" ]; Problems.horizon, [] ] do
        let run threads =
            simulate problem ([ "--rollouts"; "20000"; "--threads"; threads ] @ steps)

        let one = run "1"
        Assert.Equal((0, ""), (one.Code, one.Err))
        Assert.Equal(one.Out, (run "2").Out)
        Assert.Equal(one.Out, (run "5").Out)
        let root = JsonDocument.Parse(one.Out).RootElement
        Assert.InRange(errors root, -5.0, 5.0)
        // Twenty thousand rollouts tell a hundredth of the cost apart.
        Assert.True(number [ "averageCost"; "standardError" ] root < 0.01 * number [ "predictedCost" ] root)

[<Fact>]
let ``the mean field of rollout 0 is told in at most 500 evenly spaced rows`` () =
    for steps, every in [ 1, 1; 499, 1; 500, 2; 1000, 3; 4990, 10 ] do
        let root = document Problems.team [ "--steps"; string steps; "--rollouts"; "2" ]
        let trace = root.GetProperty "meanField"

        let told =
            [ for step in trace.GetProperty("steps").EnumerateArray() -> step.GetInt32() ]

        Assert.Equal<int list>([ 0..every..steps ], told)
        Assert.InRange(told.Length, 2, 500)

        let rows =
            [
                for row in trace.GetProperty("rows").EnumerateArray() -> row.GetArrayLength()
            ]
        // Two states of p and one of q.
        Assert.Equal<int list>(List.replicate told.Length 3, rows)

[<Fact>]
let ``a game's mean field is that of its agents, near the one announced`` () =
    let root = document Problems.game []
    let rows = root.GetProperty("meanField").GetProperty "rows"
    let first = [ for entry in rows[0].EnumerateArray() -> entry.GetDouble() ]
    Assert.Equal(4, first.Length)
    // mean0 of a is (1, 2); twenty agents of covariance (0.1, 0.2) stay within 5 of their deviations.
    Assert.Equal(1.0, first[0], 5.0 * sqrt (0.1 / 20.0))
    Assert.Equal(2.0, first[1], 5.0 * sqrt (0.2 / 20.0))

[<Fact>]
let ``the solved policy is the default, and a file may bring another`` () =
    Cli.inDirectory (fun directory ->
        for name, problem in kinds do
            let file = Path.Combine(directory, "problem.json")
            let policy = Path.Combine(directory, "policy.json")
            File.WriteAllText(file, problem)
            Assert.Equal(0, (Cli.run [ "solve"; file; "--out"; policy; "--quiet" ]).Code)
            let solved = Cli.run [ "simulate"; file; "--json"; "--quiet" ]
            let given = Cli.run [ "simulate"; file; "--policy"; policy; "--json"; "--quiet" ]
            Assert.Equal((name, solved.Out), (name, given.Out)))

let private withGain gain =
    $"""{{"kind":"lqr","K":[[{gain}]],"P":[[1]]}}"""

[<Fact>]
let ``a policy that is not stable has no average cost`` () =
    Cli.inDirectory (fun directory ->
        let policy = Path.Combine(directory, "policy.json")
        let problem = """{"kind":"lqr","A":[[1.2]],"B":[[1]],"Q":[[1]],"R":[[1]]}"""
        File.WriteAllText(policy, withGain "0.1")
        let outcome = Cli.runOn problem [ "simulate"; "-"; "--policy"; policy; "--json" ]
        Assert.Equal((3, ""), (outcome.Code, outcome.Out))
        Assert.Contains("spectral radius 1.1", Assert.Single outcome.ErrLines)
        // x⁺ = 0.5x + w under u = −0.7x: E x_t² = (1 − 0.25^t)·4/3, and each step costs 1.49 of it.
        File.WriteAllText(policy, withGain "0.7")

        let root =
            (Cli.runOn problem [ "simulate"; "-"; "--policy"; policy; "--json"; "--steps"; "2" ]).Out
            |> JsonDocument.Parse
            |> _.RootElement

        Assert.Equal(1.49 / 2.0, number [ "predictedCost" ] root, 1e-12))

[<Fact>]
let ``what cannot be simulated is said in one line`` () =
    let game = Problems.game.Replace(",\"size\":30", "")

    let crowd =
        """{"kind":"team","populations":[{"name":"p","size":2000000000,"A":[[0.9]],"B":[[1]],"Q":[[1]],"R":[[1]]}]}"""

    for problem, options, code, reason in
        [
            Problems.horizon, [ "--steps"; "5" ], 2, "--steps 5: the problem has a horizon of 3 steps"
            Problems.robust, [ "--steps"; "3" ], 2, "--steps 3: the problem has a horizon of 3 steps"
            game, [], 2, "$.populations[1].size: missing"
            Problems.team, [ "--mode"; "every" ], 2, "expected agents or collapsed"
            crowd, [ "--mode"; "agents" ], 2, "expected --mode collapsed"
            Problems.team, [ "--steps"; "0" ], 2, "expected a whole number from 1"
            Problems.team, [ "--rollouts"; "two" ], 2, "expected a whole number from 1"
            Problems.team, [ "--seed"; "-1" ], 2, "expected a whole number of at least 0"
            Problems.team, [ "--policy"; "-" ], 2, "both files are standard input"
            Problems.team, [ "--policy"; "/none.json" ], 2, "no such file"
            """{"kind":"lqr","A":[[2]],"B":[[0]],"Q":[[1]],"R":[[1]]}""", [], 3, "not stabilisable"
        ] do
        let outcome = simulate problem options
        Assert.Equal((reason, code, ""), (reason, outcome.Code, outcome.Out))
        Assert.Contains(reason, Assert.Single outcome.ErrLines)

[<Fact>]
let ``agents are the default of one plant and the collapsed law that of populations`` () =
    for name, problem in kinds do
        let expected = if name.StartsWith "lqr" then "agents" else "collapsed"
        Assert.Equal(expected, (document problem [ "--rollouts"; "2" ]).GetProperty("mode").GetString())

[<Fact>]
let ``one rollout has a standard error where it is long, and none where it is short`` () =
    let standardError problem options =
        (document problem ([ "--rollouts"; "1" ] @ options)).GetProperty("averageCost").GetProperty("standardError").ValueKind

    for problem in [ Problems.team; Problems.small ] do
        Assert.Equal(JsonValueKind.Number, standardError problem [])
        Assert.Equal(JsonValueKind.Null, standardError problem [ "--steps"; "100" ])

    Assert.Equal(JsonValueKind.Null, standardError Problems.horizon [])

[<Fact>]
let ``the worst case stays below the square of a viable level`` () =
    for problem in [ Problems.robust; Problems.stationaryRobust ] do
        let worst = (document problem [ "--rollouts"; "2000" ]).GetProperty "worstCase"
        let ratio = number [ "performanceIndex" ] worst / number [ "noiseIndex" ] worst
        Assert.Equal(ratio, number [ "ratio" ] worst, 1e-12)
        Assert.True(ratio < number [ "gammaSquared" ] worst)

[<Fact>]
let ``the table gives measured and predicted cost and a plain verdict`` () =
    let outcome = Cli.runOn Problems.team [ "simulate"; "-" ]
    Assert.Equal(0, outcome.Code)
    Assert.Contains("average cost of a step, measured", outcome.Out)
    Assert.Contains("average cost of a step, predicted", outcome.Out)
    Assert.Contains("measured and predicted cost agree", outcome.Out)
    Assert.Matches("simulate: [0-9]+ agent steps in [0-9.]+ s", Assert.Single outcome.ErrLines)
    let outcome = Cli.runOn Problems.horizon [ "simulate"; "-"; "--quiet" ]
    Assert.Equal(("", ""), (outcome.Out, outcome.Err))

let private result mean standardError : SimulationResult =
    {
        Mode = PopulationMode.Collapsed
        Seed = 1UL
        Steps = 10
        Rollouts = 20
        AgentSteps = 200L
        IsTotal = false
        Mean = mean
        StandardError = standardError
        Predicted = 100.0
        Populations = []
        TraceSteps = [||]
        Trace = [||]
        WorstCase = None
        AveragingError = None
    }

[<Fact>]
let ``more than five standard errors are called a disagreement`` () =
    Assert.False(SimulationResult.disagrees (result 104.9 (Some 1.0)))
    Assert.True(SimulationResult.disagrees (result 105.1 (Some 1.0)))
    Assert.True(SimulationResult.disagrees (result 94.9 (Some 1.0)))
    Assert.True(SimulationResult.disagrees (result 101.0 (Some 0.0)))
    Assert.False(SimulationResult.disagrees (result (100.0 + 1e-11) (Some 0.0)))
    Assert.False(SimulationResult.disagrees (result 500.0 None))

[<Fact>]
let ``two to fifteen rollouts are too few for a verdict`` () =
    let far rollouts =
        { result 500.0 (Some 1.0) with
            Rollouts = rollouts
        }

    for rollouts, expected in [ 1, true; 2, false; 15, false; 16, true ] do
        Assert.Equal((rollouts, expected), (rollouts, SimulationResult.disagrees (far rollouts)))

[<Fact>]
let ``an interrupt ends a simulation with 130, however long its rollouts are`` () =
    if not (OperatingSystem.IsWindows()) then
        Cli.inDirectory (fun directory ->
            for problem in [ Problems.team; Problems.small ] do
                let file = Path.Combine(directory, "problem.json")
                File.WriteAllText(file, problem)

                use running =
                    ProcessTests.start [ "simulate"; file; "--steps"; "2000000000"; "--rollouts"; "1000" ]

                Threading.Thread.Sleep 2000
                Assert.False running.HasExited
                Assert.Equal(130, ProcessTests.interrupt running))
