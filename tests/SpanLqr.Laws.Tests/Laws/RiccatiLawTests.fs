module SpanLqr.Laws.Tests.RiccatiLawTests

open SpanLqr.Laws
open SpanLqr.Laws.Tests
open SpanLqr.Lqr
open SpanLqr.Reference
open Xunit

let private textbook = ReferenceSubject.lqr

/// The textbook with its stationary answer spoilt.
let private spoilt change =
    { textbook with
        Solve = fun problem -> change problem (textbook.Solve problem)
    }

let private withoutCrossWeight (p: LqrProblem) =
    LqrProblem(A = p.A, B = p.B, Q = p.Q, R = p.R, W = p.W)

/// The textbook that never looks at S.
let private blindToCrossWeight =
    { textbook with
        Solve = withoutCrossWeight >> textbook.Solve
    }

[<Fact>]
let ``the cost-to-go satisfies the Riccati equation`` () = Check.lqr RiccatiLaws.residual

[<Fact>]
let ``the residual law notices a cost-to-go without cross weight`` () =
    Check.lqrNotices RiccatiLaws.residual blindToCrossWeight

[<Fact>]
let ``the gain is the minimiser against the cost-to-go`` () = Check.lqr RiccatiLaws.gain

[<Fact>]
let ``the gain law notices a flipped sign`` () =
    Check.lqrNotices
        RiccatiLaws.gain
        (spoilt (fun _ answer ->
            { answer with
                Gain = Matrix.scale -1.0 answer.Gain
            }))

[<Fact>]
let ``the cost-to-go is symmetric and positive semidefinite`` () = Check.lqr RiccatiLaws.symmetricPositive

[<Fact>]
let ``the symmetry law notices one entry that differs from its mirror`` () =
    let nudge (p: float[,]) =
        p
        |> Array2D.mapi (fun i j x ->
            if i = 0 && j = p.GetLength 1 - 1 && j > 0 then
                x + 1e-6
            else
                x)

    Check.lqrNotices
        RiccatiLaws.symmetricPositive
        (spoilt (fun _ answer ->
            { answer with
                CostToGo = nudge answer.CostToGo
            }))

[<Fact>]
let ``the positivity law notices the negative solution`` () =
    Check.lqrNotices
        RiccatiLaws.symmetricPositive
        (spoilt (fun _ answer ->
            { answer with
                CostToGo = Matrix.scale -1.0 answer.CostToGo
            }))

[<Fact>]
let ``the closed loop is stable, with the radius that is reported`` () = Check.lqr RiccatiLaws.stable

[<Fact>]
let ``the stability law notices a gain of zero on an unstable plant`` () =
    Check.lqrNotices
        RiccatiLaws.stable
        (spoilt (fun problem answer ->
            { answer with
                Gain = Matrix.scale 0.0 answer.Gain
                SpectralRadius = Matrix.spectralRadius problem.A
            }))

[<Fact>]
let ``the optimal cost is the trace of cost-to-go times noise`` () = Check.lqr RiccatiLaws.cost

[<Fact>]
let ``the cost law notices noise taken for white`` () =
    Check.lqrNotices
        RiccatiLaws.cost
        (spoilt (fun _ answer ->
            { answer with
                Cost = Matrix.trace answer.CostToGo
            }))

[<Fact>]
let ``the recursion converges to the stationary solution`` () =
    Check.lqr RiccatiLaws.recursionConverges

[<Fact>]
let ``the convergence law notices a stationary solution without cross weight`` () =
    Check.lqrNotices RiccatiLaws.recursionConverges blindToCrossWeight

/// The textbook with its horizon answer spoilt.
let private spoiltHorizon change =
    { textbook with
        SolveHorizon = fun problem -> change problem (textbook.SolveHorizon problem)
    }

[<Fact>]
let ``the tail of an optimal policy is optimal`` () = Check.lqr RiccatiLaws.tailIsOptimal

[<Fact>]
let ``the tail law notices gains handed out in reverse`` () =
    Check.lqrNotices
        RiccatiLaws.tailIsOptimal
        (spoiltHorizon (fun _ answer ->
            { answer with
                Gains = Array.rev answer.Gains
            }))

[<Fact>]
let ``the costs of a horizon are the same counted backward and forward`` () = Check.lqr RiccatiLaws.forwardCost

[<Fact>]
let ``the forward law notices a cost that includes the initial state`` () =
    Check.lqrNotices
        RiccatiLaws.forwardCost
        (spoiltHorizon (fun problem answer ->
            let noise =
                match problem.W with
                | null -> Matrix.identity (Matrix.rows answer.CostsToGo[0])
                | w -> w

            { answer with
                Cost = answer.Cost + Matrix.trace (Matrix.multiply answer.CostsToGo[0] noise)
            }))

[<Fact>]
let ``Newton's method ends at the gain of the solver and never raises the cost`` () = Check.lqr RiccatiLaws.newtonAgrees

[<Fact>]
let ``the Newton law notices a step without cross weight`` () =
    Check.lqrNotices
        RiccatiLaws.newtonAgrees
        { textbook with
            NewtonImprove = fun problem gain -> textbook.NewtonImprove (withoutCrossWeight problem) gain
        }
