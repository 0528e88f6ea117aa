namespace SpanLqr.Laws

open FsCheck
open FsCheck.FSharp
open SpanLqr.Lqr

/// A well-posed problem together with a gain that stabilises it.
///
/// R ≻ 0, [[Q, S], [S', R]] ⪰ 0, W ≻ 0, ρ(A − BK) < 1; either the joint weight is definite, or A itself is stable and Q any Q ⪰ 0, so
/// that (A, Q) is always detectable.
[<StructuredFormatDisplay("{Display}")>]
type LqrCase =
    {
        /// The problem.
        Problem: LqrProblem
        /// A K with ρ(A − BK) < 1, not the optimal one.
        Stabiliser: float[,]
    }

    /// S, or zero where there is none.
    member this.CrossWeight =
        match this.Problem.S with
        | null -> Dense.zeros this.Problem.StateDim this.Problem.InputDim
        | s -> s

    /// W, or the identity where there is none.
    member this.Noise =
        match this.Problem.W with
        | null -> Dense.identity this.Problem.StateDim
        | w -> w

    /// [[Q, S], [S', R]].
    member this.JointWeight =
        Dense.ofBlocks
            [|
                [| this.Problem.Q; this.CrossWeight |]
                [| Dense.transpose this.CrossWeight; this.Problem.R |]
            |]

    /// A − BK with the stabilising gain.
    member this.ClosedLoop =
        Dense.(-.) this.Problem.A (Dense.multiply this.Problem.B this.Stabiliser)

    /// The problem file, and the gain as a comment after it.
    member this.Display =
        $"{CaseFile.ofLqr this.Problem}\n// a stabilising gain: {CaseFile.matrix this.Stabiliser}"

    override this.ToString() = this.Display

