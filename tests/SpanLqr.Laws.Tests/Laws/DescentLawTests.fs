module SpanLqr.Laws.Tests.DescentLawTests

open SpanLqr.Laws
open SpanLqr.Laws.Tests
open SpanLqr.Reference
open Xunit

let private textbook = ReferenceSubject.lqr

/// The textbook whose E_K is off by a factor.
let private withFactor c =
    { textbook with
        Evaluate =
            fun problem gain variance ->
                let facts = textbook.Evaluate problem gain variance

                { facts with
                    GradientFactor = Matrix.scale c facts.GradientFactor
                }
    }

[<Fact>]
let ``the gradient dominates the excess cost from both sides`` () =
    Check.lqr DescentLaws.gradientDomination

[<Fact>]
let ``the lower bound notices a gradient factor that is too large`` () =
    Check.lqrNotices DescentLaws.gradientDomination (withFactor 10.0)

[<Fact>]
let ``the upper bound notices a gradient factor that is too small`` () =
    Check.lqrNotices DescentLaws.gradientDomination (withFactor 0.1)

[<Fact>]
let ``a natural step descends as fast as promised`` () = Check.lqr DescentLaws.naturalStep

[<Fact>]
let ``the descent law notices a step uphill`` () =
    Check.lqrNotices DescentLaws.naturalStep (withFactor -1.0)

[<Fact>]
let ``a natural step descends by the covariance it leads to`` () = Check.lqr DescentLaws.naturalDescent

[<Fact>]
let ``the sharper descent law notices a gradient factor three times too large`` () =
    Check.lqrNotices DescentLaws.naturalDescent (withFactor 3.0)
