/// `spanlqr learn`: what it returns, and that it may be stopped anywhere.
module SpanLqr.Cli.Tests.LearnTests

open System
open System.Diagnostics
open System.IO
open System.Text.Json
open Xunit

let private plant =
    """{"kind":"lqr","A":[[1.1,0.2],[0,0.7]],"B":[[1],[0.4]],"Q":[[1,0],[0,1]],"R":[[0.5]],"W":[[0.3,0],[0,0.2]]}"""

let private game =
    """{"kind":"game","populations":[
        {"name":"a","A":[[0.8]],"B":[[0.7]],"Q":[[0.5]],"R":[[0.6]],"W":[[0.3]],"own":[[0.2]]},
        {"name":"b","A":[[0.5]],"B":[[1.1]],"Q":[[0.3]],"R":[[0.9]],"W":[[0.5]]}],
       "couplings":[{"of":"a","to":"b","weight":[[0.4]],"offset":[1]},{"of":"b","to":"a","weight":[[0.4]]}]}"""

let private robust =
    """{"kind":"robust","horizon":2,"A":[[0.7,0.2],[-0.1,0.6]],"B":[[1],[0.3]],"Q":[[1,0],[0,1]],"Qbar":[[0.5,0],[0,0.5]],
        "Sigma":[[0.3,0],[0,0.2]],"SigmaBar":[[0.1,0],[0,0.1]],"gamma":3}"""

let private run problem (options: string list) =
    Cli.runOn problem ([ "learn"; "-"; "--json"; "--quiet" ] @ options)

/// What a run learned, within its target.
let private learn problem options =
    let outcome = run problem options
    Assert.True((outcome.Code = 0), outcome.Err)
    JsonDocument.Parse(outcome.Out).RootElement

/// What a run learned that was too short for its target, and the line that says so.
let private learnShort problem options =
    let outcome = run problem options
    Assert.Equal(3, outcome.Code)
    JsonDocument.Parse(outcome.Out).RootElement, Assert.Single outcome.ErrLines

let private gap (name: string) (result: JsonElement) =
    result.GetProperty("reference").GetProperty(name).GetDouble()

[<Fact>]
let ``every method reaches the optimum of a small problem by its defaults`` () =
    for method in [ "lspi"; "ce"; "nac"; "zso" ] do
        Assert.InRange(learn plant [ "--method"; method ] |> gap "costGap", -1e-12, 0.01)
        Assert.InRange(learn Problems.team [ "--method"; method ] |> gap "costGap", -1e-12, 0.01)

    Assert.InRange(learn game [ "--method"; "zso" ] |> gap "gainGap", 0.0, 0.05)
    Assert.InRange(learn game [] |> gap "gainGap", 0.0, 1e-6)

    for method in [ "rgda"; "e-rgda"; "e-ddpg" ] do
        Assert.InRange(learn robust [ "--method"; method ] |> gap "gainGap", 0.0, 0.05)

[<Fact>]
let ``the defaults follow the critic and the estimator, unless they are given`` () =
    for options in
        [
            [ "--method"; "nac"; "--critic"; "gtd" ]
            [ "--method"; "zso"; "--estimator"; "one-point" ]
        ] do
        Assert.InRange(learn plant options |> gap "costGap", -1e-12, 0.01)

    let short, _ =
        learnShort
            plant
            [
                "--method"
                "zso"
                "--estimator"
                "one-point"
                "--radius"
                "0.2"
                "--iterations"
                "1"
                "--target"
                "1e-6"
            ]

    let settings = short.GetProperty "settings"

    Assert.Equal("ergodic", settings.GetProperty("rollout").GetString())
    Assert.Equal("0.2", settings.GetProperty("radius").ToString())

[<Fact>]
let ``the result is that of the kind, and says how it was come by`` () =
    let result =
        learn
            plant
            [
                "--seed"
                "7"
                "--method"
                "nac"
                "--iterations"
                "5"
                "--critic"
                "exact"
                "--step"
                "0.5"
                "--target"
                "10%"
            ]

    for key in
        [
            "K"
            "P"
            "spectralRadius"
            "cost"
            "method"
            "seed"
            "history"
            "rollouts"
            "steps"
            "rejected"
            "settings"
            "reference"
            "estimatedGap"
            "estimatedBy"
            "stopReason"
            "baseline"
        ] do
        Assert.True(fst (result.TryGetProperty key), key)

    Assert.Equal("nac", result.GetProperty("method").GetString())
    Assert.Equal(7, result.GetProperty("seed").GetInt32())
    Assert.Equal(6, result.GetProperty("history").GetArrayLength())
    Assert.Equal(0.5, result.GetProperty("settings").GetProperty("step").GetDouble())

