/// The textbook game, held to the same laws as the fast one.
module SpanLqr.Laws.Tests.MeanFieldGameReferenceSubject

open SpanLqr.Games
open SpanLqr.Laws
open SpanLqr.Reference

let private orZero n (m: float[,] | null) =
    match m with
    | null -> Matrix.zeros n n
    | m -> m

/// The reference's form of a problem, zeros and unit noise written out.
let gameOf (problem: GameProblem) : Game.Game =
    let n, count = problem.StateDim, problem.Populations.Count

    let link payer target =
        problem.Couplings |> Seq.tryFind (fun c -> c.Of = payer && c.To = target)

    let weight l k =
        if l = k then
            orZero n problem.Populations[l].Own
        else
            link l k |> Option.map _.Weight |> Option.defaultValue (Matrix.zeros n n)

    let offset l k =
        link l k
        |> Option.bind (fun c -> Option.ofObj c.Offset)
        |> Option.defaultValue (Array.zeroCreate n)

    {
        Populations =
            [|
                for p in problem.Populations ->
                    {
                        A = p.A
                        B = p.B
                        Q = p.Q
                        R = p.R
                        W =
                            match p.W with
                            | null -> Matrix.identity n
                            | w -> w
                    }
            |]
        Weights = Array.init count (fun l -> Array.init count (weight l))
        Offsets = Array.init count (fun l -> Array.init count (offset l))
    }

let private isSymmetric (game: Game.Game) =
    let all = [| 0 .. game.Populations.Length - 1 |]

    Array.allPairs all all
    |> Array.forall (fun (l, k) -> game.Weights[l].[k] = game.Weights[k].[l])

let private lawOf (law: MeanFieldLaw) : Game.Law = { F = law.F; C = law.C }

let private policyOf (policy: Game.Policy) =
    AffinePolicy(policy.OwnGain, policy.MeanFieldGain, policy.Offset)

let private answers (game: Game.Game) law =
    game.Populations |> Array.mapi (fun l _ -> Game.bestResponse game law l)

let private equilibrium (game: Game.Game) (law: Game.Law) : GameEquilibrium =
    let policies = answers game law

    {
        Policies = Array.map policyOf policies
        Law = MeanFieldLaw(law.F, law.C)
        Costs = game.Populations |> Array.mapi (fun l _ -> Game.cost game law policies l)
    }

let private solve problem =
    let game = gameOf problem

    if isSymmetric game then
        equilibrium game (Game.closedForm game)
    else
        equilibrium game (fst (Game.fixedPoint game))

let private iterate problem =
    let game = gameOf problem
    equilibrium game (fst (Game.fixedPoint game))

let private epsilon (problem: GameProblem) sizes =
    let game = gameOf problem
    // Own gains do not depend on the mean field, and nothing else of the policies enters.
    let policies =
        answers
            game
            {
                F = Matrix.zeros (problem.StateDim * problem.Populations.Count) (problem.StateDim * problem.Populations.Count)
                C = Array.zeroCreate (problem.StateDim * problem.Populations.Count)
            }

    game.Populations |> Array.mapi (fun l _ -> Game.epsilon game policies sizes l)

let private finiteCost (problem: GameProblem) =
    let game = gameOf problem
    let law = solve problem
    let policies = answers game (lawOf law.Law)

    let fluctuation l =
        let p = game.Populations[l]
        Lqr.lyapunov (Matrix.subtract p.A (Matrix.multiply p.B policies[l].OwnGain)) p.W

    [|
        for l in 0 .. policies.Length - 1 ->
            law.Costs[l]
            + List.sum
                [
                    for k in 0 .. policies.Length - 1 ->
                        let size = problem.Populations[k].Size.Value
                        let others = if k = l then size - 1 else size

                        Matrix.trace (Matrix.multiply game.Weights[l].[k] (fluctuation k))
                        / float others
                ]
    |]

/// The one that the textbook's ways lead to, if they lead to one.
let private found (problem: GameProblem) =
    let law = (solve problem).Law

    if
        Game.residual (gameOf problem) (lawOf law)
        <= 1e-9 * (1.0 + Matrix.frobeniusNorm law.F)
    then
        [| law |]
    else
        [||]

let game: MeanFieldGameSubject =
    {
        Solve = solve
        Iterate = iterate
        Respond = fun problem law -> answers (gameOf problem) (lawOf law) |> Array.map policyOf
        Epsilon = epsilon
        FiniteCost = finiteCost
        All = found
    }
