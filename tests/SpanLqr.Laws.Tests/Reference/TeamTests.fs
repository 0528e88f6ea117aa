/// The oracle's team against a team solved by hand, and its brute-force matrices against math.md's formulas.
module SpanLqr.Laws.Tests.ReferenceTeamTests

open SpanLqr.Laws.Tests.Near
open SpanLqr.Reference
open SpanLqr.Reference.Matrix
open SpanLqr.Reference.Team
open Xunit

let private scalar x = array2D [ [ x ] ]

let private population size a w : Population =
    {
        Size = size
        A = scalar a
        B = scalar 1.0
        Q = scalar 1.0
        R = scalar 1.0
        W = scalar w
    }

/// Two agents on x⁺ = x + u that share part of their noise: W = [[2, 1], [1, 2]].
let private pair =
    let populations = [| population 2 1.0 2.0 |]

    {
        Populations = populations
        Coupling =
            { uncoupled populations with
                W = [| [| scalar 1.0 |] |]
            }
    }

/// Three agents of one kind and one of another, coupled in every matrix.
let private mixed =
    let populations = [| population 3 0.9 1.0; population 1 -0.4 2.0 |]

    let table own across other =
        [| [| scalar own; scalar across |]; [| scalar across; scalar other |] |]

    {
        Populations = populations
        Coupling =
            {
                A = [| [| scalar 0.1; scalar 0.2 |]; [| scalar -0.1; scalar 0.3 |] |]
                B = [| [| scalar 0.05; scalar 0.0 |]; [| scalar 0.1; scalar 0.2 |] |]
                Q = table 0.1 -0.2 0.3
                R = table -0.1 0.05 0.0
                W = table 0.2 0.1 0.0
            }
    }

[<Fact>]
let ``two independent agents cost twice what one costs, whatever their noise has in common`` () =
    // P is the golden ratio for either system, and tr(PW) = golden·(2 + 2).
    let golden = (1.0 + sqrt 5.0) / 2.0
    let gains, meanFieldGain, cost = solve pair
    near 1e-14 (scalar (1.0 / golden)) gains[0]
    near 1e-14 (scalar (1.0 / golden)) meanFieldGain
    Assert.Equal(4.0 * golden, cost, 12)

[<Fact>]
let ``the noise of a pair is split by hand`` () =
    // w̃ = (w1 − w2)/2 has variance (2 − 2 + 2)/4 = 1/2 and w̄ = (w1 + w2)/2 has (2 + 2 + 2)/4 = 3/2.
    near 1e-15 (scalar 0.5) (deviationSystem pair 0).W
    near 1e-15 (scalar 1.5) (meanFieldSystem pair).W

[<Fact>]
let ``the mean field by brute force is the mean field by formula`` () =
    let meanField = meanFieldSystem mixed
    // Ā = diag(A_l) + [N_k ă^{lk}] with A_1 = 0.8, A_2 = −0.7.
    near 1e-15 (array2D [ [ 0.8 + 3.0 * 0.1; 0.2 ]; [ 3.0 * -0.1; -0.7 + 0.3 ] ]) meanField.A
    // Q̄ = diag(N_l Q_l) + [N_l N_k q̆^{lk}] with Q_1 = 0.9, Q_2 = 0.7.
    near 1e-14 (array2D [ [ 3.0 * 0.9 + 9.0 * 0.1; 3.0 * -0.2 ]; [ 3.0 * -0.2; 0.7 + 0.3 ] ]) meanField.Q
    // W̄ = diag(W_l/N_l) + [ω̆^{lk}] with W_1 = 0.8, W_2 = 2.
    near 1e-15 (array2D [ [ 0.8 / 3.0 + 0.2; 0.1 ]; [ 0.1; 2.0 ] ]) meanField.W

[<Fact>]
let ``the noise of a deviation by brute force is (1 − 1/N) times its own`` () =
    near 1e-15 (scalar (2.0 / 3.0 * 0.8)) (deviationSystem mixed 0).W
    near 1e-15 (scalar 0.0) (deviationSystem mixed 1).W

[<Fact>]
let ``the assembled gain and the cost are those of the whole`` () =
    let gains, meanFieldGain, cost = solve mixed
    let whole = monolithic mixed
    let costToGo = Lqr.dare whole
    near 1e-12 (Lqr.gain whole costToGo) (assembleGain mixed gains meanFieldGain)
    Assert.Equal(trace (multiply costToGo whole.W), cost, 11)

[<Fact>]
let ``the classes of a shuffled team are its populations`` () =
    // Agents 0 1 2 | 3, in the order 1 3 0 2.
    let order = [| 1; 3; 0; 2 |]

    let shuffle (a: float[,]) =
        Array2D.init 4 4 (fun i j -> a[order[i], order[j]])

    let whole = monolithic mixed

    let shuffled: Lqr.Problem =
        {
            A = shuffle whole.A
            B = shuffle whole.B
            Q = shuffle whole.Q
            R = shuffle whole.R
            S = whole.S
            W = shuffle whole.W
        }

    Assert.Equal<int[][]>([| [| 0; 2; 3 |]; [| 1 |] |], classes 1e-12 shuffled (Array.create 4 (1, 1)))
