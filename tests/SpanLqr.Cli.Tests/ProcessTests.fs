/// The program as a process of its own.
module SpanLqr.Cli.Tests.ProcessTests

open System
open System.Diagnostics
open System.IO
open Xunit

let program = Path.Combine(AppContext.BaseDirectory, "spanlqr.dll")

/// A shell's background job, and what it starts, ignores interrupts; here every process starts out with them.
let private launcher =
    if OperatingSystem.IsLinux() then
        "env", [ "--default-signal=INT"; "dotnet" ]
    else
        "dotnet", []

let private redirected (file: string) (arguments: string list) =
    let info =
        ProcessStartInfo(file, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true)

    List.iter info.ArgumentList.Add arguments
    info

let private started (info: ProcessStartInfo) =
    match Process.Start info with
    | null -> failwith "no process"
    | started -> started

let start (arguments: string list) =
    redirected (fst launcher) (snd launcher @ program :: arguments) |> started

let private finish (running: Process) (input: string) =
    let error = running.StandardError.ReadToEndAsync()
    running.StandardInput.Write input
    running.StandardInput.Close()
    let output = running.StandardOutput.ReadToEnd()
    running.WaitForExit()
    running.ExitCode, output, error.Result

/// What the program makes of that input where the environment says this.
let runIn environment arguments input =
    let info = redirected "dotnet" (program :: arguments)

    for name, value in environment do
        info.Environment[name] <- value

    use running = started info
    finish running input

let private run arguments input = runIn [] arguments input

/// What another program makes of that input: exit code, standard output and standard error.
let runFile file arguments input =
    use running = redirected file arguments |> started
    finish running input

[<Fact>]
let ``the process prints the result and exits with 0`` () =
    let code, output, error = run [ "solve"; "-"; "--json" ] Problems.small
    Assert.Equal(0, code)
    Assert.Equal((Cli.runOn Problems.small [ "solve"; "-"; "--json" ]).Out, output)
    Assert.Equal("", error)

[<Fact>]
let ``the process prints tables in UTF-8 and without decoration`` () =
    let code, output, _ = run [ "solve"; "-" ] Problems.team
    Assert.Equal(0, code)
    Assert.Contains("K̄ of the mean field (2×3)", output)
    Assert.DoesNotContain("\u001b", output)

[<Fact>]
let ``the process exits with 2 for a wrong input and with 3 where there is no answer`` () =
    let code, output, error = run [ "solve"; "-"; "--json" ] "{"
    Assert.Equal((2, ""), (code, output))
    Assert.Single(error.TrimEnd('\n').Split '\n') |> ignore

    let code, output, _ =
        run [ "solve"; "-"; "--json" ] """{"kind":"lqr","A":[[2]],"B":[[0]],"Q":[[1]],"R":[[1]]}"""

    Assert.Equal(3, code)
    Assert.Contains("\"status\": \"NotStabilisable\"", output)

/// Interrupts the process and gives its exit code; one that does not heed it is killed and no test waits for it.
let interrupt (running: Process) =
    use kill = Process.Start("kill", [ "-INT"; string running.Id ])
    kill.WaitForExit()

    if not (running.WaitForExit(TimeSpan.FromMinutes 1.0)) then
        running.Kill true
        failwith "the process did not heed an interrupt"

    running.ExitCode

[<Fact>]
let ``an interrupt ends the process with 130`` () =
    if not (OperatingSystem.IsWindows()) then
        use running = start [ "solve"; "-" ]
        // Reads standard input to its end, so it is waiting for us now or will be.
        Threading.Thread.Sleep 1000
        Assert.Equal(130, interrupt running)

[<Fact>]
let ``numbers look the same in every culture`` () =
    // A table with numbers that are formatted in every way there is.
    let outputOf locale =
        runIn [ "LC_ALL", locale; "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "0" ] [ "simulate"; "-"; "--rollouts"; "2" ] Problems.team

    let code, expected, _ = outputOf "C"
    Assert.Equal(0, code)

    for locale in [ "de_DE.UTF-8"; "ar_SA.UTF-8" ] do
        let _, output, _ = outputOf locale
        Assert.Equal(expected, output)

[<Fact>]
let ``whoever reads no further than the first line does no harm`` () =
    if OperatingSystem.IsLinux() then
        // Some megabytes, which no pipe holds.
        let problem =
            """{"kind":"lqr","horizon":30000,"A":[[1.1]],"B":[[1]],"Q":[[1]],"R":[[1]]}"""

        let command =
            $"dotnet '{program}' solve - --json | head -n 1; echo ${{PIPESTATUS[0]}}"

        let _, output, error = runFile "bash" [ "-c"; command ] problem
        Assert.Equal(("{\n0\n", ""), (output, error))
