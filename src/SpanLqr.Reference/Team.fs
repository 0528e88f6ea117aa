/// Teams of exchangeable agents, with every sum written out over the agents.
module SpanLqr.Reference.Team

open SpanLqr.Reference.Matrix

/// A population of exchangeable agents: its size and the blocks of one agent with itself.
type Population =
    {
        Size: int
        A: float[,]
        B: float[,]
        Q: float[,]
        R: float[,]
        W: float[,]
    }

/// The blocks between two different agents: entry [l][k] for an agent of population l and one of population k.
type Coupling =
    {
        A: float[,][][]
        B: float[,][][]
        Q: float[,][][]
        R: float[,][][]
        W: float[,][][]
    }

/// A team.
type Team =
    {
        Populations: Population[]
        Coupling: Coupling
    }

/// The coupling of agents that do not meet.
let uncoupled (populations: Population[]) =
    let between height width =
        populations
        |> Array.map (fun l -> populations |> Array.map (fun k -> zeros (height l) (width k)))

    let states (p: Population) = columns p.A
    let inputs (p: Population) = columns p.B

    {
        A = between states states
        B = between states inputs
        Q = between states states
        R = between inputs inputs
        W = between states states
    }

/// The population of each agent, in order.
let agents team =
    [|
        for l in 0 .. team.Populations.Length - 1 do
            for _ in 1 .. team.Populations[l].Size -> l
    |]

/// The matrix of the whole team out of own blocks and blocks between agents.
let private assemble team (own: Population -> float[,]) (between: float[,][][]) =
    let population = agents team

    ofBlocks
        [|
            for i in 0 .. population.Length - 1 ->
                [|
                    for j in 0 .. population.Length - 1 ->
                        if i = j then
                            own team.Populations[population[i]]
                        else
                            between[population[i]][population[j]]
                |]
        |]

/// The problem of the whole team as one system.
let monolithic team : Lqr.Problem =
    let b = assemble team _.B team.Coupling.B

    {
        A = assemble team _.A team.Coupling.A
        B = b
        Q = assemble team _.Q team.Coupling.Q
        R = assemble team _.R team.Coupling.R
        S = zeros (rows b) (columns b)
        W = assemble team _.W team.Coupling.W
    }

/// The matrix that averages: block (l, i) is I/N_l where agent i is of population l. `width` is the width of an agent's part.
let private averaging team (width: Population -> int) =
    let population = agents team

    ofBlocks
        [|
            for l in 0 .. team.Populations.Length - 1 ->
                [|
                    for k in population ->
                        if k = l then
                            scale (1.0 / float team.Populations[l].Size) (identity (width team.Populations[l]))
                        else
                            zeros (width team.Populations[l]) (width team.Populations[k])
                |]
        |]

/// x̄ = Mx.
let stateAveraging team = averaging team (fun p -> rows p.A)

/// ū = Mu.
let inputAveraging team = averaging team (fun p -> columns p.B)

/// The matrix that takes the whole state to x̃^i = x^i − x̄^l of one agent.
let deviation team agent =
    let population = agents team
    let l = population[agent]
    let d = rows team.Populations[l].A

    let select =
        ofBlocks
            [|
                [|
                    for j in 0 .. population.Length - 1 ->
                        if j = agent then
                            identity d
                        else
                            zeros d (rows team.Populations[population[j]].A)
                |]
            |]

    let start = Seq.sum (seq { for k in 0 .. l - 1 -> rows team.Populations[k].A })
    let means = stateAveraging team
    subtract select (block start 0 d (columns means) means)

let private firstAgent team l =
    Array.findIndex (fun k -> k = l) (agents team)

/// The deviation system of population l: A_l = a^l − ă^{ll} and so on; its noise is Cov(w̃) = D W D' from the team's whole covariance.
let deviationSystem team l : Lqr.Problem =
    let own = team.Populations[l]
    let toItsOwn (blocks: float[,][][]) = blocks[l][l]
    let d = deviation team (firstAgent team l)
    let b = subtract own.B (toItsOwn team.Coupling.B)

    {
        A = subtract own.A (toItsOwn team.Coupling.A)
        B = b
        Q = subtract own.Q (toItsOwn team.Coupling.Q)
        R = subtract own.R (toItsOwn team.Coupling.R)
        S = zeros (rows b) (columns b)
        W = product [ d; (monolithic team).W; transpose d ]
    }

