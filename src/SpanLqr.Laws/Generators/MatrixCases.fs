namespace SpanLqr.Laws

open FsCheck
open FsCheck.FSharp

/// A dimension between 1 and 6, small ones first.
type SmallDim = SmallDim of int

/// A symmetric positive definite matrix.
[<StructuredFormatDisplay("{Display}")>]
type SpdMatrix =
    | SpdMatrix of float[,]

    member this.Value =
        let (SpdMatrix value) = this
        value

    member this.Display = CaseFile.matrix this.Value

/// A symmetric positive semidefinite matrix, of any rank.
[<StructuredFormatDisplay("{Display}")>]
type PsdMatrix =
    | PsdMatrix of float[,]

    member this.Value =
        let (PsdMatrix value) = this
        value

    member this.Display = CaseFile.matrix this.Value

/// A symmetric matrix.
[<StructuredFormatDisplay("{Display}")>]
type SymmetricMatrix =
    | SymmetricMatrix of float[,]

    member this.Value =
        let (SymmetricMatrix value) = this
        value

    member this.Display = CaseFile.matrix this.Value

/// A square matrix of spectral radius below 1.
[<StructuredFormatDisplay("{Display}")>]
type StableMatrix =
    | StableMatrix of float[,]

    member this.Value =
        let (StableMatrix value) = this
        value

    member this.Display = CaseFile.matrix this.Value

/// How hard the generated problems may be.
type Difficulty =
    {
        /// States are between 1 and this.
        MaxStates: int
        /// Inputs are between 1 and this.
        MaxInputs: int
        /// The largest condition number of a weight or covariance.
        Condition: float
        /// The largest spectral radius of a matrix that is meant to be stable, below 1.
        Radius: float
    }

    /// Up to 5 states and 3 inputs, conditions up to 1e3, closed loops up to 0.95: room for every law to hold to `Claim.Tolerance`.
    static member Default =
        {
            MaxStates = 5
            MaxInputs = 3
            Condition = 1e3
            Radius = 0.95
        }

/// Generators and shrinkers of single matrices. Sizes grow with FsCheck's size parameter.
[<RequireQualifiedAccess>]
module MatrixCases =
    /// Dimensions that start at 1 and reach the largest as the tests go on.
    let dimension largest =
        Gen.sized (fun size -> Gen.choose (1, max 1 (min largest (1 + size / 8))))

    let private square generate =
        gen {
            let! n = dimension Difficulty.Default.MaxStates
            return! generate n
        }

    /// Leading blocks, then simpler numbers, of those that keep the property.
    // The type of `simpler` is written out because a flexible one (#seq<float[,]>) compiles to a constraint the runtime refuses to load.
    let private shrinkBy (simpler: float[,] -> seq<float[,]>) keeps (a: float[,]) =
        let n = Dense.rows a

        Seq.append
            (seq {
                for i in 0 .. n - 1 do
                    if n > 1 then
                        Dense.withoutRow i (Dense.withoutColumn i a)
            })
            (simpler a)
        |> Seq.filter keeps

    let private symmetricShrink keeps = shrinkBy Simplify.symmetric keeps

    /// Small dimensions.
    let smallDim =
        Arb.fromGenShrink (Gen.map SmallDim (dimension 6), (fun (SmallDim n) -> seq { for k in 1 .. n - 1 -> SmallDim k }))

    /// Symmetric matrices.
    let symmetric =
        Arb.fromGenShrink (
            square (fun n -> Entries.matrix n n |> Gen.map Dense.symmetrise)
            |> Gen.map SymmetricMatrix,
            (fun x -> symmetricShrink (fun _ -> true) x.Value |> Seq.map SymmetricMatrix)
        )

    /// Positive definite matrices of condition up to the given one.
    let spd condition =
        Arb.fromGenShrink (
            square (Entries.positiveDefinite condition) |> Gen.map SpdMatrix,
            (fun x ->
                symmetricShrink (fun a -> Dense.leastEigenvalue a > 0.0) x.Value
                |> Seq.map SpdMatrix)
        )

    /// Positive semidefinite matrices of every rank from 0 to full.
    let psd =
        let generate n =
            gen {
                let! rank = Gen.choose (0, n)
                return! Entries.positiveSemidefinite rank n
            }

        let keeps a =
            Dense.leastEigenvalue a >= -1e-12 * Dense.norm a

        Arb.fromGenShrink (square generate |> Gen.map PsdMatrix, (fun x -> symmetricShrink keeps x.Value |> Seq.map PsdMatrix))

    /// Matrices of spectral radius up to the given one.
    let stable radius =
        let generate n =
            gen {
                let! rho = Entries.between 0.0 radius
                return! Entries.withSpectralRadius rho n
            }

        Arb.fromGenShrink (
            square generate |> Gen.map StableMatrix,
            (fun x ->
                shrinkBy Simplify.matrix (fun a -> Dense.spectralRadius a <= radius) x.Value
                |> Seq.map StableMatrix)
        )
