module SpanLqr.Laws.Tests.RobustLawTests

open SpanLqr.Laws
open SpanLqr.Laws.Tests
open SpanLqr.Reference
open SpanLqr.Robust
open Xunit

let private textbook = RobustReferenceSubject.robust

/// The textbook with its saddle point spoilt.
let private solving change =
    { textbook with
        Solve = fun problem gamma -> change problem (textbook.Solve problem gamma)
    }

let private scaled factor (matrices: System.Collections.Generic.IReadOnlyList<float[,]>) =
    matrices |> Seq.map (Matrix.scale factor) |> Array.ofSeq

[<Fact>]
let ``the value is what the two policies pay`` () = Check.robust RobustLaws.value

[<Fact>]
let ``the law of the value notices the mean field charged with the private noise`` () =
    let swapped (problem: RobustProblem) (saddle: RobustSaddle) =
        let costs = Seq.skip 1 saddle.MeanField.CostsToGo

        let wrong =
            costs
            |> Seq.sumBy (fun m -> Matrix.trace (Matrix.multiply m (Matrix.subtract problem.Sigma problem.SigmaBar)))

        { saddle with
            Value = saddle.Value + wrong
        }

    Check.robustNotices RobustLaws.value (solving swapped)

[<Fact>]
let ``N agents pay what their covariances say`` () = Check.robust RobustLaws.finiteValue

[<Fact>]
let ``the law of N agents notices N in place of infinitely many`` () =
    Check.robustNotices
        RobustLaws.finiteValue
        (solving (fun _ saddle ->
            { saddle with
                FiniteValue = saddle.Value
            }))

[<Fact>]
let ``the gap to infinitely many agents falls like 1/N`` () = Check.robust RobustLaws.agents

[<Fact>]
let ``the law of the gap notices 1/√N`` () =
    Check.robustNotices
        RobustLaws.agents
        (solving (fun problem saddle ->
            { saddle with
                FiniteValue = saddle.Value + 1.0 / sqrt (float problem.Agents.Value)
            }))

[<Fact>]
let ``neither side of a saddle point gains by changing one step`` () = Check.robust RobustLaws.saddlePoint

[<Fact>]
let ``the saddle law notices a timid controller`` () =
    Check.robustNotices
        RobustLaws.saddlePoint
        (solving (fun _ saddle ->
            let part = saddle.Deviations

            { saddle with
                Deviations = RobustPolicyPart(scaled 0.5 part.Gains, part.AdversaryGains, part.CostsToGo)
            }))

[<Fact>]
let ``the saddle law notices an adversary with the wrong sign`` () =
    Check.robustNotices
        RobustLaws.saddlePoint
        (solving (fun _ saddle ->
            let part = saddle.MeanField

            { saddle with
                MeanField = RobustPolicyPart(part.Gains, scaled -1.0 part.AdversaryGains, part.CostsToGo)
            }))

[<Fact>]
let ``no adversary gains more than the worst one`` () = Check.robust RobustLaws.worstCase

let private judgedBy change =
    { textbook with
        WorstCase =
            fun problem gamma gains meanGains ->
                textbook.WorstCase problem gamma gains meanGains
                |> Option.map (change problem gamma)
    }

[<Fact>]
let ``the law of the worst case notices one that is the saddle point's value`` () =
    Check.robustNotices
        RobustLaws.worstCase
        (judgedBy (fun problem gamma worst ->
            { worst with
                Value = (textbook.Solve problem gamma).Value
            }))

[<Fact>]
let ``the law of the worst case notices a timid adversary`` () =
    Check.robustNotices
        RobustLaws.worstCase
        (judgedBy (fun _ _ worst ->
            { worst with
                Adversary = scaled 0.5 worst.Adversary
            }))

[<Fact>]
let ``the saddle point is its own worst case`` () = Check.robust RobustLaws.saddleIsWorst

[<Fact>]
let ``the law of the saddle point's worst case notices a level of its own`` () =
    Check.robustNotices
        RobustLaws.saddleIsWorst
        { textbook with
            WorstCase = fun problem gamma -> textbook.WorstCase problem (1.1 * gamma)
        }

[<Fact>]
let ``one agent pays as a mean field`` () = Check.robust RobustLaws.oneAgent

[<Fact>]
let ``the law of one agent notices deviations that it does not have`` () =
    Check.robustNotices
        RobustLaws.oneAgent
        (solving (fun problem saddle ->
            let own = saddle.Deviations.CostsToGo[0]

            { saddle with
                FiniteValue = saddle.FiniteValue + Matrix.trace (Matrix.multiply own problem.Sigma)
            }))

[<Fact>]
let ``a higher level leaves larger margins and a lower value`` () = Check.robust RobustLaws.levels

[<Fact>]
let ``the law of levels notices a value that rises`` () =
    Check.robustNotices
        RobustLaws.levels
        { textbook with
            Solve =
                fun problem gamma ->
                    { textbook.Solve problem gamma with
                        Value = gamma
                    }
        }

[<Fact>]
let ``every stage follows from the next`` () = Check.robust RobustLaws.stages

[<Fact>]
let ``the law of stages notices a margin of the wrong step`` () =
    Check.robustNotices
        RobustLaws.stages
        (solving (fun _ saddle ->
            { saddle with
                Margins = Array.rev saddle.Margins
            }))

[<Fact>]
let ``at a high level two regulators are left`` () = Check.robust RobustLaws.regulator

[<Fact>]
let ``the law of high levels notices a regulator of another weight`` () =
    Check.robustNotices
        RobustLaws.regulator
        (solving (fun _ saddle ->
            let part = saddle.MeanField

            { saddle with
                MeanField = RobustPolicyPart(scaled 1.01 part.Gains, part.AdversaryGains, part.CostsToGo)
            }))

[<Fact>]
let ``an adversary in the inputs' place makes inputs dearer`` () = Check.robust RobustLaws.matched

[<Fact>]
let ``the law of the matched adversary notices one that is left out`` () =
    Check.robustNotices
        RobustLaws.matched
        { textbook with
            Solve = fun problem _ -> textbook.Solve problem 1e9
        }

[<Fact>]
let ``the least viable level is viable and the least`` () = Check.robust RobustLaws.leastLevel

[<Fact>]
let ``the law of the least level notices a cautious one`` () =
    Check.robustNotices
        RobustLaws.leastLevel
        { textbook with
            LeastViable = fun problem -> 1.01 * textbook.LeastViable problem
        }
