/// The texts that `spanlqr export` writes, compiled and run by the tools of their languages.
module SpanLqr.Cli.Tests.ExportTests

open System.IO
open SpanLqr.Cli.Export
open SpanLqr.Cli.Tests.ExportCases
open Xunit

let private strict =
    [
        "-Wall"
        "-Wextra"
        "-Wconversion"
        "-Wdouble-promotion"
        "-Wshadow"
        "-Werror"
        "-pedantic"
    ]

let private compilerOf standard =
    match standard with
    | "c99" -> "gcc", [ "-std=c99" ]
    | _ -> "g++", [ "-x"; "c++"; $"-std={standard}" ]

/// Compiles the files of an exported controller and runs their test; exit code and output.
let private runC directory standard flags name =
    let compiler, language = compilerOf standard
    let program = Path.Combine(directory, $"{name}-{standard}")

    let files =
        [
            Path.Combine(directory, $"{name}.c")
            Path.Combine(directory, $"{name}_test.c")
        ]

    let code, output, error =
        ProcessTests.runFile
            compiler
            (language
             @ strict
             @ [ "-O2"; "-ffp-contract=off" ]
             @ flags
             @ files
             @ [ "-x"; "none"; "-lm"; "-o"; program ])
            ""

    Assert.True((code = 0), $"{name}: {compiler} says {output}{error}")
    let code, output, _ = ProcessTests.runFile program [] ""
    code, output

let private isExact (code, output: string) =
    code = 0
    && output.TrimEnd('\n').Split '\n'
       |> Array.forall _.Contains("largest difference 0 of")

[<Needs("g++")>]
let ``exported C runs its recorded steps to the last bit, as C and as C++, in both precisions`` () =
    Cli.inDirectory (fun directory ->
        for case in ofOthers do
            for suffix, standard, options in
                [
                    "d", "c99", []
                    "l", "c++11", [ "--limit"; "-0.5:0.75" ]
                    "s", "c99", [ "--precision"; "single"; "--limit"; "0.75" ]
                ] do
                let name = $"{case.Name}_{suffix}"
                export directory "c" ([ "--name"; name ] @ options) case
                let outcome = runC directory standard [] name
                Assert.True(isExact outcome, $"{name}: {snd outcome}"))

/// A gain of many rows is stored by columns, over a horizon too.
[<Needs("gcc")>]
let ``gains of many rows are right too`` () =
    let matrix rows columns seed =
        List.init rows (fun i ->
            List.init columns (fun j -> sin (float (seed + 7 * i + 3 * j)) |> string)
            |> String.concat ",")
        |> List.map (fun row -> $"[{row}]")
        |> String.concat ","
        |> fun text -> $"[{text}]"

    Cli.inDirectory (fun directory ->
        for name, gain, cost in
            [
                "wide", matrix 6 12 0, matrix 12 12 0
                "tall", matrix 20 3 0, matrix 3 3 0
                "large", matrix 18 19 0, matrix 19 19 0
                "over_time",
                $"[{matrix 6 5 0},{matrix 6 5 1},{matrix 6 5 2}]",
                $"[{matrix 5 5 0},{matrix 5 5 0},{matrix 5 5 0},{matrix 5 5 0}]"
            ] do
            let result = Path.Combine(directory, $"{name}.json")
            File.WriteAllText(result, $"""{{"kind":"lqr","K":{gain},"P":{cost}}}""")

            let outcome =
                Cli.run [ "export"; result; "--to"; "c"; "--out"; directory; "--quiet" ]

            Assert.Equal((0, ""), (outcome.Code, outcome.Err))
            Assert.True(isExact (runC directory "c99" [] name), name))

[<Needs("gcc")>]
let ``without fused multiply-adds the last digits differ and no more`` () =
    Cli.inDirectory (fun directory ->
        let case = ofOthers |> List.find (fun case -> case.Name = "lqr_cartpole_lqg")
        export directory "c" [ "--name"; "loop" ] case
        Assert.Equal(0, fst (runC directory "c99" [ "-DLOOP_NO_FMA" ] "loop")))

[<Needs("gcc")>]
let ``the test of a controller fails when a gain is changed`` () =
    Cli.inDirectory (fun directory ->
        let case = ofOthers |> List.find (fun case -> case.Name = "lqr_2x1")
        export directory "c" [ "--name"; "broken" ] case
        let source = Path.Combine(directory, "broken.c")
        let text = File.ReadAllText source
        let start = text.IndexOf("{ ", text.IndexOf("K[1][2]"))
        File.WriteAllText(source, text.Insert(start + 2, "0.001 + "))
        Assert.Equal(1, fst (runC directory "c99" [] "broken")))

[<Fact>]
let ``exported CSharp builds in a bare project and runs its recorded steps to the last bit`` () =
    Cli.inDirectory (fun directory ->
        let sources = Path.Combine(directory, "project")

        let names =
            [
                for case in ofOthers do
                    for suffix, options in [ "d", []; "s", [ "--precision"; "single"; "--limit"; "0.75" ] ] do
                        let name = $"{case.Name}_{suffix}"
                        export sources "csharp" ([ "--name"; name ] @ options) case
                        Identifiers.pascal name
            ]

        let lines =
            names
            |> List.map (fun name -> $"    System.Console.WriteLine(\"{name} \" + {name}Test.LargestDifference());")

        File.WriteAllLines(
            Path.Combine(sources, "Program.cs"),
            [ "public static class Program { public static void Main() {" ]
            @ lines
            @ [ "} }" ]
        )

        File.WriteAllText(
            Path.Combine(sources, "exported.csproj"),
            """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><TreatWarningsAsErrors>true</TreatWarningsAsErrors></PropertyGroup></Project>"""
        )

        let code, output, error =
            ProcessTests.runFile "dotnet" [ "run"; "-c"; "Release"; "--project"; sources ] ""

        Assert.True((code = 0), output + error)
        let answers = output.TrimEnd('\n').Split '\n' |> List.ofArray
        Assert.Equal<string list>(names |> List.map (fun name -> $"{name} 0"), answers))

