/// The oracle against closed forms: what it rests on is checked by hand-sized examples.
module SpanLqr.Laws.Tests.ReferenceMatrixTests

open SpanLqr.Laws.Tests.Near
open SpanLqr.Reference
open SpanLqr.Reference.Matrix
open Xunit

let private a = array2D [ [ 1.0; 2.0 ]; [ 3.0; 4.0 ] ]
let private b = array2D [ [ 0.0; 1.0 ]; [ 1.0; 1.0 ] ]

[<Fact>]
let ``a product is rows times columns`` () =
    near 0.0 (array2D [ [ 2.0; 3.0 ]; [ 4.0; 7.0 ] ]) (multiply a b)

[<Fact>]
let ``a Kronecker product holds A's entries times B`` () =
    let expected =
        array2D
            [
                [ 0.0; 1.0; 0.0; 2.0 ]
                [ 1.0; 1.0; 2.0; 2.0 ]
                [ 0.0; 3.0; 0.0; 4.0 ]
                [ 3.0; 3.0; 4.0; 4.0 ]
            ]

    near 0.0 expected (kronecker a b)

[<Fact>]
let ``the inverse of a two by two matrix is the adjugate over the determinant`` () =
    near 1e-15 (array2D [ [ -2.0; 1.0 ]; [ 1.5; -0.5 ] ]) (inverse a)

[<Fact>]
let ``blocks of different sizes fit together and come out again`` () =
    let whole =
        ofBlocks
            [|
                [| a; array2D [ [ 5.0 ]; [ 6.0 ] ] |]
                [| array2D [ [ 7.0; 8.0 ] ]; array2D [ [ 9.0 ] ] |]
            |]

    near 0.0 (array2D [ [ 1.0; 2.0; 5.0 ]; [ 3.0; 4.0; 6.0 ]; [ 7.0; 8.0; 9.0 ] ]) whole
    near 0.0 (array2D [ [ 6.0 ]; [ 9.0 ] ]) (block 1 2 2 1 whole)

[<Fact>]
let ``the spectral radius of the Fibonacci matrix is the golden ratio`` () =
    Assert.Equal((1.0 + sqrt 5.0) / 2.0, spectralRadius b, 14)

[<Fact>]
let ``the spectral radius of a rotation is one and of a nilpotent matrix zero`` () =
    Assert.Equal(1.0, spectralRadius (array2D [ [ 0.6; -0.8 ]; [ 0.8; 0.6 ] ]), 14)
    Assert.Equal(0.0, spectralRadius (array2D [ [ 0.0; 1.0 ]; [ 0.0; 0.0 ] ]), 14)

[<Fact>]
let ``the spectral norm of a rank-one matrix is the product of the lengths`` () =
    // [3; 4]·[5, 12]: 5 times 13.
    Assert.Equal(65.0, spectralNorm (array2D [ [ 15.0; 36.0 ]; [ 20.0; 48.0 ] ]), 12)

[<Fact>]
let ``svec of a two by two matrix is its upper triangle with root two`` () =
    Assert.Equal<float[]>([| 1.0; 2.0 * sqrt 2.0; 5.0 |], Svec.pack (array2D [ [ 1.0; 2.0 ]; [ 2.0; 5.0 ] ]))

[<Fact>]
let ``smat refuses a length that is no triangle`` () =
    Assert.Throws<System.ArgumentException>(fun () -> Svec.unpack [| 1.0; 2.0 |] |> ignore)
    |> ignore
