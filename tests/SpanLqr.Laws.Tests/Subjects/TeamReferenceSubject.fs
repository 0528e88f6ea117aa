/// The textbook team, held to the same laws as the fast one.
module SpanLqr.Laws.Tests.TeamReferenceSubject

open SpanLqr.Laws
open SpanLqr.Reference
open SpanLqr.Teams

let private orElse fallback (a: float[,] | null) =
    match a with
    | null -> fallback ()
    | present -> present

/// The reference's form of a problem: blocks written out, zeros and unit noise included.
let teamOf (problem: TeamProblem) : Team.Team =
    let populations = Array.ofSeq problem.Populations

    let table (select: TeamCoupling -> (float[,] | null)[,] | null) (zero: float[,][][]) =
        let block l k =
            match problem.Coupling with
            | null -> zero[l][k]
            | coupling ->
                match select coupling with
                | null -> zero[l][k]
                | blocks -> blocks[l, k] |> orElse (fun () -> zero[l][k])

        Array.init populations.Length (fun l -> Array.init populations.Length (block l))

    let own: Team.Population[] =
        populations
        |> Array.map (fun p ->
            {
                Size = p.Size
                A = p.A
                B = p.B
                Q = p.Q
                R = p.R
                W = p.W |> orElse (fun () -> Matrix.identity p.StateDim)
            })

    let none = Team.uncoupled own

    {
        Populations = own
        Coupling =
            {
                A = table _.A none.A
                B = table _.B none.B
                Q = table _.Q none.Q
                R = table _.R none.R
                W = table _.W none.W
            }
    }

let private auxiliary name (system: Lqr.Problem) =
    AuxiliarySystem(name, system.A, system.B, system.Q, system.R, system.W)

let private decompose (problem: TeamProblem) =
    let team = teamOf problem

    DecomposedTeam(
        [|
            for l in 0 .. team.Populations.Length - 1 -> auxiliary problem.Populations[l].Name (Team.deviationSystem team l)
        |],
        auxiliary TeamSolution.MeanFieldName (Team.meanFieldSystem team),
        [| for p in team.Populations -> p.Size |]
    )

let private solve problem : TeamOptimum =
    let team = teamOf problem

    let costsToGo =
        team.Populations
        |> Array.mapi (fun l _ -> Lqr.dare (Team.deviationSystem team l))

    let gains, meanFieldGain, cost = Team.solve team

    {
        Gains = gains
        CostsToGo = costsToGo
        MeanFieldGain = meanFieldGain
        MeanFieldCostToGo = Lqr.dare (Team.meanFieldSystem team)
        Cost = cost
    }

/// u = −K_l(x − x̄^l) − (K̄x̄)_l.
let act (optimum: TeamOptimum) (team: Team.Team) l (state: float[]) (meanField: float[]) =
    let before (length: Team.Population -> int) =
        Seq.sum (seq { for k in 0 .. l - 1 -> length team.Populations[k] })

    let states, inputs =
        before (fun p -> Matrix.rows p.A), before (fun p -> Matrix.columns p.B)

    let away = Array.mapi (fun i x -> x - meanField[states + i]) state
    let onDeviation = Matrix.multiplyVector optimum.Gains[l] away
    let onMean = Matrix.multiplyVector optimum.MeanFieldGain meanField
    onDeviation |> Array.mapi (fun i u -> -u - onMean[inputs + i])

let private writeOut problem =
    let team = teamOf problem
    let whole = Team.monolithic team

    MonolithicTeam(
        A = whole.A,
        B = whole.B,
        Q = whole.Q,
        R = whole.R,
        W = whole.W,
        Agents =
            [|
                for l in Team.agents team -> AgentDimensions(Matrix.rows team.Populations[l].A, Matrix.columns team.Populations[l].B)
            |]
    )

/// The classes, and the team of their first members' blocks.
let private findPartition (given: MonolithicTeam) =
    let dimensions = [| for agent in given.Agents -> agent.States, agent.Inputs |]

    let whole: Lqr.Problem =
        {
            A = given.A
            B = given.B
            Q = given.Q
            R = given.R
            S = Matrix.zeros (Matrix.rows given.B) (Matrix.columns given.B)
            W = given.W |> orElse (fun () -> Matrix.identity (Matrix.rows given.A))
        }

    let classes = Team.classes 1e-9 whole dimensions
    let stateStart = dimensions |> Array.map fst |> Array.scan (+) 0
    let inputStart = dimensions |> Array.map snd |> Array.scan (+) 0
    let states i = stateStart[i], fst dimensions[i]
    let inputs i = inputStart[i], snd dimensions[i]

    let part rowsOf columnsOf (a: float[,]) i j =
        let (row, height), (column, width) = rowsOf i, columnsOf j
        Matrix.block row column height width a

    let kinds =
        {|
            A = part states states whole.A
            B = part states inputs whole.B
            Q = part states states whole.Q
            R = part inputs inputs whole.R
            W = part states states whole.W
        |}

    let population l (members: int[]) =
        let first = members[0]

        Population(
            Name = $"class {l + 1}",
            Size = members.Length,
            A = kinds.A first first,
            B = kinds.B first first,
            Q = kinds.Q first first,
            R = kinds.R first first,
            W = kinds.W first first
        )

    // Two different agents of the classes; null for the pair that a class of one does not have.
    let table (block: int -> int -> float[,]) : (float[,] | null)[,] =
        Array2D.init classes.Length classes.Length (fun l k ->
            match classes[l], classes[k] with
            | _ when l <> k -> block classes[l].[0] classes[k].[0]
            | [| _ |], _ -> null
            | members, _ -> block members[0] members[1])

    let coupling =
        TeamCoupling(A = table kinds.A, B = table kinds.B, Q = table kinds.Q, R = table kinds.R, W = table kinds.W)

    let problem =
        TeamProblem(Populations = Array.mapi population classes, Coupling = coupling)

    TeamPartition(problem, [| for members in classes -> members |], 0.0)

let team: TeamSubject =
    {
        Decompose = decompose
        Solve = solve
        Act = fun problem -> act (solve problem) (teamOf problem)
        WriteOut = writeOut
        FindPartition = findPartition
        SolveWhole = ReferenceSubject.lqr.Solve
    }
