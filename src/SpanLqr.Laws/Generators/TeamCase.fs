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
        Problem: TeamProblem
        /// K_l with ρ(A_l − B_lK_l) < 1 and ρ(Ā − B̄ diag(K_l)) < 1, not the optimal ones.
        Stabilisers: float[,][]
    }

    /// The problem file, and the gains as a comment after it.
    member this.Display =
        let gains = this.Stabilisers |> Array.map ProblemFile.matrix |> String.concat " "
        $"{ProblemFile.ofTeam this.Problem}\n// stabilising gains: {gains}\n"

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

    let private draftIsWellPosed (draft: Draft) =
        let definite a =
            Dense.leastEigenvalue a >= 1e-6 * Dense.norm a && Dense.norm a > 0.0

        let covariance a =
            Dense.leastEigenvalue a >= -1e-12 * (1.0 + Dense.norm a)

        let stabilises a b k =
            Dense.spectralRadius (Dense.(-.) a (Dense.multiply b k)) <= 0.99

        let deviationIsWellPosed l =
            let part kind = deviation kind draft l

            definite (part Q)
            && definite (part R)
            && covariance (part W)
            && stabilises (part A) (part B) draft.Gains[l]

        Array.forall deviationIsWellPosed draft.Populations
        && definite (meanWeight Q draft)
        && definite (meanWeight R draft)
        && covariance (meanNoise draft)
        && stabilises (meanDynamics A draft) (meanDynamics B draft) (stackedGain draft)

    /// Whether all that a `TeamCase` promises is so, with some room: loops up to 0.99, weights definite to 1e-6 of their size.
    let isWellPosed case = draftIsWellPosed (draftOf case)

    /// The blocks of the deviation system of one population, and its stabilising gain.
    let private population largest =
        gen {
            let! d = Gen.choose (1, largest)
            let! k = Gen.choose (1, 2)
            let! radius = Entries.between 0.0 0.9
            let! loop = Entries.withSpectralRadius radius d
            let! b = Entries.matrix d k
            let! gain = Entries.matrix k d
            let! q = Entries.positiveDefinite 100.0 d
            let! r = Entries.positiveDefinite 100.0 k

            let! w =
                Gen.oneof [ Gen.constant (Dense.identity d); Entries.positiveDefinite 100.0 d ]

            let a = Entries.rounded 6 (Dense.(+.) loop (Dense.multiply b gain))
            return Map [ A, a; B, b; Q, q; R, r; W, w ], gain
        }

    /// Blocks between agents that together weigh about as much as one agent's own block, or none at all of this kind.
    let private coupling (deviations: Map<Kind, float[,]>[]) (sizes: int[]) kind =
        let populations = [ 0 .. sizes.Length - 1 ]

        let block (l, k) =
            let height = Dense.rows (Map.find kind deviations[l])
            let width = Dense.columns (Map.find kind deviations[k])
            // A weight or covariance is counted N_l·N_k times where a diagonal block is counted N_l times.
            let share = 0.4 / float (max sizes[l] sizes[k])
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

    /// Halves the coupling, deviation systems fixed, until the mean field is well-posed too; without any coupling it is.
    let rec private damp attempts (deviations: Map<Kind, float[,]>[]) (coupling: Map<Kind, float[,][][]>) sizes gains =
        let blocks kind (between: float[,][][]) =
            let toItsOwn l = between[l][l]

            {
                Own =
                    deviations
                    |> Array.mapi (fun l part -> Dense.(+.) (Map.find kind part) (toItsOwn l))
                Between = between
            }

        let draft =
            {
                Sizes = sizes
                Gains = gains
                Blocks = Map.map blocks coupling
            }

        if attempts = 0 || draftIsWellPosed draft then
            draft
        else
            let factor = if attempts = 1 then 0.0 else 0.5

            let weaker =
                coupling |> Map.map (fun _ -> Array.map (Array.map (Dense.scale factor)))

            damp (attempts - 1) deviations weaker sizes gains

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
            return damp 8 deviations (Map(List.zip kinds couplings)) sizes gains
        }

    let private shrink case =
        TeamShrink.candidates (draftOf case)
        |> Seq.filter draftIsWellPosed
        |> Seq.map ofDraft

    /// Teams of one to three populations of one to four agents.
    let arbitrary =
        Arb.fromGenShrink (generate |> Gen.filter draftIsWellPosed |> Gen.map ofDraft, shrink)

    /// Reports how a run's teams were spread over shapes.
    let classify (case: TeamCase) (property: Property) : Property =
        let populations = case.Problem.Populations

        property
        |> Prop.classify (populations.Count = 1) "one population"
        |> Prop.classify (populations.Count = 3) "three populations"
        |> Prop.classify (populations |> Seq.exists (fun p -> p.Size = 1)) "a population of one"
        |> Prop.classify (not (isNull case.Problem.Coupling)) "coupled"
        |> Prop.classify (populations |> Seq.distinctBy (fun p -> p.StateDim, p.InputDim) |> Seq.length > 1) "different dimensions"