[<Fact>]
let ``the reference is the exact solution, and the cost that of the learned gain`` () =
    let result = learn plant [ "--iterations"; "3"; "--target"; "10%" ]

    let exact =
        JsonDocument.Parse((Cli.runOn plant [ "solve"; "-"; "--json" ]).Out).RootElement

    let cost = exact.GetProperty("cost").GetDouble()
    Assert.Equal(cost, result.GetProperty("reference").GetProperty("cost").GetDouble(), 1e-12)
    Assert.Equal(result.GetProperty("cost").GetDouble() / cost - 1.0, gap "costGap" result, 1e-9)

/// An unstable mode that no input reaches.
let private unreachable =
    """{"kind":"lqr","A":[[1.05,0],[0,0.5]],"B":[[0],[1]],"Q":[[1,0],[0,1]],"R":[[1]],"W":[[0.1,0],[0,0.1]]}"""

[<Fact>]
let ``a run that ends far from its target is no success, and says what the target would take`` () =
    let result, line = learnShort plant [ "--budget"; "20000" ]
    Assert.Contains("budget", line)
    Assert.Contains("steps", line)
    Assert.Equal("budget", result.GetProperty("stopReason").GetString())

    let _, line =
        learnShort
            plant
            [
                "--method"
                "zso"
                "--estimator"
                "two-point"
                "--iterations"
                "1"
                "--target"
                "1e-6"
            ]

    Assert.Contains("off by", line)

[<Fact>]
let ``a plant with an unstable mode that no input reaches is refused in words, by every method`` () =
    for method in [ "lspi"; "ce"; "nac"; "zso" ] do
        let outcome = run unreachable [ "--method"; method ]
        Assert.Equal(3, outcome.Code)
        Assert.Contains("reached by", Assert.Single outcome.ErrLines)

[<Fact>]
let ``teams whose common noise grows with their size, and stages of steep curvature, are learned by the defaults`` () =
    let found name =
        File.ReadAllText(Path.Combine(Repository.cases, "found", name + ".problem.json"))

    for name in [ "team-common-noise-1000"; "team-common-noise-1000000" ] do
        for method in [ "lspi"; "ce"; "nac"; "zso" ] do
            Assert.InRange(learn (found name) [ "--method"; method ] |> gap "costGap", -1e-12, 0.01)

    for name in [ "robust-curvature-1"; "robust-curvature-4" ] do
        Assert.InRange(learn (found name) [] |> gap "gainGap", 0.0, 1e-6)

[<Fact>]
let ``the result names what certainty equivalence takes to the same target`` () =
    let baseline = (learn plant []).GetProperty "baseline"
    let alone = learn plant [ "--method"; "ce" ]
    Assert.Equal(alone.GetProperty("steps").GetInt64(), baseline.GetProperty("steps").GetInt64())
    Assert.True(baseline.GetProperty("arrived").GetBoolean())

[<Fact>]
let ``no start needs the model: an unstable plant is learned from nothing, by the same bytes on any number of threads`` () =
    let unstable = plant.Replace("1.1", "1.4")

    for method in [ "lspi"; "ce"; "nac"; "zso" ] do
        let bytes threads =
            (run unstable [ "--method"; method; "--threads"; threads ]).Out

        Assert.InRange(learn unstable [ "--method"; method ] |> gap "costGap", -1e-12, 0.01)
        Assert.Equal(bytes "1", bytes "3")

[<Fact>]
let ``the help names the settings that everybody needs, and all of them where it is asked for`` () =
    let few = (Cli.run [ "learn"; "--help" ]).Out
    let all = (Cli.run [ "learn"; "--help-all" ]).Out

    for name in [ "--method"; "--budget"; "--target"; "--seed"; "--paper" ] do
        Assert.Contains(name, few)

    Assert.DoesNotContain("--gtd-primal", few)
    Assert.Contains("--gtd-primal", all)

