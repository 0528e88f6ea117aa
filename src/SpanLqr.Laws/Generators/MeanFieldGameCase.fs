namespace SpanLqr.Laws

open FsCheck
open FsCheck.FSharp
open SpanLqr.Games

/// A well-posed game that has an equilibrium: every Q_l and R_l ≻ 0, every pair stabilisable, couplings of any direction and weak enough
/// that best responses do not overshoot.
[<StructuredFormatDisplay("{Display}")>]
type MeanFieldGameCase =
    {
        /// The problem, all sizes given.
        Problem: GameProblem
        /// For each population, gains that stabilise it; not the best ones.
        Stabilisers: float[,][]
    }

    /// Whether C^{lk} = (C^{kl})' for all pairs.
    member this.IsSymmetric =
        let weight l k =
            this.Problem.Couplings
            |> Seq.tryFind (fun c -> c.Of = l && c.To = k)
            |> Option.map _.Weight

        this.Problem.Couplings |> Seq.forall (fun c -> weight c.To c.Of = Some c.Weight)

    /// The problem file.
    member this.Display = CaseFile.ofGame this.Problem

    override this.ToString() = this.Display

/// Generators and shrinkers of games.
[<RequireQualifiedAccess>]
module MeanFieldGameCases =
    /// Own weights of condition up to this, couplings a tenth of them: far from where a mean field runs away.
    [<Literal>]
    let private Condition = 30.0

    [<Literal>]
    let private CouplingScale = 0.1

    let internal problem populations couplings =
        GameProblem(Populations = Array.ofSeq populations, Couplings = Array.ofSeq couplings)

    /// The same game of populations of other sizes.
    let internal withSizes (sizes: int seq) (game: GameProblem) =
        let sized (size: int) (p: GamePopulation) =
            GamePopulation(
                Name = p.Name,
                A = p.A,
                B = p.B,
                Q = p.Q,
                R = p.R,
                W = p.W,
                Mean0 = p.Mean0,
                Cov0 = p.Cov0,
                Own = p.Own,
                Size = System.Nullable size
            )

        problem (Seq.map2 sized sizes game.Populations) game.Couplings

    let private definite a =
        Dense.leastEigenvalue a >= 1e-3 * Dense.norm a && Dense.norm a > 1e-3

    /// Whether all that a `MeanFieldGameCase` promises is so, with some room.
    let isWellPosed (case: MeanFieldGameCase) =
        let stabilised (p: GamePopulation) k =
            Dense.spectralRadius (Dense.(-.) p.A (Dense.multiply p.B k))
            <= StabilisablePairs.SlowestLoop

        Seq.forall2 stabilised case.Problem.Populations case.Stabilisers
        && case.Problem.Populations |> Seq.forall (fun p -> definite p.Q && definite p.R)

    let private weight n =
        Entries.positiveSemidefinite n n
        |> Gen.map (Dense.scale CouplingScale >> Entries.rounded 6)

    let private population index n =
        gen {
            let! m = Gen.choose (1, 2)
            let! pair = StabilisablePairs.around 0.9 n m (Entries.matrix m n)
            let! q = Entries.positiveDefinite Condition n
            let! r = Entries.positiveDefinite Condition m
            let! w = Entries.positiveDefinite Condition n
            let! mean = Entries.vector n
            let! own = weight n
            let! size = Gen.choose (2, 50)

            return
                GamePopulation(
                    Name = $"p{index + 1}",
                    A = pair.A,
                    B = pair.B,
                    Q = q,
                    R = r,
                    W = w,
                    Mean0 = mean,
                    Own = own,
                    Size = System.Nullable size
                ),
                pair.Gain
        }

    let private coupling payer target n weight =
        Entries.vector n
        |> Gen.map (fun offset -> GameCoupling(Of = payer, To = target, Weight = weight, Offset = offset))

    /// No link, one direction, both with weights of their own, or both with the same.
    let private link symmetric n (l, k) =
        gen {
            let! first = weight n
            let! second = weight n
            let! there = coupling l k n first
            let! back = coupling k l n (if symmetric then first else second)
            let! kind = Gen.choose (0, 3)

            return
                match kind with
                | 0 -> []
                | 1 when not symmetric -> [ there ]
                | _ -> [ there; back ]
        }

    let private generate =
        gen {
            let! n = MatrixCases.dimension 2
            let! count = Gen.choose (1, 3)
            let! symmetric = Gen.elements [ true; false ]
            let! populations = Seq.init count (fun l -> population l n) |> Gen.sequenceToList

            let pairs =
                [
                    for l in 0 .. count - 1 do
                        for k in l + 1 .. count - 1 -> l, k
                ]

            let! links = pairs |> Seq.map (link symmetric n) |> Gen.sequenceToList

            return
                {
                    Problem = problem (List.map fst populations) (List.concat links)
                    Stabilisers = populations |> List.map snd |> Array.ofList
                }
        }

    let private withoutPopulation index (case: MeanFieldGameCase) =
        let renumber (c: GameCoupling) =
            let shift i = if i > index then i - 1 else i
            GameCoupling(Of = shift c.Of, To = shift c.To, Weight = c.Weight, Offset = c.Offset)

        {
            Problem =
                problem
                    (case.Problem.Populations |> Seq.removeAt index)
                    (case.Problem.Couplings
                     |> Seq.filter (fun c -> c.Of <> index && c.To <> index)
                     |> Seq.map renumber)
            Stabilisers = Array.removeAt index case.Stabilisers
        }

    /// Fewer populations, fewer links.
    let private shrink (case: MeanFieldGameCase) =
        seq {
            if case.Problem.Populations.Count > 1 then
                for l in 0 .. case.Problem.Populations.Count - 1 -> withoutPopulation l case

            for index in 0 .. case.Problem.Couplings.Count - 1 ->
                { case with
                    Problem = problem case.Problem.Populations (Seq.removeAt index case.Problem.Couplings)
                }
        }

    /// Games of up to three populations of up to two states, half of them with symmetric couplings.
    let arbitrary = Arb.fromGenShrink (Gen.filter isWellPosed generate, shrink)
