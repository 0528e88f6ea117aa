namespace SpanLqr.Laws

open FsCheck
open FsCheck.FSharp

/// A stationary zero-sum game with a saddle point: the regulator of an `LqrCase`, without its cross weight, against v in
/// x⁺ = Ax + Bu + Dv and −γ²v'v.
[<StructuredFormatDisplay("{Display}")>]
type GameCase =
    {
        /// A, B, Q, R, and a gain that stabilises.
        Regulator: LqrCase
        /// D, n×p.
        D: float[,]
        /// γ over a bound for which there is a saddle point, above 1.
        Ratio: float
    }

    /// γ. By the small-gain bound ‖[Q^½; R^½K]‖ Σ_k ‖(A − BK)^k‖ ‖D‖ of the stabilising gain, no v can do more than that to its cost;
    /// so every larger γ has a stabilising M ⪰ 0 with γ²I − D'MD ≻ 0.
    member this.Gamma =
        let case = this.Regulator
        let k = case.Stabiliser

        let weight =
            Dense.(+.) case.Problem.Q (Dense.multiply (Dense.multiply (Dense.transpose k) case.Problem.R) k)

        let sizes =
            Dense.identity case.Problem.StateDim
            |> Seq.unfold (fun power -> Some(Dense.norm power, Dense.multiply power case.ClosedLoop))
            |> Seq.takeWhile (fun size -> size > 1e-12)

        // A game in which nobody can do anything has the bound 0; any γ will do.
        let bound = sqrt (Dense.norm weight) * Seq.sum sizes * Dense.norm this.D
        this.Ratio * max bound 1e-3

    /// The regulator's file, and D and γ as comments after it.
    member this.Display =
        $"{this.Regulator.Display}\n// D = {CaseFile.matrix this.D}\n// gamma = {this.Gamma:R}"

/// Generators and shrinkers of games.
[<RequireQualifiedAccess>]
module GameCases =
    let private generate =
        gen {
            let! regulator = LqrCases.arbitrary.Generator
            let! p = MatrixCases.dimension 4
            let! d = Entries.matrix regulator.Problem.StateDim p
            let! ratio = Gen.elements [ 1.05; 2.0; 100.0 ]

            return
                {
                    Regulator = regulator
                    D = d
                    Ratio = ratio
                }
        }

    let private shrink case =
        seq {
            for d in Simplify.matrix case.D do
                if Dense.rows d = Dense.rows case.D then
                    { case with D = d }

            for regulator in LqrCases.arbitrary.Shrinker case.Regulator do
                if regulator.Problem.StateDim = Dense.rows case.D then
                    { case with Regulator = regulator }
        }

    /// Games over problems of the default difficulty.
    let arbitrary = Arb.fromGenShrink (generate, shrink)
