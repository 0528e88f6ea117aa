/// The forward error of the DARE against the double-double oracle, in multiples of what the condition of the problem forces.
module SpanLqr.Laws.Tests.AccuracyLawTests

open FsCheck
open FsCheck.FSharp
open SpanLqr.Laws
open SpanLqr.Laws.Tests
open SpanLqr.Lqr
open SpanLqr.Reference
open Xunit

/// A backward stable solver errs by its backward error, a modest multiple of u that grows with the size, times the condition: 6 is the
/// largest multiple seen in natural units and 20 in others.
[<Literal>]
let private Multiple = 64.0

let private unitRoundoff = System.Math.ScaleB(1.0, -53)

/// ‖P̂ − P‖ ≤ Multiple·κ·u·‖P‖, in the units of the base, with P and κ by the oracle.
let private accurate (case: HardCase) (solution: LqrSolution) =
    match PreciseDare.solve case.Base |> Option.filter _.IsStabilising with
    | None -> Claim.holds "the oracle solves every case" false
    | Some truth ->
        let error = PreciseDare.forwardError truth (case.Unscaled solution.CostToGo)
        let forced = unitRoundoff * max 1.0 (PreciseDare.condition case.Base truth)
        Claim.holds $"the error {error:E2} is at most {Multiple} times {forced:E2}" (error <= Multiple * forced)

/// Every case is solved, accurately.
let private solvedAccurately (solve: LqrProblem -> LqrSolution) (case: HardCase) =
    let solution = solve case.Scaled

    if solution.IsOk then
        accurate case solution
    else
        Claim.holds $"is solved, not {solution.Status}" false

/// What comes as an answer with at least one digit by its own estimate is accurate.
let private accurateIfClaimed (solve: LqrProblem -> LqrSolution) (case: HardCase) =
    let solution = solve case.Scaled
    let claimed = solution.IsOk && solution.ErrorEstimate < 0.1

    (if claimed then accurate case solution else Claim.all [])
    |> Prop.classify claimed "answered"

[<Fact>]
let ``up to a closed loop of 1 − 1e-10 and weights from 1e-8 to 1e8 the error stays within a multiple of the condition`` () =
    Check.property 400 HardCases.inNaturalUnits (solvedAccurately LqrSolver.Solve)

[<Fact>]
let ``in any units from 1e-8 to 1e8 of states and inputs an answer is accurate or is not claimed to be`` () =
    Check.property 400 HardCases.inAnyUnits (accurateIfClaimed LqrSolver.Solve)

let private inSinglePrecision (problem: LqrProblem) =
    let solution = LqrSolver.Solve problem

    solution.CostToGo
    |> Array2D.iteri (fun i j x -> solution.CostToGo[i, j] <- float (float32 x))

    solution

[<Fact>]
let ``the accuracy laws notice a solver of single precision`` () =
    Check.falsifies HardCases.inNaturalUnits (solvedAccurately inSinglePrecision)
    Check.falsifies HardCases.inAnyUnits (accurateIfClaimed inSinglePrecision)
