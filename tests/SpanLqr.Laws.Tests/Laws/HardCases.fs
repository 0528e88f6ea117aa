namespace SpanLqr.Laws.Tests

open FsCheck
open FsCheck.FSharp
open SpanLqr.Lqr
open SpanLqr.Reference
open SpanLqr.Reference.Matrix

/// A problem with a mode of prescribed closed loop, and powers of two to rescale it with.
[<StructuredFormatDisplay("{Display}")>]
type HardCase =
    {
        /// What the oracle solves: entries of about one, the slow mode hidden by a reflection.
        Base: Lqr.Problem
        /// 1 − ρ of the slow mode.
        Gap: float
        /// x̃_i = 2ᵏx_i.
        StateScales: int[]
        /// ũ_j = 2⁻ᵏu_j.
        InputScales: int[]
        /// Q and R times 2ᵏ.
        WeightScale: int
    }

    member private this.State i =
        System.Math.ScaleB(1.0, this.StateScales[i])

    member private this.Input j =
        System.Math.ScaleB(1.0, this.InputScales[j])

    member private this.Weight = System.Math.ScaleB(1.0, this.WeightScale)

    /// The same problem in the other units, exactly.
    member this.Scaled =
        let p = this.Base

        LqrProblem(
            A = Array2D.mapi (fun i j x -> this.State i * x / this.State j) p.A,
            B = Array2D.mapi (fun i j x -> this.State i * x * this.Input j) p.B,
            Q = Array2D.mapi (fun i j x -> this.Weight * x / this.State i / this.State j) p.Q,
            R = Array2D.mapi (fun i j x -> this.Weight * x * this.Input i * this.Input j) p.R
        )

    /// A cost-to-go of the scaled problem in the units of the base, exactly.
    member this.Unscaled(costToGo: float[,]) =
        Array2D.mapi (fun i j x -> this.State i * x * this.State j / this.Weight) costToGo

    member this.Display =
        $"gap {this.Gap:E2}, states %A{this.StateScales}, inputs %A{this.InputScales}, weights {this.WeightScale}\nA = %A{this.Base.A}\nB = %A{this.Base.B}\nQ = %A{this.Base.Q}"

/// Generators of hard problems.
[<RequireQualifiedAccess>]
module HardCases =
    /// 1 − ρ from 0.1 down to 10 to the power of −decades.
    let private gap decades =
        Gen.choose (10, 10 * decades)
        |> Gen.map (fun tenths -> 10.0 ** (-0.1 * float tenths))

    /// 2^±27 is 1e±8.
    let private scales count =
        Gen.arrayOfLength count (Gen.choose (-27, 27))

    let private entries rows columns =
        Gen.choose (-1000, 1000)
        |> Gen.array2DOfDim rows columns
        |> Gen.map (Array2D.map (fun thousandths -> 1e-3 * float thousandths))

    /// a, b and q of a scalar mode whose closed loop is 1 − gap: reached by an input of its own that hardly moves it, or by none.
    let private slowMode reached gap =
        if reached then
            1.0, sqrt gap, gap / (1.0 - gap)
        else
            1.0 - gap, 0.0, 1.0

    /// I − 2vv'/v'v.
    let private reflection (v: float[,]) =
        let length = trace (multiply (transpose v) v)
        subtract (identity (rows v)) (scale (2.0 / length) (multiply v (transpose v)))

    let private problem gap reached (fastA: float[,]) (fastB: float[,]) v =
        let a, b, q = slowMode reached gap
        let n = rows fastA
        let u = reflection v
        let one x = array2D [ [ x ] ]

        Lqr.problem
            (product [ u; blockDiagonal [| one a; scale (0.9 / sqrt (float n)) fastA |]; u ])
            (multiply u (blockDiagonal [| one b; fastB |]))
            (symmetrise (product [ u; blockDiagonal [| one q; identity n |]; u ]))
            (identity (1 + columns fastB))

    let private generate gapOf unitsOf =
        gen {
            let! n = Gen.choose (1, 5)
            let! m = Gen.choose (1, 3)
            let! reached = Gen.elements [ true; false ]
            let! gap = gapOf
            let! fastA = entries n n
            let! fastB = entries n m
            let! v = entries (n + 1) 1
            let! states, inputs = unitsOf n m
            let! weight = Gen.choose (-27, 27)
            // A reflection needs a direction.
            let direction = Array2D.mapi (fun i _ x -> if i = 0 then x + 2.0 else x) v

            return
                {
                    Base = problem gap reached fastA fastB direction
                    Gap = gap
                    StateScales = states
                    InputScales = inputs
                    WeightScale = weight
                }
        }

    let private natural n m =
        Gen.constant (Array.zeroCreate (n + 1), Array.zeroCreate (m + 1))

    let private any n m =
        Gen.zip (scales (n + 1)) (scales (m + 1))

    /// States and inputs of about one; the slow loop up to 1 − 1e-10.
    let inNaturalUnits = generate (gap 10) natural |> Arb.fromGen

    /// Every state and every input in units of its own.
    let inAnyUnits = generate (gap 10) any |> Arb.fromGen

    /// The slow loop as near to the circle as doubles can tell, and beyond.
    let onTheBrink =
        Gen.oneof [ generate (gap 17) natural; generate (gap 17) any ] |> Arb.fromGen