[<Fact>]
let ``the same seed gives the same bytes for any number of threads, another seed others`` () =
    let bytes options =
        (Cli.runOn
            plant
            ([ "learn"; "-"; "--json"; "--quiet"; "--method"; "zso"; "--iterations"; "20" ]
             @ options))
            .Out

    Assert.Equal(bytes [ "--threads"; "1" ], bytes [ "--threads"; "3" ])
    Assert.NotEqual<string>(bytes [ "--seed"; "1" ], bytes [ "--seed"; "2" ])

[<Fact>]
let ``settings that a method does not have, or cannot be, are errors of one line`` () =
    let refused (options: string list) (words: string list) =
        let outcome = Cli.runOn plant ("learn" :: "-" :: options)
        Assert.Equal(2, outcome.Code)
        let line = Assert.Single outcome.ErrLines

        for word in words do
            Assert.Contains(word, line)

    refused [ "--radius"; "0.1" ] [ "--radius"; "lspi" ]
    refused [ "--method"; "zso"; "--estimator"; "two-point"; "--radius"; "-1" ] [ "--radius"; "-1"; "positive" ]
    refused [ "--method"; "nac"; "--step"; "1,5" ] [ "--step"; "1,5"; "positive" ]
    refused [ "--method"; "nac"; "--horizon"; "100" ] [ "--horizon"; "--critic kept" ]
    refused [ "--budget"; "soon" ] [ "--budget"; "soon"; "60s" ]
    refused [ "--target"; "0" ] [ "--target"; "positive" ]
    refused [ "--paper" ] [ "--paper"; "lspi" ]
    refused [ "--method"; "sarsa" ] [ "sarsa"; "lspi, ce, nac, zso, fid" ]
    refused [ "--method"; "nac"; "--critic"; "none" ] [ "none"; "kept, lstd, gtd, exact" ]
    refused [ "--iterations"; "0" ] [ "--iterations"; "0" ]
    refused [ "--method"; "zso"; "--estimator"; "two-point"; "--burn-in"; "5" ] [ "--burn-in" ]
    refused [ "--method"; "nac"; "--critic"; "lstd"; "--step-rule"; "backtracking" ] [ "backtracking" ]

[<Fact>]
let ``a problem without a method says so`` () =
    let refused extra options (word: string) =
        let outcome =
            Cli.runOn (plant.Replace("\"kind\":\"lqr\"", $"\"kind\":\"lqr\",{extra}")) ("learn" :: "-" :: options)

        Assert.Equal(2, outcome.Code)
        Assert.Contains(word, Assert.Single outcome.ErrLines)

    refused "\"horizon\":5" [ "--method"; "lspi" ] "a horizon, which the method lspi does not learn, expected --method fid"
    refused "\"discount\":0.9" [ "--method"; "ce" ] "a discount, which the method ce does not learn, expected --method fid"

    let measured =
        Path.Combine(Repository.cases, "plant", "lqr-cartpole-lqg.problem.json")

    let outcome = Cli.run [ "learn"; measured ]
    Assert.Equal(2, outcome.Code)
    Assert.Contains("not known but measured", Assert.Single outcome.ErrLines)

[<Theory>]
[<InlineData("reference/lqr-5x2-horizon")>]
[<InlineData("plant/lqr-cartpole-horizon")>]
[<InlineData("plant/lqr-pitch-varying")>]
[<InlineData("plant/lqr-inventory-discount-drift")>]
[<InlineData("plant/lqr-pitch-integral-delay")>]
[<InlineData("plant/lqr-motor-sampled-weights")>]
let ``horizons and plants as people have them are learned, and every claim holds`` case =
    Cli.inDirectory (fun directory ->
        let problem = Path.Combine(Repository.cases, $"{case}.problem.json")
        let result = Path.Combine(directory, "learned.json")
        Assert.Equal(0, (Cli.run [ "learn"; problem; "--out"; result; "--quiet" ]).Code)
        Assert.Equal(0, (Cli.run [ "verify"; problem; result ]).Code))

