/// How far long work has come.
module SpanLqr.Cli.Tests.ProgressTests

open System.Threading.Tasks
open SpanLqr.Cli
open Xunit

[<Fact>]
let ``reports of many threads go forward, each part of a thousand once at most`` () =
    let told = ResizeArray<float>()
    let report = Progress.forward 1_000_000L (fun share _ -> told.Add share)

    Parallel.For(0, 1_000_001, (fun (finished: int) -> report (int64 finished) ""))
    |> ignore

    Assert.Equal<float seq>(Seq.sort told, told)
    Assert.InRange(told.Count, 2, 1000)
    Assert.Equal(1.0, told[told.Count - 1])

[<Fact>]
let ``work of more steps than a product of them could count is told too`` () =
    let mutable last = 0.0

    let report =
        Progress.forward 9_000_000_000_000_000_000L (fun share _ -> last <- share)

    report 4_500_000_000_000_000_000L ""
    Assert.Equal(0.5, last, 1e-9)

[<Fact>]
let ``a log gets a line every ten seconds at most, with how the work stands`` () =
    let mutable now = 0.0
    let written = ResizeArray<string>()
    let tell = Progress.lines (fun () -> now) written.Add "learning"

    for second, share, standing in [ 1.0, 0.01, "bad"; 10.0, 0.25, "better"; 19.0, 0.5, ""; 20.5, 0.503, "" ] do
        now <- second
        tell share standing

    Assert.Equal<string seq>([ "learning: 25 %, better"; "learning: 50 %" ], written)

let private during quiet isTerminal =
    use out = new System.IO.StringWriter()
    use error = new System.IO.StringWriter()

    let terminal =
        {
            Input = fun () -> System.IO.Stream.Null
            Output = out
            Error = error
            OutputIsTerminal = isTerminal
            ErrorIsTerminal = isTerminal
            Width = 80
            Environment = fun _ -> None
        }

    let result =
        Progress.during terminal quiet "working" 3L (fun report ->
            for step in 1L .. 3L do
                report step "[as] it is"

            "done")

    result, out.ToString(), error.ToString()

[<Fact>]
let ``work returns what it returns, and nothing of its progress is on standard output`` () =
    Assert.Equal(("done", "", ""), during true true)
    Assert.Equal(("done", "", ""), during false false)
    let result, out, _ = during false true
    Assert.Equal(("done", ""), (result, out))

[<Fact>]
let ``what is wrong with the work is what is wrong`` () =
    let terminal = Terminal.ofProcess ()

    for isTerminal in [ true; false ] do
        let terminal =
            { terminal with
                Error = System.IO.TextWriter.Null
                ErrorIsTerminal = isTerminal
            }

        Assert.Throws<Stopped>(fun () ->
            Progress.during terminal false "working" 1L (fun _ -> Stop.noAnswer "none")
            |> ignore)
        |> ignore
