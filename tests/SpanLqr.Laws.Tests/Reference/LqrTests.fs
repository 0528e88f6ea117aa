/// The oracle's regulator against problems solved by hand.
module SpanLqr.Laws.Tests.ReferenceLqrTests

open SpanLqr.Laws.Tests.Near
open SpanLqr.Reference
open SpanLqr.Reference.Lqr
open SpanLqr.Reference.Matrix
open Xunit

let private scalar x = array2D [ [ x ] ]

let private scalarProblem a b q r =
    problem (scalar a) (scalar b) (scalar q) (scalar r)

let private golden = (1.0 + sqrt 5.0) / 2.0

[<Fact>]
let ``A = B = Q = R = 1 has the golden ratio for cost-to-go`` () =
    let p = scalarProblem 1.0 1.0 1.0 1.0
    near 1e-14 (scalar golden) (dare p)
    // K = P/(1 + P) = 1/golden.
    near 1e-14 (scalar (1.0 / golden)) (gain p (dare p))

[<Fact>]
let ``an unstable plant without state weight is mirrored into the unit circle`` () =
    // a = 2, q = 0: the stabilising P = a² − 1 = 3 (for b = r = 1) puts the pole at 1/a.
    let p = scalarProblem 2.0 1.0 0.0 1.0
    let stabilising = symmetrise (scalar 3.0)
    near 1e-15 stabilising (riccatiStep p stabilising)
    Assert.Equal(0.5, (closedLoop p (gain p stabilising))[0, 0], 15)
    near 1e-12 stabilising (dare p)

[<Fact>]
let ``a cross weight is a change of input`` () =
    // With u = v − R⁻¹S'x the cross weight goes away: A − BR⁻¹S' = 1/2, Q − SR⁻¹S' = 3/4.
    let crossed =
        { scalarProblem 1.0 1.0 1.0 1.0 with
            S = scalar 0.5
        }

    let plain = scalarProblem 0.5 1.0 0.75 1.0
    near 1e-14 (dare plain) (dare crossed)
    near 1e-14 (add (gain plain (dare plain)) (scalar 0.5)) (gain crossed (dare crossed))

[<Fact>]
let ``the double integrator's solution satisfies its equation and agrees with ten thousand steps of the recursion`` () =
    let p =
        problem (array2D [ [ 1.0; 1.0 ]; [ 0.0; 1.0 ] ]) (array2D [ [ 0.0 ]; [ 1.0 ] ]) (identity 2) (scalar 1.0)

    let mutable byRecursion = zeros 2 2

    for _ in 1..10_000 do
        byRecursion <- riccatiStep p byRecursion

    near 1e-12 byRecursion (dare p)

[<Fact>]
let ``a singular dynamics matrix and a defective one are no obstacle`` () =
    for a in
        [
            zeros 2 2
            array2D [ [ 0.0; 1.0 ]; [ 0.0; 0.0 ] ]
            array2D [ [ 1.5; 1.0 ]; [ 0.0; 1.5 ] ]
        ] do
        let p = problem a (array2D [ [ 0.0 ]; [ 1.0 ] ]) (identity 2) (scalar 1.0)
        let solution = dare p
        near (1e-12 * (1.0 + frobeniusNorm solution)) solution (riccatiStep p solution)
        Assert.True(spectralRadius (closedLoop p (gain p solution)) < 1.0)

[<Fact>]
let ``two steps by hand`` () =
    // P_2 = 1; P_1 = 1 + 1 − 1/2 = 3/2, K_1 = 1/2; P_0 = 1 + 3/2 − (3/2)²/(5/2) = 8/5, K_0 = 3/5.
    let stage = scalarProblem 1.0 1.0 1.0 1.0
    let gains, costsToGo = finiteHorizon [| stage; stage |] (scalar 1.0)
    Array.iter2 (fun expected actual -> near 1e-15 (scalar expected) actual) [| 0.6; 0.5 |] gains
    Array.iter2 (fun expected actual -> near 1e-15 (scalar expected) actual) [| 1.6; 1.5; 1.0 |] costsToGo
    Assert.Equal(2.5, finiteHorizonCost [| stage; stage |] costsToGo, 15)

[<Fact>]
let ``a scalar Lyapunov equation is a geometric series`` () =
    near 1e-14 (scalar (3.0 / 0.75)) (lyapunov (scalar 0.5) (scalar 3.0))

[<Fact>]
let ``a nilpotent Lyapunov equation is a finite sum`` () =
    let a = array2D [ [ 0.0; 2.0 ]; [ 0.0; 0.0 ] ]
    let q = array2D [ [ 1.0; 0.5 ]; [ 0.5; 3.0 ] ]
    near 1e-14 (array2D [ [ 13.0; 0.5 ]; [ 0.5; 3.0 ] ]) (lyapunov a q)

[<Fact>]
let ``a scalar policy is evaluated by hand`` () =
    // a − bk = 1/2; P = (1 + 1/4)/(1 − 1/4) = 5/3; Σ = (1 + σ²)/(1 − 1/4) with σ² = 1/2: 2; E = (1 + P)/2 − P = 1/2 − P/2 = −1/3.
    let facts = evaluate (scalarProblem 1.0 1.0 1.0 1.0) (scalar 0.5) 0.5
    near 1e-14 (scalar (5.0 / 3.0)) facts.CostToGo
    near 1e-14 (scalar 2.0) facts.StateCovariance
    near 1e-14 (scalar (-1.0 / 3.0)) facts.GradientFactor
    near 1e-14 (scalar (-4.0 / 3.0)) facts.Gradient
    Assert.Equal(5.0 / 3.0 * 1.5 + 0.5, facts.Cost, 14)
    Assert.Equal(0.5, facts.SpectralRadius, 14)
