/// The forward error of the DARE against the double-double oracle, in multiples of what the condition of the problem forces.
module SpanLqr.Laws.Tests.AccuracyLawTests

open FsCheck
open FsCheck.FSharp
open SpanLqr.Laws
open SpanLqr.Laws.Tests
open SpanLqr.Lqr
open SpanLqr.Reference
open Xunit

/// A backward stable solver errs by its backward error, a modest multiple of u that grows with the size, times the condition: 7 is the
/// largest multiple seen in natural units of 4000 cases, 14 in others and 17 on the brink.
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

/// What comes as an answer is accurate, and knows a digit.
let private accurateIfClaimed (solve: LqrProblem -> LqrSolution) (case: HardCase) =
    let solution = solve case.Scaled

    (if solution.IsOk then
         Claim.all
             [
                 accurate case solution
                 Claim.holds $"the estimate {solution.ErrorEstimate:E2} leaves a digit" (solution.ErrorEstimate < 0.1)
             ]
     else
         Claim.all [])
    |> Prop.classify solution.IsOk "answered"

/// The case in units of a case of the same size: those of the other case, state by state and input by input.
let private inUnitsOf (other: HardCase) (case: HardCase) =
    let from (theirs: int[]) =
        Array.mapi (fun i own -> if i < theirs.Length then theirs[i] else own)

    { case with
        StateScales = from other.StateScales case.StateScales
        InputScales = from other.InputScales case.InputScales
        WeightScale = other.WeightScale
    }

/// Whether the solver will look for better units: states 2¹⁸ apart in their own.
let private isBad (case: HardCase) =
    Array.max case.StateScales - Array.min case.StateScales > 18

let private isTheSameInOtherUnits (solve: LqrProblem -> LqrSolution) (case: HardCase, other: HardCase) =
    let moved = inUnitsOf other case
    let bad = isBad case && isBad moved

    (if bad then
         let here, there = solve case.Scaled, solve moved.Scaled

         Claim.all
             [
                 Claim.holds "both are solved" (here.IsOk && there.IsOk)
                 Claim.holds "to the same bits" (case.Unscaled here.CostToGo = moved.Unscaled there.CostToGo)
             ]
     else
         Claim.all [])
    |> Prop.classify bad "in bad units"

[<Fact>]
let ``up to a closed loop of 1 − 1e-10 and weights from 1e-8 to 1e8 the error stays within a multiple of the condition`` () =
    Check.property 400 HardCases.inNaturalUnits (solvedAccurately LqrSolver.Solve)

[<Fact>]
let ``and it does so in any units from 1e-8 to 1e8 of states and inputs`` () =
    Check.property 400 HardCases.inAnyUnits (solvedAccurately LqrSolver.Solve)

[<Fact>]
let ``as near to the circle as doubles can tell an answer is accurate or is not one`` () =
    Check.property 400 HardCases.onTheBrink (accurateIfClaimed LqrSolver.Solve)

[<Fact>]
let ``bad units, one or another, do not change a bit of the answer`` () =
    let pairs =
        Gen.zip (Arb.toGen HardCases.inAnyUnits) (Arb.toGen HardCases.inAnyUnits)

    Check.property 400 (Arb.fromGen pairs) (isTheSameInOtherUnits LqrSolver.Solve)

let private inSinglePrecision (problem: LqrProblem) =
    let solution = LqrSolver.Solve problem

    solution.CostToGo
    |> Array2D.iteri (fun i j x -> solution.CostToGo[i, j] <- float (float32 x))

    solution

[<Fact>]
let ``the accuracy laws notice a solver of single precision`` () =
    Check.falsifies HardCases.inNaturalUnits (solvedAccurately inSinglePrecision)
    Check.falsifies HardCases.inAnyUnits (solvedAccurately inSinglePrecision)
    Check.falsifies HardCases.onTheBrink (accurateIfClaimed inSinglePrecision)
