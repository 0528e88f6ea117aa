/// What the solution of X = C + HXF must satisfy (math.md 3).
[<RequireQualifiedAccess>]
module SpanLqr.Laws.SteinLaws

open SpanLqr.Laws.Dense

/// X = C + HXF.
let equation (subject: SteinSubject) case =
    let x = subject.Solve case.H case.F case.C

    case.C +. case.H *. x *. case.F
    |> Claim.matricesAgree "X = C + HXF" Claim.Tolerance x

/// What C = Y − HYF was made from comes back: the solution is the only one.
let uniqueness (subject: SteinSubject) case =
    let y = case.C

    subject.Solve case.H case.F (y -. case.H *. y *. case.F)
    |> Claim.matricesAgree "X of C = Y - HYF" Claim.Tolerance y

/// X' solves the transposed equation X' = C' + F'X'H'.
let transposition (subject: SteinSubject) case =
    let x = subject.Solve case.H case.F case.C

    subject.Solve (transpose case.F) (transpose case.H) (transpose case.C)
    |> Claim.matricesAgree "the transposed equation" Claim.Tolerance (transpose x)
