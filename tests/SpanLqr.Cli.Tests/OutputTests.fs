/// What goes where: tables, JSON, files, messages and exit codes.
module SpanLqr.Cli.Tests.OutputTests

open System
open System.IO
open System.Text.Json
open Xunit

let private escape = "\u001b"

let private keysOf (value: JsonElement) =
    value.EnumerateObject() |> Seq.map _.Name |> List.ofSeq

let private solveJson problem =
    let outcome = Cli.runOn problem [ "solve"; "-"; "--json" ]
    Assert.Equal("", outcome.Err)
    JsonComparison.parse outcome.Out

[<Fact>]
let ``a stationary result has the fields of the format in their order`` () =
    let expected =
        [ "kind"; "K"; "P"; "spectralRadius"; "eigenvalues"; "cost"; "residual" ]

    Assert.Equal<string list>(expected, keysOf (solveJson Problems.small))

[<Fact>]
let ``a result over a horizon has the fields of the format in their order`` () =
    let result = solveJson Problems.horizon
    Assert.Equal<string list>([ "kind"; "K"; "P"; "cost" ], keysOf result)
    Assert.Equal(3, result.GetProperty("K").GetArrayLength())
    Assert.Equal(4, result.GetProperty("P").GetArrayLength())

[<Fact>]
let ``the result of a team has the fields of the format in their order`` () =
    let system = [ "K"; "P"; "A"; "B"; "Q"; "R"; "spectralRadius"; "cost" ]
    let result = solveJson Problems.monolithic

    let expected =
        [
            "kind"
            "populations"
            "meanField"
            "cost"
            "partition"
            "averagingError"
            "certificate"
        ]

    Assert.Equal<string list>(expected, keysOf result)
    Assert.Equal<string list>("name" :: "size" :: system, keysOf (result.GetProperty("populations")[0]))
    Assert.Equal<string list>(system, keysOf (result.GetProperty "meanField"))
    Assert.Equal<string list>([ "monolithicGainError"; "monolithicCostError" ], keysOf (result.GetProperty "certificate"))

[<Fact>]
let ``a team given by populations reports no partition`` () =
    Assert.DoesNotContain("partition", keysOf (solveJson Problems.team))

[<Fact>]
let ``a team of more than 400 states has a certificate of nulls`` () =
    let certificate =
        (solveJson (Problems.team.Replace("\"size\":4", "\"size\":400"))).GetProperty "certificate"

    Assert.All(certificate.EnumerateObject(), fun field -> Assert.Equal(JsonValueKind.Null, field.Value.ValueKind))

[<Fact>]
let ``eigenvalues are those of the closed loop, sorted by modulus`` () =
    // x' = diag(0.5, −0.25) x and a cost that does not make it worth moving: K = 0.
    let problem =
        """{"kind":"lqr","A":[[0.5,0],[0,-0.25]],"B":[[1],[1]],"Q":[[0,0],[0,0]],"R":[[1]]}"""

    Assert.Empty(
        JsonComparison.differences
            1e-14
            "eigenvalues"
            (JsonComparison.parse "[[-0.25,0],[0.5,0]]")
            ((solveJson problem).GetProperty "eigenvalues")
    )

[<Fact>]
let ``the same problem gives the same bytes for any number of threads`` () =
    let solve threads =
        (Cli.run [ "solve"; List.last Repository.samples; "--json"; "--threads"; threads ]).Out

    Assert.Equal(solve "1", solve "2")

[<Fact>]
let ``tables go to standard output and nothing to standard error`` () =
    let outcome = Cli.runOn Problems.team [ "solve"; "-" ]
    Assert.Equal("", outcome.Err)
    Assert.Contains("mean field", outcome.Out)
    Assert.Contains("spectral radius", outcome.Out)
    Assert.Contains("average cost of the whole team", outcome.Out)

[<Fact>]
let ``quiet prints nothing`` () =
    let outcome = Cli.runOn Problems.small [ "solve"; "-"; "--quiet" ]
    Assert.Equal((0, "", ""), (outcome.Code, outcome.Out, outcome.Err))

[<Fact>]
let ``quiet still says what is wrong`` () =
    Assert.NotEmpty((Cli.runOn "{}" [ "solve"; "-"; "--quiet" ]).Err)

let private onTerminal environment =
    Cli.runIn
        { Cli.plain with
            Input = Problems.small
            IsTerminal = true
            Environment = Map.ofList environment
        }
        [ "solve"; "-" ]

[<Fact>]
let ``a terminal gets decoration`` () =
    Assert.Contains(escape, (onTerminal []).Out)

[<Fact>]
let ``NO_COLOR takes decoration away, and an empty one does not`` () =
    Assert.DoesNotContain(escape, (onTerminal [ "NO_COLOR", "1" ]).Out)
    Assert.Contains(escape, (onTerminal [ "NO_COLOR", "" ]).Out)

[<Fact>]
let ``output that is not a terminal has no decoration and no padding`` () =
    let outcome = Cli.runOn Problems.team [ "solve"; "-" ]
    Assert.DoesNotContain(escape, outcome.Out)
    Assert.All(outcome.Out.Split '\n', fun line -> Assert.Equal(line.TrimEnd(), line))

[<Fact>]
let ``a name with brackets is printed as it is`` () =
    let outcome =
        Cli.runOn (Problems.team.Replace("\"p\"", "\"[red]p[/]\"")) [ "solve"; "-" ]

    Assert.Contains("K of [red]p[/] (1×2)", outcome.Out)

