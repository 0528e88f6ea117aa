/// The oracle's Riccati equation against closed forms, rational solutions and problems made from their solutions.
module SpanLqr.Laws.Tests.PreciseDareTests

open SpanLqr.Reference
open SpanLqr.Reference.Lqr
open SpanLqr.Reference.PreciseMatrix
open Xunit

let private exactly = DoubleDouble.Of

/// ‖actual − expected‖_F ≤ tolerance·‖expected‖_F in double-double.
let private near tolerance (expected: PreciseMatrix) (actual: PreciseMatrix) =
    let distance = norm (subtract actual expected)
    Assert.True(distance <= tolerance * norm expected, $"off by {distance:E2} at size {norm expected:E2}")

let private solved p =
    let solution = PreciseDare.solve p |> Option.get
    Assert.True solution.IsStabilising
    solution

let private scalar x = array2D [ [ x ] ]

/// The positive root of b²p² + (r(1 − a²) − qb²)p − qr = 0, in the form that does not cancel.
let private scalarSolution a b q r =
    let a, b, q, r = exactly a, exactly b, exactly q, exactly r
    let two = exactly 2.0
    let linear = r * (DoubleDouble.One - a) * (DoubleDouble.One + a) - q * b * b
    let root = DoubleDouble.Sqrt(linear * linear + exactly 4.0 * b * b * q * r)

    if linear.High < 0.0 then
        (root - linear) / (two * b * b)
    else
        two * q * r / (linear + root)

[<Fact>]
let ``scalar equations are solved to 28 digits, near the circle and at any scale`` () =
    for a, b, q, r in
        [
            1.0, 1.0, 1.0, 1.0
            0.3, 0.7, 0.1, 0.9
            -2.5, 0.1, 3.0, 7.0
            1e3, 1.0, 1e-3, 1.0
            0.999, 1e-8, 1e8, 1e-8
            1e-8, 1e8, 1e-8, 1e8
        ] do
        let solution = solved (problem (scalar a) (scalar b) (scalar q) (scalar r))
        near 1e-28 (array2D [ [ scalarSolution a b q r ] ]) solution.CostToGo

[<Fact>]
let ``a closed loop at 1 − 1e-10 costs ten digits and no more`` () =
    // a = b = r = 1 and q = 1e-20: ρ is 1 − 1e-10.
    let solution =
        solved (problem (scalar 1.0) (scalar 1.0) (scalar 1e-20) (scalar 1.0))

    near 1e-22 (array2D [ [ scalarSolution 1.0 1.0 1e-20 1.0 ] ]) solution.CostToGo

[<Fact>]
let ``rational solutions come out as they are`` () =
    // a = 2, b = r = 1: q = p − 4p/(1 + p), so p = 7 belongs to q = 7/2.
    near 1e-30 (ofFloats (scalar 7.0)) (solved (problem (scalar 2.0) (scalar 1.0) (scalar 3.5) (scalar 1.0))).CostToGo
    // Pappas, Laub and Sandell: a shift register with unit weights has P = diag(1, …, n).
    let n = 6
    let shift = Array2D.init n n (fun i j -> if j = i + 1 then 1.0 else 0.0)

    let input = Array2D.init n 1 (fun i _ -> if i = n - 1 then 1.0 else 0.0)

    let register = problem shift input (Matrix.identity n) (scalar 4.0)
    let expected = ofFloats (Matrix.diagonal [| for i in 1..n -> float i |])
    near 1e-30 expected (solved register).CostToGo
    // Van Dooren: R = 0, P = I.
    let singular =
        problem (array2D [ [ 2.0; -1.0 ]; [ 1.0; 0.0 ] ]) (array2D [ [ 1.0 ]; [ 0.0 ] ]) (Matrix.diagonal [| 0.0; 1.0 |]) (scalar 0.0)

    near 1e-28 (ofFloats (Matrix.identity 2)) (solved singular).CostToGo

/// x = Tz with det T = 1 and an inverse of integers, so that the transformed data are exact.
let private t = array2D [ [ 1.0; 2.0; 3.0 ]; [ 0.0; 1.0; 4.0 ]; [ 5.0; 6.0; 0.0 ] ]

