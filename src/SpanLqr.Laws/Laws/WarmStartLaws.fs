/// What solving again after a small change must give.
[<RequireQualifiedAccess>]
module SpanLqr.Laws.WarmStartLaws

open FsCheck
open FsCheck.FSharp
open SpanLqr.Laws.Dense

/// A size from nothing to a tenth, and a direction for each entry of A and B.
let private change n m =
    gen {
        let! size = Gen.elements [ 0.0; 1e-12; 1e-8; 1e-5; 1e-3; 0.1 ]
        let! a = Entries.matrix n n
        let! b = Entries.matrix n m
        return scale size a, scale size b
    }
    |> Arb.fromGen

/// From the P of (A, B) the solution for (A + ΔA, B + ΔB) is the one from nothing. A change that leaves the plant without a solution in
/// reach makes no claim: the loop of the case's own gain must stay at 0.99 or below.
let coldEqualsWarm (subject: WarmStartSubject) (case: LqrCase) =
    let p = case.Problem

    Prop.forAll (change p.StateDim p.InputDim) (fun (da, db) ->
        let moved = LqrCases.problem (p.A +. da) (p.B +. db) p.Q p.R p.S p.W

        LqrCases.isWellPosed { case with Problem = moved }
        ==> lazy
            (subject.Resolve moved (subject.Solve p)
             |> Claim.matricesAgree "P from the last P" Claim.Tolerance (subject.Solve moved)))
