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

let private learn problem (options: string list) =
    let outcome = Cli.runOn problem ([ "learn"; "-"; "--json"; "--quiet" ] @ options)
    Assert.True((outcome.Code = 0), outcome.Err)
    JsonDocument.Parse(outcome.Out).RootElement

let private gap (name: string) (result: JsonElement) =
    result.GetProperty("reference").GetProperty(name).GetDouble()

[<Fact>]
let ``every method reaches the optimum of a small problem by its defaults`` () =
    for method in [ "nac"; "zso" ] do
        Assert.InRange(learn plant [ "--method"; method ] |> gap "costGap", -1e-12, 0.01)
        Assert.InRange(learn Problems.team [ "--method"; method ] |> gap "costGap", -1e-12, 0.01)

    Assert.InRange(learn game [ "--method"; "zso" ] |> gap "gainGap", 0.0, 0.05)
    Assert.InRange(learn game [] |> gap "gainGap", 0.0, 1e-6)

    for method in [ "rgda"; "e-rgda"; "e-ddpg" ] do
        Assert.InRange(learn robust [ "--method"; method ] |> gap "gainGap", 0.0, 0.05)

[<Fact>]
let ``the defaults follow the critic and the estimator, unless they are given`` () =
    for options in [ [ "--critic"; "gtd" ]; [ "--method"; "zso"; "--estimator"; "one-point" ] ] do
        Assert.InRange(learn plant options |> gap "costGap", -1e-12, 0.01)

    let settings =
        (learn
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
            ])
            .GetProperty
            "settings"

    Assert.Equal("ergodic", settings.GetProperty("rollout").GetString())
    Assert.Equal("0.2", settings.GetProperty("radius").ToString())

[<Fact>]
let ``the result is that of the kind, and says how it was come by`` () =
    let result =
        learn plant [ "--seed"; "7"; "--iterations"; "5"; "--critic"; "exact"; "--step"; "0.5" ]

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
        ] do
        Assert.True(fst (result.TryGetProperty key), key)

    Assert.Equal("nac", result.GetProperty("method").GetString())
    Assert.Equal(7, result.GetProperty("seed").GetInt32())
    Assert.Equal(6, result.GetProperty("history").GetArrayLength())
    Assert.Equal(0.5, result.GetProperty("settings").GetProperty("step").GetDouble())

[<Fact>]
let ``the reference is the exact solution, and the cost that of the learned gain`` () =
    let result = learn plant [ "--iterations"; "3" ]

    let exact =
        JsonDocument.Parse((Cli.runOn plant [ "solve"; "-"; "--json" ]).Out).RootElement

    let cost = exact.GetProperty("cost").GetDouble()
    Assert.Equal(cost, result.GetProperty("reference").GetProperty("cost").GetDouble(), 1e-12)
    Assert.Equal(result.GetProperty("cost").GetDouble() / cost - 1.0, gap "costGap" result, 1e-9)

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

    refused [ "--radius"; "0.1" ] [ "--radius"; "nac" ]
    refused [ "--method"; "zso"; "--radius"; "-1" ] [ "--radius"; "-1"; "positive" ]
    refused [ "--step"; "1,5" ] [ "--step"; "1,5"; "positive" ]
    refused [ "--method"; "sarsa" ] [ "sarsa"; "nac, zso" ]
    refused [ "--critic"; "none" ] [ "none"; "lstd, gtd, exact" ]
    refused [ "--iterations"; "0" ] [ "--iterations"; "0" ]
    refused [ "--method"; "zso"; "--burn-in"; "5" ] [ "--burn-in" ]
    refused [ "--step-rule"; "backtracking" ] [ "backtracking" ]

[<Fact>]
let ``a problem without a method says so`` () =
    let outcome =
        Cli.runOn (plant.Replace("\"kind\":\"lqr\"", "\"kind\":\"lqr\",\"horizon\":5")) [ "learn"; "-" ]

    Assert.Equal(2, outcome.Code)
    Assert.Contains("horizon", Assert.Single outcome.ErrLines)

[<Fact>]
let ``a learned result can be started from, and goes on from there`` () =
    Cli.inDirectory (fun directory ->
        for problem, options in
            [
                plant, [ "--method"; "zso"; "--iterations"; "20" ]
                Problems.team, [ "--iterations"; "3" ]
                game, [ "--method"; "zso"; "--gain-rounds"; "2"; "--offset-rounds"; "1" ]
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
            plant, [ "--method"; "zso"; "--iterations"; "3000" ]
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
            Cli.run (
                [ "learn"; file; "--quiet"; "--iterations"; "2"; "--checkpoint"; checkpoint ]
                @ options
            )

        Assert.Equal(0, (run []).Code)
        let other = run [ "--seed"; "1" ]
        Assert.Equal(2, other.Code)
        Assert.Contains("checkpoint", Assert.Single other.ErrLines)
        File.WriteAllText(checkpoint, "{")
        Assert.Equal(2, (run []).Code))