let private tInverse =
    array2D [ [ -24.0; 18.0; 5.0 ]; [ 20.0; -15.0; -4.0 ]; [ -5.0; 4.0; 1.0 ] ]

[<Fact>]
let ``a similarity carries three scalar solutions to the whole`` () =
    near 0.0 (ofFloats (Matrix.identity 3)) (multiply (ofFloats t) (ofFloats tInverse))
    let a, q = [| 2.0; 0.5; 1.0 |], [| 3.5; 0.25; 8.0 |]

    let transformed (x: float[,]) =
        Matrix.product [ Matrix.transpose t; x; t ]

    let whole =
        problem (Matrix.product [ tInverse; Matrix.diagonal a; t ]) tInverse (transformed (Matrix.diagonal q)) (Matrix.identity 3)

    let middle = Array2D.create 3 3 DoubleDouble.Zero
    Array.iteri2 (fun i a q -> middle[i, i] <- scalarSolution a 1.0 q 1.0) a q
    let expected = product [ transpose (ofFloats t); middle; ofFloats t ]
    near 1e-26 expected (solved whole).CostToGo

[<Fact>]
let ``a cross weight is a change of input`` () =
    let crossed =
        { problem (scalar 1.0) (scalar 1.0) (scalar 1.0) (scalar 1.0) with
            S = scalar 0.5
        }

    near 1e-28 (array2D [ [ scalarSolution 0.5 1.0 0.75 1.0 ] ]) (solved crossed).CostToGo

[<Fact>]
let ``the gain satisfies its equation and the loop is the one that decays`` () =
    // a = 2, q = 0: of the solutions 0 and 3 only 3 stabilises, with the gain 3/2.
    let solution = solved (problem (scalar 2.0) (scalar 1.0) (scalar 0.0) (scalar 1.0))
    near 1e-28 (ofFloats (scalar 3.0)) solution.CostToGo
    near 1e-28 (ofFloats (scalar 1.5)) solution.Gain

[<Fact>]
let ``where nothing stabilises the oracle does not say that it does`` () =
    let unreachable = problem (scalar 1.0) (scalar 0.0) (scalar 1.0) (scalar 1.0)

    Assert.True(
        PreciseDare.solve unreachable
        |> Option.forall (fun solution -> not solution.IsStabilising)
    )

    let unseen = problem (scalar 1.0) (scalar 1.0) (scalar 0.0) (scalar 1.0)

    Assert.True(
        PreciseDare.solve unseen
        |> Option.forall (fun solution -> not solution.IsStabilising)
    )

[<Fact>]
let ``the error of a float is measured below its last digit`` () =
    let golden = solved (problem (scalar 1.0) (scalar 1.0) (scalar 1.0) (scalar 1.0))
    let nearest = (1.0 + sqrt 5.0) / 2.0
    let error = PreciseDare.forwardError golden (scalar nearest)
    Assert.InRange(error, 1e-18, 2e-16)
    Assert.Equal(1e-10, PreciseDare.forwardError golden (scalar (nearest * (1.0 + 1e-10))), 15)

[<Fact>]
let ``the condition of a scalar equation bounds what a perturbation does`` () =
    for a, b, q, r in [ 1.0, 1.0, 1.0, 1.0; 1.0, 1.0, 1e-6, 1.0; 3.0, 0.1, 2.0, 5.0 ] do
        let given = problem (scalar a) (scalar b) (scalar q) (scalar r)
        let solution = solved given
        let h = 1e-12

        let change p =
            PreciseDare.forwardError solution (toFloats (solved p).CostToGo) / h

        let worst =
            [
                { given with
                    A = scalar (a * (1.0 + h))
                }
                { given with
                    B = scalar (b * (1.0 + h))
                }
                { given with
                    Q = scalar (q * (1.0 + h))
                }
                { given with
                    R = scalar (r * (1.0 + h))
                }
            ]
            |> List.sumBy change

        let condition = PreciseDare.condition given solution
        Assert.InRange(worst, 0.05 * condition, 1.01 * condition)