/// E = M' diag(N): block (i, l) is I where agent i is of population l, so every agent gets what belongs to its population.
let private spread averaging =
    Array2D.map (fun x -> if x = 0.0 then 0.0 else 1.0) (transpose averaging)

/// The mean-field system. A mean moves by the average of its agents' moves when all agents of a population stand at the same place,
/// so Ā = M A E; costs of that team state are x̄'(E'QE)x̄.
let meanFieldSystem team : Lqr.Problem =
    let whole = monolithic team

    let meanState = stateAveraging team
    let onState = spread meanState
    let onInput = spread (inputAveraging team)
    let b = product [ meanState; whole.B; onInput ]

    {
        A = product [ meanState; whole.A; onState ]
        B = b
        Q = product [ transpose onState; whole.Q; onState ]
        R = product [ transpose onInput; whole.R; onInput ]
        S = zeros (rows b) (columns b)
        W = product [ meanState; whole.W; transpose meanState ]
    }

/// The whole team's gain of u^i = −K_l(x^i − x̄^l) − (K̄x̄)_l.
let assembleGain team (deviationGains: float[,][]) meanFieldGain =
    let population = agents team

    let onDeviation =
        ofBlocks
            [|
                for i in 0 .. population.Length - 1 -> [| multiply deviationGains[population[i]] (deviation team i) |]
            |]

    let onMean =
        product [ spread (inputAveraging team); meanFieldGain; stateAveraging team ]

    add onDeviation onMean

/// The optimal policy of the team from its L + 1 small systems, and its cost Σ_l N_l tr(P_l Cov w̃) + tr(P̄W̄).
let solve team =
    let costToGo = Lqr.dare
    let deviations = team.Populations |> Array.mapi (fun l _ -> deviationSystem team l)
    let meanField = meanFieldSystem team
    let deviationCosts = Array.map costToGo deviations
    let meanFieldCost = costToGo meanField
    let gains = Array.map2 Lqr.gain deviations deviationCosts
    let meanFieldGain = Lqr.gain meanField meanFieldCost

    let share l (p: float[,]) =
        float team.Populations[l].Size * trace (multiply p deviations[l].W)

    let cost =
        Seq.sum (Seq.mapi share deviationCosts)
        + trace (multiply meanFieldCost meanField.W)

    gains, meanFieldGain, cost

/// The exchangeable classes of agents in a system given whole: i and j are of one class iff exchanging their parts changes no entry of
/// A, B, Q, R, W by more than the tolerance (the team paper's Definition 1). `dimensions` are each agent's states and inputs.
let classes tolerance (whole: Lqr.Problem) (dimensions: (int * int)[]) =
    let all = [| 0 .. dimensions.Length - 1 |]

    let exchange lengths i j =
        let starts = Array.scan (+) 0 lengths

        let order =
            all
            |> Array.map (fun k ->
                if k = i then j
                elif k = j then i
                else k)

        // Row r of the exchange matrix is the unit vector of the entry that comes to stand at r.
        let places = order |> Array.collect (fun k -> [| starts[k] .. starts[k + 1] - 1 |])
        Array2D.init places.Length places.Length (fun r c -> if places[r] = c then 1.0 else 0.0)

    let unchanged left right a =
        maxAbs (subtract (product [ left; a; transpose right ]) a)
        <= tolerance * maxAbs a

    let exchangeable i j =
        dimensions[i] = dimensions[j]
        && (let x = exchange (Array.map fst dimensions) i j
            let u = exchange (Array.map snd dimensions) i j

            unchanged x x whole.A
            && unchanged x u whole.B
            && unchanged x x whole.Q
            && unchanged u u whole.R
            && unchanged x x whole.W)

    // Exchangeability is an equivalence, so the first agent that i can be exchanged with stands for its class.
    all
    |> Array.groupBy (fun i -> Array.find (fun j -> j = i || exchangeable i j) all)
    |> Array.map snd
