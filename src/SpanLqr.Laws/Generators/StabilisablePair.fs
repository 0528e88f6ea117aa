namespace SpanLqr.Laws

open FsCheck
open FsCheck.FSharp

/// A pair (A, B) with a gain that proves it stabilisable: ρ(A − BK) < 1.
[<StructuredFormatDisplay("{Display}")>]
type StabilisablePair =
    {
        /// A, n×n, of any spectral radius.
        A: float[,]
        /// B, n×m.
        B: float[,]
        /// K, m×n.
        Gain: float[,]
    }

    /// ρ(A − BK).
    member this.ClosedLoopRadius =
        Dense.spectralRadius (Dense.(-.) this.A (Dense.multiply this.B this.Gain))

    /// The three matrices, each on a line of its own.
    member this.Display =
        let line (name: string) matrix = $"// {name} = {CaseFile.matrix matrix}"

        String.concat "\n" [ line "A" this.A; line "B" this.B; line "K" this.Gain ]

/// Generators and shrinkers of stabilisable pairs.
[<RequireQualifiedAccess>]
module StabilisablePairs =
    /// The slowest closed loop that shrinking may lead to.
    [<Literal>]
    let SlowestLoop = 0.99

    /// A = A₀ + BK with ρ(A₀) ≤ radius chosen: K stabilises by construction, whatever A is by itself.
    let internal around radius n m (gain: Gen<float[,]>) =
        gen {
            let! target = Entries.between 0.0 radius
            let! loop = Entries.withSpectralRadius target n
            let! b = Entries.matrix n m
            let! k = gain

            return
                {
                    A = Entries.rounded 8 (Dense.(+.) loop (Dense.multiply b k))
                    B = b
                    Gain = k
                }
        }

    let private generate (difficulty: Difficulty) =
        gen {
            let! n = MatrixCases.dimension difficulty.MaxStates
            let! m = MatrixCases.dimension difficulty.MaxInputs
            return! around difficulty.Radius n m (Entries.matrix m n)
        }

    let private shrink pair =
        seq {
            if Dense.rows pair.A > 1 then
                for i in 0 .. Dense.rows pair.A - 1 ->
                    {
                        A = Dense.withoutRow i (Dense.withoutColumn i pair.A)
                        B = Dense.withoutRow i pair.B
                        Gain = Dense.withoutColumn i pair.Gain
                    }

            if Dense.columns pair.B > 1 then
                for j in 0 .. Dense.columns pair.B - 1 ->
                    { pair with
                        B = Dense.withoutColumn j pair.B
                        Gain = Dense.withoutRow j pair.Gain
                    }

            for k in Simplify.matrix pair.Gain -> { pair with Gain = k }
            for a in Simplify.matrix pair.A -> { pair with A = a }
            for b in Simplify.matrix pair.B -> { pair with B = b }
        }
        |> Seq.filter (fun simpler -> simpler.ClosedLoopRadius <= SlowestLoop)

    /// Pairs of the given difficulty.
    let ofDifficulty difficulty =
        Arb.fromGenShrink (generate difficulty, shrink)
