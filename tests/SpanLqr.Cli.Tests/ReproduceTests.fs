/// `spanlqr reproduce`, with the figures that take a second
module SpanLqr.Cli.Tests.ReproduceTests

open System
open System.Globalization
open System.IO
open System.Text.Json.Nodes
open System.Xml.Linq
open Xunit

let private reproduce directory options =
    Cli.run (
        [ "reproduce"; "robust-fig2"; "--quick"; "--quiet"; "--out"; directory ]
        @ options
    )

let private files = [ "csv"; "json"; "svg"; "md" ]

let private read directory extension =
    File.ReadAllText(Path.Combine(directory, $"robust-fig2.{extension}"))

let private rows directory =
    (read directory "csv").TrimEnd('\n').Split('\n')
    |> Array.skip 1
    |> Array.map (fun line ->
        line.Split(',')
        |> Array.map (fun cell -> Double.Parse(cell, CultureInfo.InvariantCulture)))

[<Fact>]
let ``a figure is data, a picture and a page that names the claim`` () =
    Cli.inDirectory (fun directory ->
        let outcome = reproduce directory []
        Assert.Equal((0, "", ""), (outcome.Code, outcome.Out, outcome.Err))

        let picture = XDocument.Parse(read directory "svg")

        let texts =
            picture.Descendants()
            |> Seq.filter (fun e -> e.Name.LocalName = "text")
            |> Seq.map _.Value
            |> Set.ofSeq

        Assert.Empty(Set.ofList [ "E-RGDA"; "E-DDPG"; "T = 5"; "iterations" ] - texts)
        Assert.Contains("## What the paper says", read directory "md")
        Assert.Contains("## Where we differ, and why", read directory "md"))

[<Fact>]
let ``receding horizon arrives, and all stages at once overshoot for longer horizons as the paper says`` () =
    Cli.inDirectory (fun directory ->
        Assert.Equal(0, (reproduce directory []).Code)
        let rows = rows directory

        for horizon in 3.0 .. 5.0 do
            for run in 0.0 .. 4.0 do
                let errors =
                    rows
                    |> Array.filter (fun row -> row[0] = horizon && row[2] = run)
                    |> Array.sortBy (fun row -> row[1])

                Assert.True((Array.last errors)[3] < 0.01 * errors[0][3])
                let peak = errors |> Array.map (fun row -> row[4]) |> Array.max
                Assert.True(peak > 1.2 * errors[0][4], $"T = {horizon}, run {run}")
                Assert.True((Array.last errors)[4] < 0.01 * errors[0][4]))

[<Fact>]
let ``threads change no byte and another seed changes the data`` () =
    Cli.inDirectory (fun first ->
        Cli.inDirectory (fun second ->
            reproduce first [ "--threads"; "1" ] |> ignore
            reproduce second [ "--threads"; "3" ] |> ignore

            for extension in files do
                Assert.Equal(read first extension, read second extension)

            reproduce second [ "--seed"; "1" ] |> ignore
            Assert.NotEqual<string>(read first "csv", read second "csv")))

[<Fact>]
let ``a run that was cut short goes on to the same bytes`` () =
    Cli.inDirectory (fun directory ->
        let checkpoint = Path.Combine(directory, "checkpoint.json")
        Assert.Equal(0, (reproduce directory [ "--checkpoint"; checkpoint ]).Code)
        let expected = files |> List.map (read directory)

        // As if it had been killed half-way: what is in the file is whole, and half of it is missing.
        let saved = (JsonNode.Parse(File.ReadAllText checkpoint) |> nonNull).AsObject()
        let jobs = (nonNull saved["jobs"]).AsArray()

        while jobs.Count > 10 do
            jobs.RemoveAt 0

        File.WriteAllText(checkpoint, saved.ToJsonString())
        Assert.Equal(0, (reproduce directory [ "--checkpoint"; checkpoint ]).Code)
        Assert.Equal<string list>(expected, files |> List.map (read directory))

        let other = reproduce directory [ "--checkpoint"; checkpoint; "--seed"; "1" ]
        Assert.Equal(2, other.Code)
        Assert.Contains("a checkpoint of other figures", other.Err))

[<Fact>]
let ``an unknown figure is refused with the names there are`` () =
    let outcome = Cli.run [ "reproduce"; "team-fig2" ]
    Assert.Equal(2, outcome.Code)
    Assert.Contains("expected team-fig1, game-fig1, robust-fig1a, robust-fig1b, robust-fig2 or all", outcome.Err)

[<Fact>]
let ``an interrupt ends a reproduction with 130 and leaves no figure that is not finished`` () =
    if not (OperatingSystem.IsWindows()) then
        Cli.inDirectory (fun directory ->
            use running = ProcessTests.start [ "reproduce"; "all"; "--out"; directory ]
            Threading.Thread.Sleep 3000
            Assert.False running.HasExited
            Assert.Equal(130, ProcessTests.interrupt running)
            Assert.Empty(Directory.GetFiles(directory, "*.tmp")))
