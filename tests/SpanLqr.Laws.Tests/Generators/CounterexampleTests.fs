/// What a person gets to see of a failure: a small problem, as a file that can be read again.
module SpanLqr.Laws.Tests.CounterexampleTests

open System.Text.Json
open FsCheck.FSharp
open SpanLqr.Laws
open SpanLqr.Laws.Tests
open SpanLqr.Reference
open Xunit

let private parse (text: string) =
    JsonDocument.Parse(text, JsonDocumentOptions(CommentHandling = JsonCommentHandling.Skip)).RootElement

let private matrixOf (element: JsonElement) =
    array2D
        [
            for row in element.EnumerateArray() -> [ for x in row.EnumerateArray() -> x.GetDouble() ]
        ]

[<Fact>]
let ``a wrong gain is reported on a problem of one state`` () =
    let flipped =
        { ReferenceSubject.lqr with
            Solve =
                fun problem ->
                    let answer = ReferenceSubject.lqr.Solve problem

                    { answer with
                        Gain = Matrix.scale -1.0 answer.Gain
                    }
        }

    match Check.counterexample LqrCases.arbitrary (RiccatiLaws.gain flipped) with
    | None -> Assert.Fail "nothing was found"
    | Some(case, label) ->
        Assert.Equal((1, 1), (case.Problem.StateDim, case.Problem.InputDim))
        Assert.StartsWith("K = ", label)

[<Fact>]
let ``a problem's display is its problem file, every digit kept`` () =
    Check.property 100 LqrCases.arbitrary (fun case ->
        let file = parse case.Display

        Claim.all
            [
                Claim.holds "kind" (file.GetProperty("kind").GetString() = "lqr")
                file.GetProperty "A" |> matrixOf |> Claim.matricesAgree "A" 0.0 case.Problem.A
                file.GetProperty "R" |> matrixOf |> Claim.matricesAgree "R" 0.0 case.Problem.R
                Claim.holds "S is absent where it is null" (fst (file.TryGetProperty "S") = not (isNull case.Problem.S))
            ])

[<Fact>]
let ``a team's display is its problem file, every digit kept`` () =
    Check.property 100 TeamCases.arbitrary (fun case ->
        let file = parse case.Display

        let populations =
            [| for p in file.GetProperty("populations").EnumerateArray() -> p |]

        Claim.all
            [
                Claim.holds "kind" (file.GetProperty("kind").GetString() = "team")
                Claim.holds "populations" (populations.Length = case.Problem.Populations.Count)

                for written, p in Seq.zip populations case.Problem.Populations do
                    Claim.holds "size" (written.GetProperty("size").GetInt32() = p.Size)
                    written.GetProperty "B" |> matrixOf |> Claim.matricesAgree "B" 0.0 p.B

                match case.Problem.Coupling with
                | null -> ()
                | coupling ->
                    match coupling.A with
                    | null -> ()
                    | blocks ->
                        let written = file.GetProperty("coupling").GetProperty("A")

                        for l in 0 .. blocks.GetLength 0 - 1 do
                            for k in 0 .. blocks.GetLength 1 - 1 do
                                match blocks[l, k] with
                                | null -> Claim.holds "null" (written[l].[k].ValueKind = JsonValueKind.Null)
                                | block -> matrixOf written[l].[k] |> Claim.matricesAgree "coupling" 0.0 block
            ])

[<Fact>]
let ``a failing claim carries its figures`` () =
    let law (x: SymmetricMatrix) =
        Matrix.add x.Value (Matrix.identity (Matrix.rows x.Value))
        |> Claim.matricesAgree "X = X + I" Claim.Tolerance x.Value

    match Check.counterexample MatrixCases.symmetric law with
    | Some(case, label) ->
        Assert.Equal<float[,]>(array2D [ [ 0.0 ] ], case.Value)
        Assert.Equal("X = X + I: off by 1.00E+000 at size 0.00E+000", label)
    | None -> Assert.Fail "nothing was found"

[<Fact>]
let ``no NaN passes a claim`` () =
    let falsified claim =
        (Check.counterexample (Arb.fromGen (Gen.constant ())) (fun () -> claim)).IsSome

    Assert.True(falsified (Claim.numbersAgree "" 1e300 1.0 nan))
    Assert.True(falsified (Claim.numbersAgree "" 1e300 nan 1.0))
    Assert.True(falsified (Claim.matricesAgree "" 1e300 (array2D [ [ 1.0 ] ]) (array2D [ [ nan ] ])))
    Assert.True(falsified (Claim.atMost "" 1.0 1.0 nan))
    Assert.True(falsified (Claim.atMost "" nan 1.0 1.0))
