module SpanLqr.Laws.Tests.WarmStartLawTests

open SpanLqr.Laws
open SpanLqr.Laws.Tests
open SpanLqr.Reference
open Xunit

/// The recursion from the last cost-to-go until nothing moves, which asks no theory.
let private textbook: WarmStartSubject =
    {
        Solve = ReferenceSubject.problemOf >> Lqr.dare
        Resolve =
            fun problem last ->
                let p = ReferenceSubject.problemOf problem

                let rec iterate steps costToGo =
                    let next = Lqr.riccatiStep p costToGo

                    if
                        steps = 0
                        || Matrix.frobeniusNorm (Matrix.subtract next costToGo)
                           <= 1e-15 * Matrix.frobeniusNorm next
                    then
                        next
                    else
                        iterate (steps - 1) next

                iterate 10_000 last
    }

[<Fact>]
let ``solving again from the last cost-to-go is solving from nothing`` () =
    Check.over LqrCases.arbitrary textbook SpanLqrEquations.warmStart WarmStartLaws.coldEqualsWarm

[<Fact>]
let ``the warm-start law notices a solver that keeps what it was given`` () =
    Check.falsifies
        LqrCases.arbitrary
        (WarmStartLaws.coldEqualsWarm
            { textbook with
                Resolve = fun _ last -> last
            })

[<Fact>]
let ``the warm-start law notices a solver that takes but one step`` () =
    Check.falsifies
        LqrCases.arbitrary
        (WarmStartLaws.coldEqualsWarm
            { textbook with
                Resolve = fun problem last -> Lqr.riccatiStep (ReferenceSubject.problemOf problem) last
            })
