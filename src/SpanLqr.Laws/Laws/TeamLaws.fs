/// How a team of partially exchangeable agents falls apart into L + 1 small systems, and comes together again (math.md 2; the team
/// paper's Propositions 1 and 2). The sums over agents are written out here; only the subject decomposes.
[<RequireQualifiedAccess>]
module SpanLqr.Laws.TeamLaws

open FsCheck
open FsCheck.FSharp
open SpanLqr.Laws.Dense
open SpanLqr.Laws.TeamBlocks

/// Cuts a vector of the whole team into the agents' parts.
let private perAgent axis draft (vector: float[]) =
    let lengths = agents draft |> Array.map (dimension axis draft)
    let starts = Array.scan (+) 0 lengths

    lengths
    |> Array.mapi (fun i length -> vector[starts[i] .. starts[i] + length - 1])

let private plus = Array.map2 (fun (x: float) y -> x + y)
let private minus = Array.map2 (fun (x: float) y -> x - y)

/// The mean over the agents of each population.
let private means draft (parts: float[][]) =
    let population = agents draft

    draft.Populations
    |> Array.map (fun l ->
        let own =
            Array.zip population parts
            |> Array.filter (fun (k, _) -> k = l)
            |> Array.map snd

        own |> Array.reduce plus |> Array.map (fun x -> x / float own.Length))

/// Each agent's distance from its population's mean.
let private deviations draft parts =
    let mean = means draft parts
    Array.map2 (fun l part -> minus part mean[l]) (agents draft) parts

let private vectorsAgree what (expected: float[]) (actual: float[]) =
    let column (x: float[]) =
        Array2D.init x.Length 1 (fun i _ -> x[i])

    Claim.matricesAgree what Claim.Tolerance (column expected) (column actual)

/// A state, an input and a noise of the whole team.
let private situation draft =
    gen {
        let total axis =
            agents draft |> Array.sumBy (dimension axis draft)

        let! x = Entries.vector (total States)
        let! u = Entries.vector (total Inputs)
        let! w = Entries.vector (total States)
        return x, u, w
    }
    |> Arb.fromGen

/// One step of the whole team, taken apart, is one step of each auxiliary system:
/// x̃^i⁺ = A_l x̃^i + B_l ũ^i + w̃^i and x̄⁺ = Ā x̄ + B̄ ū + w̄.
let dynamics (subject: TeamSubject) (case: TeamCase) =
    let draft = TeamCases.draftOf case
    let systems = subject.Decompose case.Problem

    Prop.forAll (situation draft) (fun (x, u, w) ->
        let next =
            plus (plus (apply (whole A draft) x) (apply (whole B draft) u)) w
            |> perAgent States draft

        let states, inputs, noises =
            perAgent States draft x, perAgent Inputs draft u, perAgent States draft w

        let onMean =
            let stacked parts = Array.concat (means draft parts)
            let system = systems.MeanField

            plus (plus (apply system.A (stacked states)) (apply system.B (stacked inputs))) (stacked noises)
            |> vectorsAgree "the mean field's step" (Array.concat (means draft next))

        let onDeviation i l =
            let part parts = (deviations draft parts: float[][])[i]
            let system = systems.Deviations[l]

            plus (plus (apply system.A (part states)) (apply system.B (part inputs))) (part noises)
            |> vectorsAgree $"the step of agent {i}'s deviation" (part next)

        Claim.all (onMean :: List.ofArray (Array.mapi onDeviation (agents draft))))

/// x'Qx + u'Ru = x̄'Q̄x̄ + ū'R̄ū + Σ_l Σ_{i∈l} (x̃^i'Q_l x̃^i + ũ^i'R_l ũ^i).
let stageCost (subject: TeamSubject) (case: TeamCase) =
    let draft = TeamCases.draftOf case
    let systems = subject.Decompose case.Problem

    Prop.forAll (situation draft) (fun (x, u, _) ->
        let states, inputs = perAgent States draft x, perAgent Inputs draft u

        let onMean =
            quadraticForm systems.MeanField.Q (Array.concat (means draft states))
            + quadraticForm systems.MeanField.R (Array.concat (means draft inputs))

        let onDeviations =
            Array.map3
                (fun l state input ->
                    quadraticForm systems.Deviations[l].Q state
                    + quadraticForm systems.Deviations[l].R input)
                (agents draft)
                (deviations draft states)
                (deviations draft inputs)

        onMean + Array.sum onDeviations
        |> Claim.numbersAgree "stage cost" Claim.Tolerance (quadraticForm (whole Q draft) x + quadraticForm (whole R draft) u))

