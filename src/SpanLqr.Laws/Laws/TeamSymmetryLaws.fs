/// That agents of one population can be told apart by nobody, and populations by their names only (the team paper's Definition 1).
[<RequireQualifiedAccess>]
module SpanLqr.Laws.TeamSymmetryLaws

open FsCheck.FSharp
open SpanLqr.Laws.Dense
open SpanLqr.Laws.TeamBlocks
open SpanLqr.Teams

/// Exchanging agents of one population exchanges their inputs and changes nothing else: Π_u K Π_x' = K and Π_x P Π_x' = P for the
/// optimum of the whole, which knows nothing of populations.
let exchangeability (subject: TeamSubject) (case: TeamCase) =
    let draft = TeamCases.draftOf case
    let optimum = subject.SolveWhole(wholeProblem draft)

    let lengths axis =
        agents draft |> Array.map (dimension axis draft)

    Prop.forAll (AgentOrders.withinPopulations draft) (fun { Value = order } ->
        let onStates = reorderColumns (lengths States) order

        Claim.all
            [
                optimum.Gain
                |> onStates
                |> reorderRows (lengths Inputs) order
                |> Claim.matricesAgree "gain after the exchange" Claim.Tolerance optimum.Gain
                optimum.CostToGo
                |> onStates
                |> reorderRows (lengths States) order
                |> Claim.matricesAgree "cost-to-go after the exchange" Claim.Tolerance optimum.CostToGo
            ])

/// The populations in another order: every K_l and the cost stay, K̄ is reordered.
let orderOfPopulations (subject: TeamSubject) (case: TeamCase) =
    let draft = TeamCases.draftOf case

    Prop.forAll (AgentOrders.any draft.Sizes.Length) (fun { Value = order } ->
        let before = subject.Solve case.Problem
        let after = subject.Solve(toProblem (reordered order draft))

        let lengths axis =
            draft.Populations |> Array.map (dimension axis draft)

        Claim.all
            [
                after.Cost |> Claim.numbersAgree "cost" Claim.Tolerance before.Cost
                after.MeanFieldGain
                |> Claim.matricesAgree
                    "mean-field gain"
                    Claim.Tolerance
                    (before.MeanFieldGain
                     |> reorderRows (lengths Inputs) order
                     |> reorderColumns (lengths States) order)
                for position, l in Array.indexed order do
                    after.Gains[position]
                    |> Claim.matricesAgree $"gain of p{l + 1}" Claim.Tolerance before.Gains[l]
            ])

/// The whole system as written out by the subject has own blocks on the diagonal and coupling blocks off it.
let writtenOut (subject: TeamSubject) (case: TeamCase) =
    let draft = TeamCases.draftOf case
    let written = subject.WriteOut case.Problem

    let noise =
        match written.W with
        | null -> identity (rows written.A)
        | w -> w

    Claim.all
        [
            for name, matrix, kind in
                [
                    "A", written.A, A
                    "B", written.B, B
                    "Q", written.Q, Q
                    "R", written.R, R
                    "W", noise, W
                ] do
                matrix |> Claim.matricesAgree name Claim.Tolerance (whole kind draft)
        ]

/// From a team given whole with its agents in any order the populations are found again: agents of one population end in one class
/// (two populations may, if nothing tells them apart), and the team that was found, written out in the order of the classes, is the
/// one that was given.
let partitionFound (subject: TeamSubject) (case: TeamCase) =
    let draft = TeamCases.draftOf case
    let population = agents draft

    let lengths axis =
        population |> Array.map (dimension axis draft)

    Prop.forAll (AgentOrders.any population.Length) (fun { Value = order } ->
        let reorder kind =
            whole kind draft
            |> reorderRows (lengths (rowAxis kind)) order
            |> reorderColumns (lengths (columnAxis kind)) order

        let given =
            MonolithicTeam(
                A = reorder A,
                B = reorder B,
                Q = reorder Q,
                R = reorder R,
                W = reorder W,
                Agents =
                    [|
                        for i in order -> AgentDimensions((lengths States)[i], (lengths Inputs)[i])
                    |]
            )

        let found = subject.FindPartition given
        let classes = found.Classes |> Seq.map Array.ofSeq |> Array.ofSeq

        let classOf agent =
            classes |> Array.tryFindIndex (Array.contains agent)

        let together =
            order
            |> Array.mapi (fun position original -> population[original], classOf position)
            |> Array.distinct
            |> Array.countBy fst
            |> Array.forall (fun (_, count) -> count = 1)

        let members = Array.concat classes

        Claim.all
            [
                Claim.holds "every agent is in one class" (Array.sort members = [| 0 .. population.Length - 1 |])
                Claim.holds $"each population is within one class: %A{classes} of agents %A{order}" together
                // The class of position p holds the original agent order[p].
                let original = members |> Array.map (fun position -> order[position])
                let rebuilt = ofProblem found.Problem [||]

                if (agents rebuilt).Length = original.Length then
                    for kind in kinds do
                        whole kind rebuilt
                        |> Claim.matricesAgree
                            $"{kind} of the team found"
                            Claim.Tolerance
                            (whole kind draft
                             |> reorderRows (lengths (rowAxis kind)) original
                             |> reorderColumns (lengths (columnAxis kind)) original)
                else
                    Claim.holds "the team found has as many agents" false
            ])
