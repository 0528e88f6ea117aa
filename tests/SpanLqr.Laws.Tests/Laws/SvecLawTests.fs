module SpanLqr.Laws.Tests.SvecLawTests

open SpanLqr.Laws
open SpanLqr.Laws.Tests
open Xunit

let private holds law =
    Check.over MatrixCases.symmetric ReferenceSubject.svec SpanLqrSubject.svec law

let private notices law broken =
    Check.falsifies MatrixCases.symmetric (law broken)

let private textbook = ReferenceSubject.svec

/// The upper triangle as it stands, without √2.
let private withoutRootTwo =
    { textbook with
        Pack =
            fun x ->
                [|
                    for i in 0 .. x.GetLength 0 - 1 do
                        for j in i .. x.GetLength 0 - 1 -> x[i, j]
                |]
    }

[<Fact>]
let ``svec is an isometry`` () = holds SvecLaws.isometry

[<Fact>]
let ``the isometry law notices a forgotten root two`` () =
    notices SvecLaws.isometry withoutRootTwo

[<Fact>]
let ``smat undoes svec`` () = holds SvecLaws.roundTrip

[<Fact>]
let ``the round-trip law notices an smat that fills one triangle`` () =
    let upperOnly (x: float[,]) =
        Array2D.mapi (fun i j value -> if i <= j then value else 0.0) x

    notices
        SvecLaws.roundTrip
        { textbook with
            Unpack = textbook.Unpack >> upperOnly
        }

[<Fact>]
let ``svec of an outer product is the feature of a quadratic form`` () = holds SvecLaws.quadraticFeature

[<Fact>]
let ``the feature law notices a forgotten root two`` () =
    notices SvecLaws.quadraticFeature withoutRootTwo
