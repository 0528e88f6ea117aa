/// Files, links and pipes as the shell hands them to the program.
module SpanLqr.Cli.Tests.PipeTests

open System
open System.IO
open Xunit

/// The exit code, standard output and standard error of a shell's line, run in a directory that has the problem p.json. `solve` is the
/// program's.
let private shell directory line =
    File.WriteAllText(Path.Combine(directory, "p.json"), Problems.small)

    let solve =
        $"solve() {{ timeout 60 dotnet '{ProcessTests.program}' solve \"$@\"; }}"

    ProcessTests.runFile "bash" [ "-c"; $"cd '{directory}'; {solve}; {line}" ] ""

let private inShell line =
    Cli.inDirectory (fun directory -> shell directory line)

let private onLinux test =
    if OperatingSystem.IsLinux() then
        test ()

let private requireOneLine expectedCode (expected: string) (code: int, _: string, error: string) =
    Assert.Equal(expectedCode, code)
    Assert.StartsWith(expected, Assert.Single(error.TrimEnd('\n').Split '\n'))

[<Theory>]
[<InlineData "solve p.json > /dev/full">]
[<InlineData "solve p.json --json > /dev/full">]
[<InlineData "solve p.json >&-">]
[<InlineData "solve p.json --json >&- <&-">]
[<InlineData "solve --help >&-">]
let ``standard output that takes nothing is a wrong input`` (line: string) =
    onLinux (fun () -> inShell line |> requireOneLine 2 "standard output: cannot be written: ")

[<Theory>]
[<InlineData "2>&-">]
[<InlineData "2>/dev/full">]
let ``standard error that takes nothing changes no exit code`` (redirection: string) =
    onLinux (fun () ->
        let code, output, _ = inShell $"solve p.json --json {redirection}"
        Assert.Equal(0, code)
        Assert.Equal((Cli.runOn Problems.small [ "solve"; "-"; "--json" ]).Out, output)
        let code, _, _ = inShell $"solve none.json {redirection}"
        Assert.Equal(2, code))

[<Fact>]
let ``standard input that is closed is said to be`` () =
    onLinux (fun () -> inShell "solve - <&-" |> requireOneLine 2 "standard input: closed, expected")

[<Fact>]
let ``nothing needs a stream that it does not use`` () =
    onLinux (fun () ->
        Cli.inDirectory (fun directory ->
            let code, _, _ = shell directory "solve p.json --quiet --out r.json <&- >&- 2>&-"
            Assert.Equal(0, code)
            Assert.StartsWith("{", File.ReadAllText(Path.Combine(directory, "r.json")))))

[<Fact>]
let ``memory that runs out is a wrong input`` () =
    onLinux (fun () ->
        Cli.inDirectory (fun directory ->
            let problem =
                """{"kind":"lqr","horizon":5000000,"A":[[0.5,0],[0,0.5]],"B":[[1],[1]],"Q":[[1,0],[0,1]],"R":[[1]]}"""

            File.WriteAllText(Path.Combine(directory, "long.json"), problem)

            shell directory "DOTNET_GCHeapHardLimit=0x4000000 solve long.json"
            |> requireOneLine 2 "spanlqr: out of memory"))

/// Each of these links leads to a file that is not there yet.
let private links =
    [
        "a relative link", "ln -s r.json link", "link"
        "an absolute link", "ln -s $PWD/r.json link", "link"
        "a link to a link", "ln -s r.json other; ln -s other link", "link"
        "a link in another folder", "mkdir sub; ln -s ../r.json sub/link", "sub/link"
        "a link out of a linked folder", "mkdir -p far/sub; ln -s far/sub near; ln -s ../../r.json far/sub/link", "near/link"
        "a way back out of a linked folder", "mkdir -p deep/sub; ln -s deep/sub near", "near/../../r.json"
    ]

let linkCases =
    links
    |> List.map (fun (name, make, link) -> [| name :> objnull; make :> objnull; link :> objnull |])

[<Theory; MemberData(nameof linkCases)>]
let ``--out writes what a link leads to`` (_: string) (make: string) (link: string) =
    onLinux (fun () ->
        Cli.inDirectory (fun directory ->
            let target = Path.Combine(directory, "r.json")

            let outLine = $"{make}; solve p.json --quiet --out {link}"
            let code, output, error = shell directory outLine
            Assert.Equal((0, "", ""), (code, output, error))
            Assert.StartsWith("{", File.ReadAllText target)

            if link.EndsWith("link", StringComparison.Ordinal) then
                Assert.NotNull(FileInfo(Path.Combine(directory, link)).LinkTarget)

            // And again, now that it is there.
            File.WriteAllText(target, "older")
            let code, _, _ = shell directory $"solve p.json --quiet --out {link}"
            Assert.Equal(0, code)
            Assert.StartsWith("{", File.ReadAllText target)
            Assert.Empty(Directory.GetFiles(directory, "*.tmp", SearchOption.AllDirectories))))

[<Fact>]
let ``a checkpoint is written to what a link leads to`` () =
    onLinux (fun () ->
        Cli.inDirectory (fun directory ->
            // Learning starts from no input at all, which only a stable plant endures.
            let learn =
                $"dotnet '{ProcessTests.program}' learn stable.json --method nac --critic exact --iterations 2 --target 1"

            let line =
                $"sed s/1.1/0.9/ p.json > stable.json; ln -s kept.json link; {learn} --quiet --checkpoint link"

            let code, _, _ = shell directory line
            Assert.Equal(0, code)
            Assert.StartsWith("{", File.ReadAllText(Path.Combine(directory, "kept.json")))))

[<Theory>]
[<InlineData("ln -s link link", "link")>]
[<InlineData("ln -s none/r.json link", "link")>]
[<InlineData("mkdir folder; ln -s folder link", "link")>]
[<InlineData("true", "new.json/")>]
[<InlineData("true", "/proc/r.json")>]
let ``--out to where nothing can be written names the path that was given`` (make: string) (path: string) =
    onLinux (fun () -> inShell $"{make}; solve p.json --out {path}" |> requireOneLine 2 $"{path}: ")

[<Fact>]
let ``--out to a pipe or device is written to and stays what it is`` () =
    onLinux (fun () ->
        let expected = (Cli.runOn Problems.small [ "solve"; "-"; "--json" ]).Out

        for line in
            [
                "solve p.json --quiet --out /dev/stdout"
                "mkfifo pipe; cat pipe & solve p.json --quiet --out pipe; wait; [ -p pipe ]"
                "solve p.json --quiet --out >(cat); wait $!"
            ] do
            Assert.Equal((0, expected, ""), inShell line))

[<Fact>]
let ``--out keeps the permissions of the file that was there`` () =
    onLinux (fun () ->
        let line =
            "touch r.json; chmod 600 r.json; solve p.json --quiet --out r.json; stat -c %a r.json"

        Assert.Equal((0, "600\n", ""), inShell line))
