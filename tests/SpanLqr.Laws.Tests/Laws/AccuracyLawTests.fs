/// The forward error of the DARE against the double-double oracle, in multiples of what the condition of the problem forces.
module SpanLqr.Laws.Tests.AccuracyLawTests

open FsCheck
open FsCheck.FSharp
open SpanLqr.Laws
open SpanLqr.Laws.Tests
open SpanLqr.Lqr
open SpanLqr.Reference
open Xunit

/// A backward stable solver errs by its backward error, a modest multiple of u that grows with the size, times the condition.
[<Literal>]
let private Multiple = 16.0

let private unitRoundoff = System.Math.ScaleB(1.0, -53)

/// ‖P̂ − P‖ ≤ Multiple·κ·u·‖P‖, in the units of the base, with P by the oracle.
let private accurate (solve: LqrProblem -> LqrSolution) (case: HardCase) =
    let truth = PreciseDare.solve case.Base |> Option.filter _.IsStabilising

    match truth with
    | None -> Claim.holds "the oracle solves every case" false
    | Some truth ->
        let solution = solve case.Scaled

        if not solution.IsOk then
            Claim.holds $"is solved, not {solution.Status}" false
        else
            let error = PreciseDare.forwardError truth (case.Unscaled solution.CostToGo)
            let forced = unitRoundoff * max 1.0 (PreciseDare.condition case.Base truth)
            Claim.holds $"the error {error:E2} is at most {Multiple} times {forced:E2}" (error <= Multiple * forced)

[<Fact>]
let ``the error stays within a multiple of the condition up to a closed loop of 1 − 1e-10`` () =
    Check.property 300 (HardCases.arbitrary false) (accurate LqrSolver.Solve)

[<Fact>]
let ``and does so in any units from 1e-8 to 1e8 of states, inputs and weights`` () =
    Check.property 300 (HardCases.arbitrary true) (accurate LqrSolver.Solve)

[<Fact>]
let ``the accuracy law notices a solver of single precision`` () =
    let rounded (problem: LqrProblem) =
        let solution = LqrSolver.Solve problem

        solution.CostToGo
        |> Array2D.iteri (fun i j x -> solution.CostToGo[i, j] <- float (float32 x))

        solution

    Check.falsifies (HardCases.arbitrary false) (accurate rounded)
