/// How the optimum moves when the problem is written in other units or other coordinates.
[<RequireQualifiedAccess>]
module SpanLqr.Laws.InvarianceLaws

open FsCheck
open FsCheck.FSharp
open SpanLqr.Laws.Dense

let private optional change (a: float[,] | null) : float[,] | null =
    match a with
    | null -> null
    | x -> change x

/// An invertible matrix of condition at most 25: an orthogonal one times a diagonal between 1/5 and 5.
let private changeOfBasis n =
    gen {
        let! v = Entries.orthogonal n
        let! diagonal = Gen.elements [ 0.2; 0.5; 1.0; 2.0; 5.0 ] |> Gen.arrayOfLength n
        return Array2D.mapi (fun _ j x -> x * diagonal[j]) v
    }
    |> Arb.fromGen

/// (Q, R, S) → c·(Q, R, S) leaves K and makes P and the cost c times as large.
let scaling (subject: LqrSubject) (case: LqrCase) =
    Prop.forAll (Arb.fromGen (Gen.elements [ 1e-3; 0.5; 2.0; 1e4 ])) (fun c ->
        let p = case.Problem
        let before = subject.Solve p

        let after =
            subject.Solve(LqrCases.problem p.A p.B (scale c p.Q) (scale c p.R) (optional (scale c) p.S) p.W)

        Claim.all
            [
                after.Gain |> Claim.matricesAgree "K" Claim.Tolerance before.Gain
                scale (1.0 / c) after.CostToGo
                |> Claim.matricesAgree "P/c" Claim.Tolerance before.CostToGo
                after.Cost / c |> Claim.numbersAgree "cost/c" Claim.Tolerance before.Cost
            ])

/// x → Tx: with TAT⁻¹, TB, T⁻'QT⁻¹, T⁻'S, TWT' the gain is KT⁻¹, the cost-to-go T⁻'PT⁻¹, and the cost and ρ stay.
let similarity (subject: LqrSubject) (case: LqrCase) =
    Prop.forAll (changeOfBasis case.Problem.StateDim) (fun t ->
        let p = case.Problem
        let inverse = inverse t

        let weight q =
            symmetrise (transpose inverse *. q *. inverse)

        let before = subject.Solve p

        let after =
            subject.Solve(
                LqrCases.problem
                    (t *. p.A *. inverse)
                    (t *. p.B)
                    (weight p.Q)
                    p.R
                    (optional (multiply (transpose inverse)) p.S)
                    (symmetrise (t *. case.Noise *. transpose t))
            )

        Claim.all
            [
                after.Gain *. t |> Claim.matricesAgree "K = K'T" 1e-7 before.Gain
                transpose t *. after.CostToGo *. t
                |> Claim.matricesAgree "P = T'P'T" 1e-7 before.CostToGo
                after.Cost |> Claim.numbersAgree "cost" 1e-7 before.Cost
            ])

/// u → Vu: with BV⁻¹, SV⁻¹, V⁻'RV⁻¹ the gain is VK and the cost-to-go stays.
let inputBasis (subject: LqrSubject) (case: LqrCase) =
    Prop.forAll (changeOfBasis case.Problem.InputDim) (fun v ->
        let p = case.Problem
        let inverse = inverse v
        let onRight a = a *. inverse
        let r = symmetrise (transpose inverse *. p.R *. inverse)
        let before = subject.Solve p

        let after =
            subject.Solve(LqrCases.problem p.A (onRight p.B) p.Q r (optional onRight p.S) p.W)

        Claim.all
            [
                inverse *. after.Gain |> Claim.matricesAgree "K = V^-1 K'" 1e-7 before.Gain
                after.CostToGo |> Claim.matricesAgree "P" 1e-7 before.CostToGo
            ])
