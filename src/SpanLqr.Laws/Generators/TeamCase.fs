namespace SpanLqr.Laws

open FsCheck
open FsCheck.FSharp
open SpanLqr.Laws.TeamBlocks
open SpanLqr.Teams

/// A well-posed team together with gains that stabilise its deviation systems and, stacked, its mean field.
///
/// Every Q_l, R_l, Q̄, R̄ ≻ 0 (the paper's Assumption 1) and every W_l, W̄ ⪰ 0; small enough to be written out whole.
[<StructuredFormatDisplay("{Display}")>]
type TeamCase =
    {
        /// The problem.
        Problem: TeamProblem
        /// K_l with ρ(A_l − B_lK_l) < 1 and ρ(Ā − B̄ diag(K_l)) < 1, not the optimal ones.
        Stabilisers: float[,][]
    }

    /// The problem file, and the gains as a comment after it.
    member this.Display =
        let gains = this.Stabilisers |> Array.map CaseFile.matrix |> String.concat " "
        $"{CaseFile.ofTeam this.Problem}\n// stabilising gains: {gains}"

    override this.ToString() = this.Display

/// Generators and shrinkers of well-posed teams.
[<RequireQualifiedAccess>]
module TeamCases =
    let private ofDraft (draft: Draft) =
        {
            Problem = toProblem draft
            Stabilisers = draft.Gains
        }

    let internal draftOf (case: TeamCase) = ofProblem case.Problem case.Stabilisers

    let private isDefinite a =
        Dense.leastEigenvalue a >= 1e-6 * Dense.norm a && Dense.norm a > 0.0

    let private isCovariance a =
        Dense.leastEigenvalue a >= -1e-12 * (1.0 + Dense.norm a)

    let private stabilises a b k =
        Dense.spectralRadius (Dense.(-.) a (Dense.multiply b k))
        <= StabilisablePairs.SlowestLoop

    let private dynamicsAreStabilised (draft: Draft) =
        let ofPopulation l =
            stabilises (deviation A draft l) (deviation B draft l) draft.Gains[l]

        Array.forall ofPopulation draft.Populations
        && stabilises (meanDynamics A draft) (meanDynamics B draft) (stackedGain draft)

    let private weightIsDefinite kind (draft: Draft) =
        Array.forall (deviation kind draft >> isDefinite) draft.Populations
        && isDefinite (meanWeight kind draft)

    let private noiseIsCovariance (draft: Draft) =
        Array.forall (deviation W draft >> isCovariance) draft.Populations
        && isCovariance (meanNoise draft)

    /// The conditions of well-posedness, each with the matrices it speaks of.
    let private conditions =
        [
            [ A; B ], dynamicsAreStabilised
            [ Q ], weightIsDefinite Q
            [ R ], weightIsDefinite R
            [ W ], noiseIsCovariance
        ]

    let private draftIsWellPosed draft =
        conditions |> List.forall (fun (_, holds) -> holds draft)

    /// Whether all that a `TeamCase` promises is so, with some room: loops up to 0.99, weights definite to 1e-6 of their size.
    let isWellPosed case = draftIsWellPosed (draftOf case)

    /// The blocks of the deviation system of one population, and its stabilising gain.
    let private population largest =
        gen {
            let! d = Gen.choose (1, largest)
            let! k = Gen.choose (1, 2)
            let! pair = StabilisablePairs.around 0.9 d k (Entries.matrix k d)
            let! q = Entries.positiveDefinite 10.0 d
            let! r = Entries.positiveDefinite 10.0 k

            let! w =
                Gen.oneof [ Gen.constant (Dense.identity d); Entries.positiveDefinite 10.0 d ]

            return Map [ A, pair.A; B, pair.B; Q, q; R, r; W, w ], pair.Gain
        }

    /// Blocks between agents that together weigh about as much as one agent's own block, or none at all of this kind.
    let private coupling (deviations: Map<Kind, float[,]>[]) (sizes: int[]) kind =
        let populations = [ 0 .. sizes.Length - 1 ]

        let block (l, k) =
            let height = Dense.rows (Map.find kind deviations[l])
            let width = Dense.columns (Map.find kind deviations[k])
            // A block of a weight or covariance is counted N_l·N_k times where a diagonal one is counted N_l times.
            let share = 0.5 / float (max sizes[l] sizes[k])
            Entries.matrix height width |> Gen.map (Dense.scale share)

        let entry (drawn: Map<int * int, float[,]>) l k =
            if not (isSymmetric kind) || l < k then drawn[l, k]
            elif l = k then Dense.symmetrise drawn[l, k]
            else Dense.transpose drawn[k, l]

        gen {
            let! present = Gen.frequency [ 3, Gen.constant 1.0; 1, Gen.constant 0.0 ]
            let pairs = List.allPairs populations populations
            let! blocks = Gen.collectToList block pairs
            let drawn = List.zip pairs blocks |> Map

            let finish l k =
                entry drawn l k |> Dense.scale present |> Entries.rounded 4

            return [| for l in populations -> [| for k in populations -> finish l k |] |]
        }

    /// The team of these deviation systems under this coupling.
    let private couple (deviations: Map<Kind, float[,]>[]) sizes gains (coupling: Map<Kind, float[,][][]>) =
        let blocks kind (between: float[,][][]) =
            let toItsOwn l = between[l][l]

            {
                Own =
                    deviations
                    |> Array.mapi (fun l part -> Entries.rounded 8 (Dense.(+.) (Map.find kind part) (toItsOwn l)))
                Between = between
            }

        {
            Sizes = sizes
            Gains = gains
            Blocks = Map.map blocks coupling
        }

    /// Halves the coupling of some kinds, deviation systems fixed, until their condition holds; without any coupling it does.
    let rec private damp couple attempts coupling (kinds, holds) =
        if attempts = 0 || holds (couple coupling) then
            coupling
        else
            let factor = if attempts = 1 then 0.0 else 0.5

            let weaker kind blocks =
                if List.contains kind kinds then
                    blocks |> Array.map (Array.map (Dense.scale factor >> Entries.rounded 5))
                else
                    blocks

            damp couple (attempts - 1) (Map.map weaker coupling) (kinds, holds)

    let private generate =
        gen {
            let! count =
                Gen.frequency [ 1, Gen.constant 1; 2, Gen.constant 2; 1, Gen.constant 3 ]

            let! sizes =
                Gen.frequency [ 1, Gen.constant 1; 4, Gen.choose (2, 4) ]
                |> Gen.arrayOfLength count

            let! populations = population (if count = 3 then 1 else 2) |> Gen.arrayOfLength count
            let deviations, gains = Array.unzip populations

            let! couplings = Gen.collectToList (coupling deviations sizes) kinds
            let couple = couple deviations sizes gains

            return
                conditions
                |> List.fold (damp couple 6) (Map(List.zip kinds couplings))
                |> couple
        }

    let private shrink case =
        TeamShrink.candidates (draftOf case)
        |> Seq.filter draftIsWellPosed
        |> Seq.map ofDraft

    /// Teams of one to three populations of one to four agents.
    let arbitrary =
        Arb.fromGenShrink (generate |> Gen.filter draftIsWellPosed |> Gen.map ofDraft, shrink)

    /// How much the coupling moves the mean field's A, against the A of agents on their own.
    let private couplingStrength case =
        let draft = draftOf case

        let alone =
            Dense.ofBlocks
                [|
                    for l in draft.Populations ->
                        [|
                            for k in draft.Populations ->
                                if k = l then
                                    deviation A draft l
                                else
                                    Dense.zeros (dimension States draft l) (dimension States draft k)
                        |]
                |]

        Dense.norm (Dense.(-.) (meanDynamics A draft) alone) / (1e-9 + Dense.norm alone)

    /// Reports how a run's teams were spread over shapes.
    let classify (case: TeamCase) (property: Property) : Property =
        let populations = case.Problem.Populations

        property
        |> Prop.classify (populations.Count = 1) "one population"
        |> Prop.classify (populations.Count = 3) "three populations"
        |> Prop.classify (populations |> Seq.exists (fun p -> p.Size = 1)) "a population of one"
        |> Prop.classify (isNull case.Problem.Coupling) "uncoupled"
        |> Prop.classify (couplingStrength case > 0.2) "strongly coupled (above 0.2)"
        |> Prop.classify (populations |> Seq.distinctBy (fun p -> p.StateDim, p.InputDim) |> Seq.length > 1) "different dimensions"
