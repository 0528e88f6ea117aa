module SpanLqr.Laws.Tests.PolicyLawTests

open SpanLqr.Laws
open SpanLqr.Laws.Tests
open SpanLqr.Lqr
open SpanLqr.Reference
open Xunit

let private textbook = ReferenceSubject.lqr

/// The textbook with its evaluation spoilt.
let private spoilt change =
    { textbook with
        Evaluate = fun problem gain variance -> change problem variance (textbook.Evaluate problem gain variance)
    }

let private stable = MatrixCases.stable Difficulty.Default.Radius

[<Fact>]
let ``the Lyapunov solution solves, dominates and is linear in the weight`` () =
    Check.over stable textbook SpanLqrSubject.lqr PolicyLaws.lyapunov

[<Fact>]
let ``the Lyapunov law notices the transposed equation`` () =
    Check.falsifies
        stable
        (PolicyLaws.lyapunov
            { textbook with
                Lyapunov = fun a q -> textbook.Lyapunov (Matrix.transpose a) q
            })

[<Fact>]
let ``a policy's cost-to-go, covariance and cost belong together`` () = Check.lqr PolicyLaws.evaluation

[<Fact>]
let ``the evaluation law notices exploration whose own cost is forgotten`` () =
    Check.lqrNotices
        PolicyLaws.evaluation
        (spoilt (fun problem variance facts ->
            { facts with
                Cost = facts.Cost - variance * Matrix.trace problem.R
            }))

[<Fact>]
let ``the evaluation law notices a covariance without exploration`` () =
    Check.lqrNotices
        PolicyLaws.evaluation
        { textbook with
            Evaluate =
                fun problem gain variance ->
                    { textbook.Evaluate problem gain variance with
                        StateCovariance = (textbook.Evaluate problem gain 0.0).StateCovariance
                    }
        }

[<Fact>]
let ``the action value contains the gradient factor and the value`` () = Check.lqr PolicyLaws.actionValue

[<Fact>]
let ``the action-value law notices a gradient factor of the other sign`` () =
    Check.lqrNotices
        PolicyLaws.actionValue
        (spoilt (fun _ _ facts ->
            { facts with
                GradientFactor = Matrix.scale -1.0 facts.GradientFactor
            }))

[<Fact>]
let ``the action-value law notices a forgotten cross weight`` () =
    let withoutCross (problem: LqrProblem) (delta: float[,]) =
        match problem.S with
        | null -> delta
        | s ->
            let n = problem.StateDim

            delta
            |> Array2D.mapi (fun i j x ->
                if i < n && j >= n then x - s[i, j - n]
                elif i >= n && j < n then x - s[j, i - n]
                else x)

    Check.lqrNotices
        PolicyLaws.actionValue
        (spoilt (fun problem _ facts ->
            { facts with
                ActionValue = withoutCross problem facts.ActionValue
            }))

[<Fact>]
let ``the gradient is what finite differences of the cost say`` () = Check.lqr PolicyLaws.gradient

[<Fact>]
let ``the gradient law notices a forgotten factor of two`` () =
    Check.lqrNotices
        PolicyLaws.gradient
        (spoilt (fun _ _ facts ->
            { facts with
                GradientFactor = Matrix.scale 0.5 facts.GradientFactor
                Gradient = Matrix.scale 0.5 facts.Gradient
            }))

[<Fact>]
let ``no gain is better than the optimum, and the excess is the one predicted`` () = Check.lqr PolicyLaws.optimality

/// The textbook whose optimum stops a tenth short of the gain.
let private shortOfOptimal =
    { textbook with
        Solve =
            fun problem ->
                let answer = textbook.Solve problem

                { answer with
                    Gain = Matrix.scale 0.9 answer.Gain
                }
    }

[<Fact>]
let ``the optimality law notices a gain that stops short`` () =
    Check.lqrNotices PolicyLaws.optimality shortOfOptimal

[<Fact>]
let ``at the optimum the gradient vanishes`` () = Check.lqr PolicyLaws.stationarity

[<Fact>]
let ``the stationarity law notices a gain that stops short`` () =
    Check.lqrNotices PolicyLaws.stationarity shortOfOptimal
