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
    let costsToGo = team.Populations |> Array.mapi (fun l _ -> Lqr.dare (Team.deviationSystem team l))
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

    let states, inputs = before (fun p -> Matrix.rows p.A), before (fun p -> Matrix.columns p.B)
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
                for l in Team.agents team ->
                    AgentDimensions(Matrix.rows team.Populations[l].A, Matrix.columns team.Populations[l].B)
            |]
    )

let team: TeamSubject =
    {
        Decompose = decompose
        Solve = solve
        Act = fun problem -> act (solve problem) (teamOf problem)
        WriteOut = writeOut
        FindPartition = SpanLqrSubject.team.FindPartition
        SolveWhole = ReferenceSubject.lqr.Solve
    }
