/// A team as plain blocks, zeros written out, and what they add up to (math.md 2). Well-posedness is a statement about these sums, the
/// laws compare the code under test with them, and shrinking is a change of blocks.
module internal SpanLqr.Laws.TeamBlocks

open SpanLqr.Laws.Dense
open SpanLqr.Lqr
open SpanLqr.Teams

/// The five matrices of a team.
type Kind =
    | A
    | B
    | Q
    | R
    | W

let kinds = [ A; B; Q; R; W ]

/// What a row or a column of a matrix belongs to.
type Axis =
    | States
    | Inputs

let rowAxis kind = if kind = R then Inputs else States

let columnAxis kind =
    if kind = R || kind = B then Inputs else States

let isSymmetric kind = kind = Q || kind = R || kind = W

/// One matrix of the team: the block of an agent with itself and the block between two different agents of populations l and k.
type Blocks =
    {
        Own: float[,][]
        Between: float[,][][]
    }

/// A team, and gains that stabilise its auxiliary systems.
type Draft =
    {
        Sizes: int[]
        Blocks: Map<Kind, Blocks>
        Gains: float[,][]
    }

    member this.Populations = [| 0 .. this.Sizes.Length - 1 |]

/// The length of an agent's part of the states or the inputs.
let dimension axis (draft: Draft) l =
    let b = draft.Blocks[B].Own[l]
    if axis = States then rows b else columns b

/// The block of an agent of population l with itself.
let own kind (draft: Draft) l = draft.Blocks[kind].Own[l]

/// The block between an agent of population l and another of population k.
let between kind (draft: Draft) l k = draft.Blocks[kind].Between[l][k]

let private tableOf kind (coupling: TeamCoupling) =
    match kind with
    | A -> coupling.A
    | B -> coupling.B
    | Q -> coupling.Q
    | R -> coupling.R
    | W -> coupling.W

let private ownOf kind (p: Population) =
    match kind with
    | A -> p.A
    | B -> p.B
    | Q -> p.Q
    | R -> p.R
    | W ->
        match p.W with
        | null -> identity p.StateDim
        | w -> w

/// Reads a problem, with zeros for what is absent.
let ofProblem (problem: TeamProblem) gains =
    let populations = Array.ofSeq problem.Populations

    let length axis (p: Population) =
        if axis = States then p.StateDim else p.InputDim

    let between kind l k =
        let absent =
            zeros (length (rowAxis kind) populations[l]) (length (columnAxis kind) populations[k])

        match problem.Coupling with
        | null -> absent
        | coupling ->
            match tableOf kind coupling with
            | null -> absent
            | table ->
                match table[l, k] with
                | null -> absent
                | block -> block

    let count = populations.Length

    {
        Sizes = populations |> Array.map _.Size
        Gains = gains
        Blocks =
            Map
                [
                    for kind in kinds ->
                        kind,
                        {
                            Own = populations |> Array.map (ownOf kind)
                            Between = Array.init count (fun l -> Array.init count (between kind l))
                        }
                ]
    }

/// Writes a problem; zero blocks, zero tables and unit noise become nulls, as a person would write it.
let toProblem (draft: Draft) =
    let isZero (a: float[,]) = norm a = 0.0

    let table kind : (float[,] | null)[,] | null =
        let count = draft.Sizes.Length

        if Seq.forall isZero (Seq.concat draft.Blocks[kind].Between) then
            null
        else
            Array2D.init count count (fun l k ->
                let block = between kind draft l k
                if isZero block then null else block)

    let population l =
        let own kind = own kind draft l
        let w: float[,] | null = if own W = identity (rows (own W)) then null else own W
        Population(Name = $"p{l + 1}", Size = draft.Sizes[l], A = own A, B = own B, Q = own Q, R = own R, W = w)

    let coupling: TeamCoupling | null =
        if List.forall (fun kind -> isNull (table kind)) kinds then
            null
        else
            TeamCoupling(A = table A, B = table B, Q = table Q, R = table R, W = table W)

    TeamProblem(Populations = Array.map population draft.Populations, Coupling = coupling)