[<Fact>]
let ``--out writes what --json prints, and leaves nothing else behind`` () =
    Cli.inDirectory (fun directory ->
        let target = Path.Combine(directory, "r.json")
        File.WriteAllText(target, "something older and much longer than nothing at all")
        let outcome = Cli.runOn Problems.small [ "solve"; "-"; "--json"; "--out"; target ]
        Assert.Equal(0, outcome.Code)
        Assert.Equal(outcome.Out, File.ReadAllText target)
        Assert.Equal<string[]>([| target |], Directory.GetFiles directory))

[<Fact>]
let ``--out makes a file that was not there`` () =
    Cli.inDirectory (fun directory ->
        let target = Path.Combine(directory, "new.json")
        let outcome = Cli.runOn Problems.small [ "solve"; "-"; "--json"; "--out"; target ]
        Assert.Equal(0, outcome.Code)
        Assert.Equal(outcome.Out, File.ReadAllText target))

[<Fact>]
let ``--out follows a link and keeps it`` () =
    Cli.inDirectory (fun directory ->
        let target, link =
            Path.Combine(directory, "r.json"), Path.Combine(directory, "link.json")

        File.WriteAllText(target, "")
        File.CreateSymbolicLink(link, target) |> ignore
        Assert.Equal(0, (Cli.runOn Problems.small [ "solve"; "-"; "--out"; link ]).Code)
        Assert.NotNull(FileInfo(link).LinkTarget)
        Assert.StartsWith("{", File.ReadAllText target))

[<Fact>]
let ``--out to where nothing can be written is a wrong input`` () =
    Cli.inDirectory (fun directory ->
        for target in [ Path.Combine(directory, "no", "r.json"); directory ] do
            let outcome = Cli.runOn Problems.small [ "solve"; "-"; "--out"; target ]
            Assert.Equal(2, outcome.Code)
            Assert.Contains(target, Assert.Single outcome.ErrLines))

[<Fact>]
let ``an unsolvable problem leaves an older result alone`` () =
    Cli.inDirectory (fun directory ->
        let target = Path.Combine(directory, "r.json")
        File.WriteAllText(target, "older")
        let problem = """{"kind":"lqr","A":[[2]],"B":[[0]],"Q":[[1]],"R":[[1]]}"""
        Assert.Equal(3, (Cli.runOn problem [ "solve"; "-"; "--out"; target ]).Code)
        Assert.Equal("older", File.ReadAllText target))

let wrongCommandLines =
    [
        ""
        "bogus"
        "solve"
        "solve a b"
        "solve a --bogus"
        "solve a --tolerance"
        "solve a --tolerance x"
        "solve a --tolerance 0"
        "solve a --tolerance NaN"
        "solve a --tolerance 1,5"
        "solve a --threads 0"
        "solve a --threads 1.5"
        "verify a"
        "new"
        "new lqg"
        "schema lqg"
        "teach a"
    ]
    |> List.map (fun line -> [| line :> objnull |])

[<Theory; MemberData(nameof wrongCommandLines)>]
let ``a wrong command line gives exit code 2 and one line`` (line: string) =
    let outcome =
        Cli.run (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) |> List.ofArray)

    Assert.Equal(2, outcome.Code)
    Assert.Equal("", outcome.Out)
    Assert.StartsWith("spanlqr: ", Assert.Single outcome.ErrLines)

[<Fact>]
let ``the first word that is wrong is the one that is named`` () =
    for line, word in
        [
            [ "solv"; "a" ], "'solv'"
            [ "solve"; "a"; "--iterations"; "4" ], "'--iterations'"
        ] do
        Assert.Contains(word, Assert.Single (Cli.run line).ErrLines)

[<Fact>]
let ``an empty file name is called one`` () =
    for line in
        [
            [ "solve"; "" ]
            [ "solve"; "-"; "--out"; "" ]
            [ "simulate"; "-"; "--policy"; "" ]
        ] do
        let outcome = Cli.runOn Problems.small line
        Assert.Equal(2, outcome.Code)
        Assert.StartsWith("spanlqr: an empty file name, expected a file", Assert.Single outcome.ErrLines)

[<Fact>]
let ``long work finds out before it begins that its results cannot be written`` () =
    Cli.inDirectory (fun directory ->
        let nowhere = Path.Combine(directory, "none", "r.json")
        let problem = Path.Combine(directory, "p.json")
        File.WriteAllText(problem, Problems.small)
        // Each of these would take hours.
        let learn =
            [
                "learn"
                problem
                "--method"
                "zso"
                "--estimator"
                "two-point"
                "--iterations"
                "2000000000"
            ]

        for line in
            [
                learn @ [ "--out"; nowhere ]
                learn @ [ "--checkpoint"; nowhere ]
                learn @ [ "--out"; directory ]
                [ "simulate"; problem; "--steps"; "2000000000"; "--out"; nowhere ]
                [ "reproduce"; "all"; "--out"; problem ]
                [ "reproduce"; "all"; "--checkpoint"; nowhere ]
            ] do
            let outcome = Cli.run line
            Assert.Equal((2, ""), (outcome.Code, outcome.Out))
            Assert.DoesNotContain(".tmp", Assert.Single outcome.ErrLines)

        Assert.Equal<string[]>([| problem |], Directory.GetFileSystemEntries directory))

[<Fact>]
let ``help names every command and exits with 0`` () =
    let outcome = Cli.run [ "--help" ]
    Assert.Equal(0, outcome.Code)

    for command in [ "solve"; "verify"; "new"; "schema" ] do
        Assert.Contains(command, outcome.Out)