/// The linear map of the whole state that `part` computes, as a matrix: its columns are the images of the unit vectors.
let private asMatrix draft (part: float[][] -> float[]) =
    let total = agents draft |> Array.sumBy (dimension States draft)

    let columns =
        Array.init total (fun j -> part (perAgent States draft (Array.init total (fun i -> if i = j then 1.0 else 0.0))))

    Array2D.init columns[0].Length total (fun i j -> columns[j][i])

/// Cov(w̃^i) = (1 − 1/N_l)W_l and Cov(w̄) = W̄, here DWD' and MWM' from all agents' covariance W; and w̃^i is independent of w̄.
let noise (subject: TeamSubject) (case: TeamCase) =
    let draft = TeamCases.draftOf case
    let systems = subject.Decompose case.Problem
    let covariance = whole W draft
    let m = asMatrix draft (means draft >> Array.concat)

    let ofAgent i l =
        let d = asMatrix draft (fun parts -> (deviations draft parts)[i])

        Claim.all
            [
                systems.Deviations[l].Noise
                |> Claim.matricesAgree $"Cov of agent {i}'s deviation" Claim.Tolerance (d *. covariance *. transpose d)
                d *. covariance *. transpose m
                |> Claim.matricesAgree $"agent {i}'s deviation is independent of the means" Claim.Tolerance (zeros (rows d) (rows m))
            ]

    Claim.all (
        (systems.MeanField.Noise
         |> Claim.matricesAgree "Cov of the means" Claim.Tolerance (m *. covariance *. transpose m))
        :: List.ofArray (Array.mapi ofAgent (agents draft))
    )

/// The optimal cost tr(P̄W̄) + Σ_l (N_l−1) tr(P_l W_l), and it equals tr(PW) of all agents as one system.
let objective (subject: TeamSubject) (case: TeamCase) =
    let draft = TeamCases.draftOf case
    let optimum = subject.Solve case.Problem

    let ofPopulation l =
        float (draft.Sizes[l] - 1) * trace (optimum.CostsToGo[l] *. deviation W draft l)

    let sum =
        trace (optimum.MeanFieldCostToGo *. meanNoise draft)
        + Array.sumBy ofPopulation draft.Populations

    Claim.all
        [
            optimum.Cost |> Claim.numbersAgree "cost from the systems" Claim.Tolerance sum
            optimum.Cost
            |> Claim.numbersAgree "cost of the whole" Claim.Tolerance (subject.SolveWhole(wholeProblem draft)).Cost
        ]

/// u^i = −K_l(x^i − x̄^l) − (K̄x̄)_l, assembled for all agents, is the optimal gain of all agents as one system.
let gain (subject: TeamSubject) (case: TeamCase) =
    let draft = TeamCases.draftOf case

    let optimum = subject.Solve case.Problem

    assembled draft optimum.Gains optimum.MeanFieldGain
    |> Claim.matricesAgree "assembled gain = gain of the whole" Claim.Tolerance (subject.SolveWhole(wholeProblem draft)).Gain

/// What each agent does on its own, knowing its state and the means, is what the whole system's gain would have it do.
let action (subject: TeamSubject) (case: TeamCase) =
    let draft = TeamCases.draftOf case
    let act = subject.Act case.Problem
    let k = (subject.SolveWhole(wholeProblem draft)).Gain

    Prop.forAll (situation draft) (fun (x, _, _) ->
        let states = perAgent States draft x
        let meanField = Array.concat (means draft states)

        Array.map2 (fun l state -> act l state meanField) (agents draft) states
        |> Array.concat
        |> vectorsAgree "all agents' inputs" (apply (scale -1.0 k) x))