/// A_l = a^l − ă^{ll}, and the like.
let deviation kind draft l =
    own kind draft l -. between kind draft l l

/// diag(α_l·X_l) + [β_lk·x̆^{lk}].
let private mean kind (draft: Draft) alpha beta =
    let entry l k =
        let coupled = between kind draft l k |> scale (beta l k)

        if l = k then
            scale (alpha l) (deviation kind draft l) +. coupled
        else
            coupled

    ofBlocks (
        draft.Populations
        |> Array.map (fun l -> draft.Populations |> Array.map (entry l))
    )

let private size (draft: Draft) l = float draft.Sizes[l]

/// Ā = diag(A_l) + [N_k ă^{lk}], B̄ alike.
let meanDynamics kind draft =
    mean kind draft (fun _ -> 1.0) (fun _ k -> size draft k)

/// Q̄ = diag(N_l Q_l) + [N_l N_k q̆^{lk}], R̄ alike.
let meanWeight kind draft =
    mean kind draft (size draft) (fun l k -> size draft l * size draft k)

/// W̄ = diag(W_l / N_l) + [ω̆^{lk}].
let meanNoise draft =
    mean W draft (fun l -> 1.0 / size draft l) (fun _ _ -> 1.0)

/// diag(K_l).
let stackedGain (draft: Draft) =
    let entry l k =
        if l = k then
            draft.Gains[l]
        else
            zeros (dimension Inputs draft l) (dimension States draft k)

    ofBlocks (
        draft.Populations
        |> Array.map (fun l -> draft.Populations |> Array.map (entry l))
    )

/// The population of every agent, in order.
let agents (draft: Draft) =
    draft.Populations |> Array.collect (fun l -> Array.create draft.Sizes[l] l)

/// The matrix of all agents.
let whole kind (draft: Draft) =
    let agents = agents draft

    let entry i j =
        if i = j then
            own kind draft agents[i]
        else
            between kind draft agents[i] agents[j]

    let all = [| 0 .. agents.Length - 1 |]
    ofBlocks (all |> Array.map (fun i -> all |> Array.map (entry i)))

/// All agents as one problem.
let wholeProblem draft =
    LqrCases.problem (whole A draft) (whole B draft) (whole Q draft) (whole R draft) null (whole W draft)

/// The gain of all agents that the small gains make: block (i, j) is δ_ij K_l − [j in l]·K_l/N_l + K̄_{lk}/N_k.
let assembled draft (gains: float[,][]) (meanFieldGain: float[,]) =
    let population = agents draft

    let start axis l =
        Seq.sum (seq { for k in 0 .. l - 1 -> dimension axis draft k })

    let entry i j =
        let l, k = population[i], population[j]

        let onMean =
            meanFieldGain
            |> block (start Inputs l) (start States k) (dimension Inputs draft l) (dimension States draft k)
            |> scale (1.0 / float draft.Sizes[k])

        if i = j then
            onMean +. scale (1.0 - 1.0 / float draft.Sizes[l]) gains[l]
        elif l = k then
            onMean -. scale (1.0 / float draft.Sizes[l]) gains[l]
        else
            onMean

    let all = [| 0 .. population.Length - 1 |]
    ofBlocks (all |> Array.map (fun i -> all |> Array.map (entry i)))

/// The populations in another order.
let reordered (order: int[]) (draft: Draft) =
    let pick (items: 'a[]) = order |> Array.map (fun l -> items[l])

    { draft with
        Sizes = pick draft.Sizes
        Gains = pick draft.Gains
        Blocks =
            draft.Blocks
            |> Map.map (fun _ blocks ->
                {
                    Own = pick blocks.Own
                    Between = pick blocks.Between |> Array.map pick
                })
    }
