module SpanLqr.Laws.Tests.TeamSymmetryLawTests

open SpanLqr.Laws
open SpanLqr.Laws.Tests
open SpanLqr.Reference
open SpanLqr.Teams
open Xunit

let private textbook = TeamReferenceSubject.team

[<Fact>]
let ``exchanging agents of a population exchanges their inputs and nothing else`` () =
    Check.team TeamSymmetryLaws.exchangeability

[<Fact>]
let ``the exchange law notices a favoured first agent`` () =
    let favour (gain: float[,]) =
        Array2D.mapi (fun i _ x -> if i = 0 then 1.1 * x else x) gain

    Check.teamNotices
        TeamSymmetryLaws.exchangeability
        { textbook with
            SolveWhole =
                fun problem ->
                    let answer = textbook.SolveWhole problem

                    { answer with
                        Gain = favour answer.Gain
                    }
        }

[<Fact>]
let ``the order of the populations does not matter`` () =
    Check.team TeamSymmetryLaws.orderOfPopulations

[<Fact>]
let ``the order law notices a cost that counts the first population twice`` () =
    Check.teamNotices
        TeamSymmetryLaws.orderOfPopulations
        { textbook with
            Solve =
                fun problem ->
                    let optimum = textbook.Solve problem

                    { optimum with
                        Cost = optimum.Cost + Matrix.trace optimum.CostsToGo[0]
                    }
        }

[<Fact>]
let ``a team written out has own blocks on and coupling off the diagonal`` () = Check.team TeamSymmetryLaws.writtenOut

[<Fact>]
let ``the writing law notices transposed dynamics`` () =
    let transposed problem =
        let whole = textbook.WriteOut problem

        MonolithicTeam(A = Matrix.transpose whole.A, B = whole.B, Q = whole.Q, R = whole.R, W = whole.W, Agents = whole.Agents)

    Check.teamNotices TeamSymmetryLaws.writtenOut { textbook with WriteOut = transposed }

[<Fact>]
let ``the populations of a team given whole are found again`` () =
    Check.team TeamSymmetryLaws.partitionFound

[<Fact>]
let ``the partition law notices that nobody is recognised`` () =
    let everyoneAlone (given: MonolithicTeam) =
        TeamPartition((textbook.FindPartition given).Problem, [| for i in 0 .. given.Agents.Count - 1 -> [| i |] |], 0.0)

    Check.teamNotices
        TeamSymmetryLaws.partitionFound
        { textbook with
            FindPartition = everyoneAlone
        }

[<Fact>]
let ``the partition law notices classes found without a look at the weights`` () =
    let weightless (given: MonolithicTeam) =
        let unit (a: float[,]) = Matrix.identity (Matrix.rows a)

        textbook.FindPartition(MonolithicTeam(A = given.A, B = given.B, Q = unit given.Q, R = given.R, W = given.W, Agents = given.Agents))

    Check.teamNotices
        TeamSymmetryLaws.partitionFound
        { textbook with
            FindPartition = weightless
        }