[<Needs("octave-cli")>]
let ``exported MATLAB runs its recorded steps in Octave`` () =
    Cli.inDirectory (fun directory ->
        let names =
            [
                for case in ofOthers do
                    for suffix, options in [ "d", []; "s", [ "--precision"; "single"; "--limit"; "0.75" ] ] do
                        let name = $"{case.Name}_{suffix}"
                        export directory "matlab" ([ "--name"; name ] @ options) case
                        name
            ]

        let tests = names |> List.map (fun name -> $"{name}_test;") |> String.concat " "

        let code, output, error =
            ProcessTests.runFile "octave-cli" [ "--quiet"; "--no-init-file"; "--path"; directory; "--eval"; tests ] ""

        Assert.True((code = 0), error)
        Assert.True(output.Split("largest difference").Length > names.Length, output))

[<Fact>]
let ``without its problem a result is exported with the same numbers`` () =
    Cli.inDirectory (fun directory ->
        let withProblem, without =
            Path.Combine(directory, "with"), Path.Combine(directory, "without")

        let cases =
            ofOthers
            |> List.filter (fun case -> not (case.Name.StartsWith "lqr") || case.Problem.Contains "reference")

        Assert.NotEmpty cases

        for case in cases do
            export withProblem "c" [ "--name"; case.Name ] case

            let outcome =
                Cli.run
                    [
                        "export"
                        case.Result
                        "--to"
                        "c"
                        "--name"
                        case.Name
                        "--out"
                        without
                        "--quiet"
                    ]

            Assert.Equal((0, ""), (outcome.Code, outcome.Err))

            for ending in [ ".c"; "_test.c" ] do
                Assert.Equal(
                    File.ReadAllText(Path.Combine(withProblem, case.Name + ending)),
                    File.ReadAllText(Path.Combine(without, case.Name + ending))
                ))

[<Fact>]
let ``the header says where a controller comes from`` () =
    Cli.inDirectory (fun directory ->
        let case = ofOthers |> List.find (fun case -> case.Name = "lqr_cartpole_lqg")
        export directory "c" [ "--name"; "../loop 2" ] case
        let header = File.ReadAllText(Path.Combine(directory, "loop_2.h"))

        let hash (path: string) =
            System.Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes path))

        for part in
            [
                hash case.Problem
                hash case.Result
                "spectral radius of the filter"
                "Call a step every"
                "loop_2_step(&state"
            ] do
            Assert.Contains(part, header))

[<Fact>]
let ``what cannot be exported is refused in one line`` () =
    let lqg = ofOthers |> List.find (fun case -> case.Name = "lqr_cartpole_lqg")

    let delayed =
        ofOthers |> List.find (fun case -> case.Name = "lqr_integrator_delay3")

    let tanks = ofOthers |> List.find (fun case -> case.Name = "lqr_tanks_two_pumps")

    Cli.inDirectory (fun directory ->
        let remembering = Path.Combine(directory, "remembering.json")
        File.WriteAllText(remembering, """{"kind":"lqr","K":[[1,2]],"P":[[1,0],[0,1]],"eigenvalues":[[0.5,0]]}""")
        let huge = Path.Combine(directory, "huge.json")
        File.WriteAllText(huge, """{"kind":"lqr","K":[[1e300]],"P":[[1]]}""")

        for arguments, code, part in
            [
                [ lqg.Result ], 2, "--problem"
                [ remembering ], 2, "a plant with a delay"
                [ lqg.Problem ], 2, "$.K: missing"
                [ lqg.Result; "--problem"; delayed.Problem ], 2, "expected"
                [ tanks.Result; "--problem"; tanks.Problem; "--limit"; "1,2,3" ], 2, "--limit has 3 ranges"
                [ lqg.Result; "--limit"; "2:1" ], 2, "expected a range"
                [ lqg.Result; "--precision"; "half" ], 2, "expected one of double, single"
                [ huge; "--precision"; "single" ], 3, "single precision"
            ] do
            let outcome =
                Cli.run (
                    [ "export" ]
                    @ arguments
                    @ [ "--to"; "c"; "--out"; Path.Combine(directory, "none") ]
                )

            Assert.Equal((code, ""), (outcome.Code, outcome.Out))
            Assert.Contains(part, Assert.Single outcome.ErrLines)

        Assert.False(Directory.Exists(Path.Combine(directory, "none"))))

[<Fact>]
let ``a controller that does not stabilise is exported with a warning`` () =
    Cli.inDirectory (fun directory ->
        let outcome =
            Cli.runOn """{"kind":"lqr","K":[[1]],"P":[[1]],"spectralRadius":1.5}""" [ "export"; "-"; "--to"; "csharp"; "--out"; directory ]

        Assert.Equal(0, outcome.Code)
        Assert.Contains("does not stabilise", Assert.Single outcome.ErrLines)
        Assert.True(File.Exists(Path.Combine(directory, "Controller.cs"))))