[<Fact>]
let ``a learned result can be started from, and goes on from there`` () =
    Cli.inDirectory (fun directory ->
        for problem, options in
            [
                plant, [ "--method"; "zso"; "--iterations"; "20"; "--target"; "50%" ]
                plant, [ "--method"; "lspi" ]
                Problems.team,
                [
                    "--method"
                    "nac"
                    "--critic"
                    "lstd"
                    "--iterations"
                    "3"
                    "--target"
                    "50%"
                ]
                game,
                [
                    "--method"
                    "zso"
                    "--gain-rounds"
                    "2"
                    "--offset-rounds"
                    "1"
                    "--target"
                    "50%"
                ]
            ] do
            let file, learned =
                Path.Combine(directory, "p.json"), Path.Combine(directory, "r.json")

            File.WriteAllText(file, problem)

            Assert.Equal(0, (Cli.run ([ "learn"; file; "--out"; learned; "--quiet" ] @ options)).Code)

            let last (result: JsonElement) =
                let history = result.GetProperty "history"
                history.Item(history.GetArrayLength() - 1).GetProperty("cost").GetDouble()

            let first =
                (learn problem (options @ [ "--start"; learned ])).GetProperty("history").Item(0).GetProperty("cost").GetDouble()

            let reached = JsonDocument.Parse(File.ReadAllText learned).RootElement |> last
            Assert.Equal(reached, first, 1e-12 * reached))


/// Waits for the first checkpoint, which is there from the first iteration on.
let private untilWritten path (running: Process) =
    while not (File.Exists path) && not running.HasExited do
        Threading.Thread.Sleep 5

[<Fact>]
let ``a run killed again and again and taken up again gives the bytes of one that was left alone`` () =
    for problem, options in
        [
            plant, [ "--method"; "zso"; "--estimator"; "two-point"; "--iterations"; "3000" ]
            plant, [ "--method"; "lspi"; "--target"; "1e-4" ]
            game,
            [
                "--method"
                "zso"
                "--gain-rounds"
                "6"
                "--offset-rounds"
                "6"
                "--simulator"
                "identified"
                "--identification-steps"
                "20000"
            ]
        ] do
        Cli.inDirectory (fun directory ->
            let file = Path.Combine(directory, "p.json")
            let checkpoint = Path.Combine(directory, "c.json")

            let whole, resumed =
                Path.Combine(directory, "whole.json"), Path.Combine(directory, "resumed.json")

            File.WriteAllText(file, problem)
            Assert.Equal(0, (Cli.run ([ "learn"; file; "--quiet"; "--out"; whole ] @ options)).Code)

            let arguments =
                [ "learn"; file; "--quiet"; "--out"; resumed; "--checkpoint"; checkpoint ]
                @ options

            for wait in [ 0; 150; 700 ] do
                use running = ProcessTests.start arguments
                untilWritten checkpoint running
                Threading.Thread.Sleep wait
                running.Kill()
                running.WaitForExit()

            Assert.True(File.Exists checkpoint)
            Assert.Equal(0, (Cli.run arguments).Code)
            Assert.Equal(File.ReadAllText whole, File.ReadAllText resumed))

[<Fact>]
let ``an interrupt writes what there is and ends with 130`` () =
    if not (OperatingSystem.IsWindows()) then
        Cli.inDirectory (fun directory ->
            let file, out = Path.Combine(directory, "p.json"), Path.Combine(directory, "r.json")
            let checkpoint = Path.Combine(directory, "c.json")
            File.WriteAllText(file, plant)

            use running =
                ProcessTests.start
                    [
                        "learn"
                        file
                        "--quiet"
                        "--method"
                        "zso"
                        "--estimator"
                        "two-point"
                        "--iterations"
                        "10000000"
                        "--out"
                        out
                        "--checkpoint"
                        checkpoint
                    ]

            untilWritten checkpoint running
            Assert.Equal(130, ProcessTests.interrupt running)

            let history =
                JsonDocument.Parse(File.ReadAllText out).RootElement.GetProperty "history"

            Assert.True(history.GetArrayLength() >= 1))

[<Fact>]
let ``a checkpoint of another run is refused, and a broken one too`` () =
    Cli.inDirectory (fun directory ->
        let file, checkpoint =
            Path.Combine(directory, "p.json"), Path.Combine(directory, "c.json")

        File.WriteAllText(file, plant)

        let run options =
            Cli.run ([ "learn"; file; "--quiet"; "--checkpoint"; checkpoint ] @ options)

        Assert.Equal(0, (run []).Code)
        let other = run [ "--seed"; "1" ]
        Assert.Equal(2, other.Code)
        Assert.Contains("checkpoint", Assert.Single other.ErrLines)
        File.WriteAllText(checkpoint, "{")
        Assert.Equal(2, (run []).Code))
