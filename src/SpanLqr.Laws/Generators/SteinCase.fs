namespace SpanLqr.Laws

open FsCheck
open FsCheck.FSharp

/// An equation X = C + HXF with one solution, stable or not.
[<StructuredFormatDisplay("{Display}")>]
type SteinCase =
    {
        /// H, p×p.
        H: float[,]
        /// F, q×q.
        F: float[,]
        /// C, p×q.
        C: float[,]
    }

    /// The three matrices, each on a line of its own.
    member this.Display =
        let line (name: string) matrix = $"// {name} = {CaseFile.matrix matrix}"

        String.concat "\n" [ line "H" this.H; line "F" this.F; line "C" this.C ]

/// Generators and shrinkers of Stein equations.
[<RequireQualifiedAccess>]
module SteinCases =
    /// The largest ‖(I − H ⊗ F')⁻¹‖_F: laws hold to `Claim.Tolerance` with that much amplification.
    [<Literal>]
    let Amplification = 1e4

    /// I − H ⊗ F', the equation as a linear system for X row by row.
    let private system (case: SteinCase) =
        let q = Dense.rows case.F
        let order = Dense.rows case.H * q

        Array2D.init order order (fun i j -> (if i = j then 1.0 else 0.0) - case.H[i / q, j / q] * case.F[j % q, i % q])

    let private isWellPosed case =
        let matrix = system case

        let amplification =
            Dense.norm (Dense.solve matrix (Dense.identity (Dense.rows matrix)))

        amplification <= Amplification

    /// Half of the equations have a series that converges; in the others both matrices are unstable.
    let private generate =
        gen {
            let! p = MatrixCases.dimension 5
            let! q = MatrixCases.dimension 5
            let! stable = Gen.elements [ true; false ]

            let! first =
                if stable then
                    Entries.between 0.0 2.0
                else
                    Entries.between 1.1 2.0

            let! second =
                if stable then
                    Entries.between 0.0 (0.95 / max first 0.5)
                else
                    Entries.between 1.1 2.0

            let! h = Entries.withSpectralRadius first p
            let! f = Entries.withSpectralRadius second q
            let! c = Entries.matrix p q
            return { H = h; F = f; C = c }
        }

    let private shrink case =
        seq {
            for h in Simplify.matrix case.H -> { case with H = h }
            for f in Simplify.matrix case.F -> { case with F = f }
            for c in Simplify.matrix case.C -> { case with C = c }
        }
        |> Seq.filter isWellPosed

    /// Equations of up to 5×5 unknowns.
    let arbitrary = Arb.fromGenShrink (generate |> Gen.filter isWellPosed, shrink)
