module SpanLqr.Laws.Tests.InvarianceLawTests

open SpanLqr.Laws
open SpanLqr.Laws.Tests
open SpanLqr.Lqr
open SpanLqr.Reference
open Xunit

let private textbook = ReferenceSubject.lqr

/// The textbook that solves another problem than the one it is given.
let private solving change =
    { textbook with
        Solve = change >> textbook.Solve
    }

let private withInputWeight change (p: LqrProblem) =
    LqrProblem(A = p.A, B = p.B, Q = p.Q, R = change p.R, S = p.S, W = p.W)

[<Fact>]
let ``the unit of cost does not matter`` () = Check.lqr InvarianceLaws.scaling

[<Fact>]
let ``the scaling law notices a regularised input weight`` () =
    let regularised (r: float[,]) =
        Matrix.add r (Matrix.scale 1e-4 (Matrix.identity (Matrix.rows r)))

    Check.lqrNotices InvarianceLaws.scaling (solving (withInputWeight regularised))

[<Fact>]
let ``the coordinates of the state do not matter`` () = Check.lqr InvarianceLaws.similarity

[<Fact>]
let ``the similarity law notices noise taken for white`` () =
    let white (p: LqrProblem) =
        LqrProblem(A = p.A, B = p.B, Q = p.Q, R = p.R, S = p.S)

    Check.lqrNotices InvarianceLaws.similarity (solving white)

[<Fact>]
let ``the coordinates of the input do not matter`` () = Check.lqr InvarianceLaws.inputBasis

[<Fact>]
let ``the input law notices a weight of which only the diagonal is read`` () =
    let diagonal (r: float[,]) =
        Array2D.mapi (fun i j x -> if i = j then x else 0.0) r

    Check.lqrNotices InvarianceLaws.inputBasis (solving (withInputWeight diagonal))