/// Generators and shrinkers of well-posed problems.
[<RequireQualifiedAccess>]
module LqrCases =
    let internal problem a b q r (s: float[,] | null) (w: float[,] | null) =
        LqrProblem(A = a, B = b, Q = q, R = r, S = s, W = w)

    /// Whether all that an `LqrCase` promises is so, with some room: a loop up to 0.99, weights and noise definite to 1e-6 of their size.
    let isWellPosed (case: LqrCase) =
        let definite a =
            Dense.leastEigenvalue a >= 1e-6 * Dense.norm a && Dense.norm a > 0.0

        let p = case.Problem

        Dense.spectralRadius case.ClosedLoop <= StabilisablePairs.SlowestLoop
        && definite p.R
        && definite case.Noise
        && (definite case.JointWeight
            || (isNull p.S
                && Dense.leastEigenvalue p.Q >= -1e-12
                && Dense.spectralRadius p.A <= StabilisablePairs.SlowestLoop))

    /// Weights Q, R, S: definite with a cross weight, definite without, or (where A is stable) R ≻ 0 and a Q of any rank.
    let private weights (difficulty: Difficulty) stableByItself n m =
        gen {
            let! kind = Gen.choose (0, (if stableByItself then 2 else 1))

            if kind = 0 then
                let! joint = Entries.positiveDefinite difficulty.Condition (n + m)

                let part row column height width =
                    Dense.block row column height width joint

                return part 0 0 n n, part n n m m, (part 0 n n m: float[,] | null)
            else
                let! r = Entries.positiveDefinite difficulty.Condition m
                let! rank = Gen.choose (0, n)

                let! q =
                    if kind = 1 then
                        Entries.positiveDefinite difficulty.Condition n
                    else
                        Entries.positiveSemidefinite rank n

                return q, r, null
        }

    let private noise (difficulty: Difficulty) n : Gen<float[,] | null> =
        Gen.oneof
            [
                Gen.constant null
                Entries.positiveDefinite difficulty.Condition n
                |> Gen.map (fun (w: float[,]) -> w: float[,] | null)
            ]

    /// A third of the plants are stable by themselves, with a gain of zero: those may have any weight.
    let private generate (difficulty: Difficulty) =
        gen {
            let! n = MatrixCases.dimension difficulty.MaxStates
            let! m = MatrixCases.dimension difficulty.MaxInputs
            let! stableByItself = Gen.frequency [ 1, Gen.constant true; 2, Gen.constant false ]

            let gain =
                if stableByItself then
                    Gen.constant (Dense.zeros m n)
                else
                    Entries.matrix m n

            let! pair = StabilisablePairs.around difficulty.Radius n m gain
            let! q, r, s = weights difficulty stableByItself n m
            let! w = noise difficulty n

            return
                {
                    Problem = problem pair.A pair.B q r s w
                    Stabiliser = pair.Gain
                }
        }

    let private optional (change: float[,] -> float[,]) (a: float[,] | null) : float[,] | null =
        match a with
        | null -> null
        | x -> change x

    let private withoutState i (case: LqrCase) =
        let p = case.Problem
        let both = Dense.withoutRow i >> Dense.withoutColumn i

        {
            Problem = problem (both p.A) (Dense.withoutRow i p.B) (both p.Q) p.R (optional (Dense.withoutRow i) p.S) (optional both p.W)
            Stabiliser = Dense.withoutColumn i case.Stabiliser
        }

    let private withoutInput j (case: LqrCase) =
        let p = case.Problem

        {
            Problem =
                problem
                    p.A
                    (Dense.withoutColumn j p.B)
                    p.Q
                    (Dense.withoutRow j (Dense.withoutColumn j p.R))
                    (optional (Dense.withoutColumn j) p.S)
                    p.W
            Stabiliser = Dense.withoutRow j case.Stabiliser
        }

    /// Fewer states, fewer inputs, no cross weight, unit noise, then simpler numbers in one matrix at a time.
    let private shrink (case: LqrCase) =
        let p = case.Problem
        let replace problem = { case with Problem = problem }

        seq {
            if p.StateDim > 1 then
                for i in 0 .. p.StateDim - 1 -> withoutState i case

            if p.InputDim > 1 then
                for j in 0 .. p.InputDim - 1 -> withoutInput j case

            for s in Simplify.optional Simplify.matrix p.S -> replace (problem p.A p.B p.Q p.R s p.W)
            for w in Simplify.optional Simplify.symmetric p.W -> replace (problem p.A p.B p.Q p.R p.S w)
            for k in Simplify.matrix case.Stabiliser -> { case with Stabiliser = k }
            for a in Simplify.matrix p.A -> replace (problem a p.B p.Q p.R p.S p.W)
            for b in Simplify.matrix p.B -> replace (problem p.A b p.Q p.R p.S p.W)
            for q in Simplify.symmetric p.Q -> replace (problem p.A p.B q p.R p.S p.W)
            for r in Simplify.symmetric p.R -> replace (problem p.A p.B p.Q r p.S p.W)
        }
        |> Seq.filter isWellPosed

    /// Problems of the given difficulty.
    let ofDifficulty difficulty =
        Arb.fromGenShrink (generate difficulty |> Gen.filter isWellPosed, shrink)

    /// Problems of the default difficulty.
    let arbitrary = ofDifficulty Difficulty.Default

    /// Reports how a run's problems were spread over sizes, conditioning and closed loops.
    let classify (case: LqrCase) (property: Property) : Property =
        let p = case.Problem
        let eigenvalues = Dense.symmetricEigenvalues case.JointWeight
        let condition = Array.last eigenvalues / max eigenvalues[0] 1e-300
        let radius = Dense.spectralRadius case.ClosedLoop

        property
        |> Prop.classify (p.StateDim = 1) "one state"
        |> Prop.classify (p.StateDim >= 4) "four states or more"
        |> Prop.classify (p.InputDim > p.StateDim) "more inputs than states"
        |> Prop.classify (not (isNull p.S)) "cross weight"
        |> Prop.classify (condition > 1e2 && condition < 1e6) "weights of condition above 1e2"
        |> Prop.classify (condition >= 1e6) "semidefinite weight"
        |> Prop.classify (Dense.spectralRadius p.A > 1.0) "unstable plant"
        |> Prop.classify (radius > 0.8) "slow loop (above 0.8)"
