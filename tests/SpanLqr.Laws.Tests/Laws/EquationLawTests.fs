module SpanLqr.Laws.Tests.EquationLawTests

open SpanLqr.Laws
open SpanLqr.Laws.Tests
open SpanLqr.Reference
open Xunit

let private kronecker: SteinSubject = { Solve = KroneckerStein.solve }

let private stageOf (case: GameCase) : ZeroSum.Stage =
    let p = case.Regulator.Problem

    {
        A = p.A
        B = p.B
        D = case.D
        Q = p.Q
        R = p.R
    }

/// M by ten thousand stages from zero or until nothing moves, which asks no theory.
let private byRecursion: GameSubject =
    {
        Solve =
            fun case gamma ->
                let rec iterate steps m =
                    let next = ZeroSum.stage gamma (stageOf case) m

                    if
                        steps = 0
                        || Matrix.frobeniusNorm (Matrix.subtract next.CostToGo m)
                           <= 1e-15 * Matrix.frobeniusNorm m
                    then
                        next
                    else
                        iterate (steps - 1) next.CostToGo

                let n = case.Regulator.Problem.StateDim
                let answer = iterate 10_000 (Matrix.zeros n n)

                {
                    CostToGo = answer.CostToGo
                    Gain = answer.Gain
                    AdversaryGain = answer.AdversaryGain
                    Margin = answer.Margin
                }
    }

let private stein law =
    Check.over SteinCases.arbitrary kronecker SpanLqrEquations.stein law

let private game law =
    Check.over GameCases.arbitrary byRecursion SpanLqrEquations.game law

[<Fact>]
let ``the Stein solution solves its equation, stable or not`` () = stein SteinLaws.equation

[<Fact>]
let ``the Stein solution is the one that the constant was made from`` () = stein SteinLaws.uniqueness

[<Fact>]
let ``the transposed Stein equation has the transposed solution`` () = stein SteinLaws.transposition

/// The first hundred terms of the series, whether it converges or not.
let private truncated: SteinSubject =
    {
        Solve = fun h f c -> List.fold (fun x _ -> Matrix.add c (Matrix.product [ h; x; f ])) c [ 1..100 ]
    }

[<Fact>]
let ``the Stein laws notice a series that diverges`` () =
    Check.falsifies SteinCases.arbitrary (SteinLaws.uniqueness truncated)
    Check.falsifies SteinCases.arbitrary (SteinLaws.equation truncated)

[<Fact>]
let ``the transposition law notices H applied twice`` () =
    Check.falsifies
        SteinCases.arbitrary
        (SteinLaws.transposition
            {
                Solve = fun h f c -> Matrix.add c (Matrix.product [ h; h; c; f ])
            })

[<Fact>]
let ``the saddle point solves the game's equations`` () = game GameLaws.equations

[<Fact>]
let ``the saddle point has its margin and a stable loop`` () = game GameLaws.saddlePoint

[<Fact>]
let ``the game's cost falls as the adversary weakens`` () = game GameLaws.monotone

let private spoilt change =
    { byRecursion with
        Solve = fun case gamma -> change (byRecursion.Solve case gamma)
    }

[<Fact>]
let ``the game's equations notice an adversary of the wrong sign`` () =
    Check.falsifies
        GameCases.arbitrary
        (GameLaws.equations (
            spoilt (fun answer ->
                { answer with
                    AdversaryGain = Matrix.scale -1.0 answer.AdversaryGain
                })
        ))

[<Fact>]
let ``the saddle point law notices a margin of the regulator`` () =
    Check.falsifies
        GameCases.arbitrary
        (GameLaws.saddlePoint (
            spoilt (fun answer ->
                { answer with
                    Margin = answer.Margin * 1.01
                })
        ))

[<Fact>]
let ``the monotone law notices a cost that grows with gamma`` () =
    Check.falsifies
        GameCases.arbitrary
        (GameLaws.monotone
            { byRecursion with
                Solve =
                    fun case gamma ->
                        let answer = byRecursion.Solve case gamma

                        { answer with
                            CostToGo = Matrix.scale gamma answer.CostToGo
                        }
            })
