module SpanLqr.Laws.Tests.TeamLawTests

open SpanLqr.Laws
open SpanLqr.Laws.Tests
open SpanLqr.Reference
open SpanLqr.Teams
open Xunit

let private textbook = TeamReferenceSubject.team

/// The textbook with its decomposition spoilt.
let private decomposing change =
    { textbook with
        Decompose = fun problem -> change problem (textbook.Decompose problem)
    }

/// The textbook with its solution spoilt.
let private solving change =
    { textbook with
        Solve = fun problem -> change problem (textbook.Solve problem)
    }

let private withDeviations change (team: DecomposedTeam) =
    DecomposedTeam(team.Deviations |> Seq.mapi change |> Array.ofSeq, team.MeanField, team.Sizes)

let private withMeanField change (team: DecomposedTeam) =
    DecomposedTeam(team.Deviations, change team.MeanField, team.Sizes)

[<Fact>]
let ``the dynamics fall apart into deviations and means`` () = Check.team TeamLaws.dynamics

[<Fact>]
let ``the dynamics law notices deviations that keep the coupling within a population`` () =
    let own (problem: TeamProblem) l (s: AuxiliarySystem) =
        AuxiliarySystem(s.Name, problem.Populations[l].A, s.B, s.Q, s.R, s.Noise)

    Check.teamNotices TeamLaws.dynamics (decomposing (own >> withDeviations))

[<Fact>]
let ``the dynamics law notices a mean field without coupling`` () =
    let uncoupled (team: DecomposedTeam) =
        let a = Matrix.blockDiagonal [| for s in team.Deviations -> s.A |]

        withMeanField (fun s -> AuxiliarySystem(s.Name, a, s.B, s.Q, s.R, s.Noise)) team

    Check.teamNotices TeamLaws.dynamics (decomposing (fun _ -> uncoupled))

[<Fact>]
let ``the stage cost falls apart into deviations and means`` () = Check.team TeamLaws.stageCost

[<Fact>]
let ``the stage-cost law notices a mean field that counts one agent a population`` () =
    let countOne (team: DecomposedTeam) =
        let shares =
            Matrix.blockDiagonal
                [|
                    for l in 0 .. team.Sizes.Count - 1 ->
                        Matrix.scale (1.0 / float team.Sizes[l]) (Matrix.identity (Matrix.rows team.Deviations[l].Q))
                |]

        withMeanField (fun s -> AuxiliarySystem(s.Name, s.A, s.B, Matrix.multiply s.Q shares, s.R, s.Noise)) team

    Check.teamNotices TeamLaws.stageCost (decomposing (fun _ -> countOne))

[<Fact>]
let ``the noise falls apart into independent deviations and means`` () = Check.team TeamLaws.noise

[<Fact>]
let ``the noise law notices a forgotten 1 − 1/N`` () =
    let forgetful (problem: TeamProblem) l (s: AuxiliarySystem) =
        let n = float problem.Populations[l].Size

        let whole =
            if n > 1.0 then
                Matrix.scale (n / (n - 1.0)) s.Noise
            else
                s.Noise

        AuxiliarySystem(s.Name, s.A, s.B, s.Q, s.R, whole)

    Check.teamNotices TeamLaws.noise (decomposing (forgetful >> withDeviations))

[<Fact>]
let ``the team's cost is the sum of its systems' and that of the whole`` () = Check.team TeamLaws.objective

[<Fact>]
let ``the objective law notices N where N − 1 belongs`` () =
    let extra (problem: TeamProblem) (optimum: TeamOptimum) =
        let counted =
            optimum.CostsToGo
            |> Array.mapi (fun l p ->
                let size = float problem.Populations[l].Size

                if size = 1.0 then
                    0.0
                else
                    let covariance = (textbook.Decompose problem).Deviations[l].Noise
                    Matrix.trace (Matrix.multiply p covariance) * size / (size - 1.0))

        { optimum with
            Cost = optimum.Cost + Array.sum counted
        }

    Check.teamNotices TeamLaws.objective (solving extra)

[<Fact>]
let ``the small gains assemble to the gain of the whole`` () = Check.team TeamLaws.gain

[<Fact>]
let ``the gain law notices a mean field steered by the deviations' gains`` () =
    Check.teamNotices
        TeamLaws.gain
        (solving (fun _ optimum ->
            { optimum with
                MeanFieldGain = Matrix.blockDiagonal optimum.Gains
            }))

[<Fact>]
let ``each agent on its own does what the whole would have it do`` () = Check.team TeamLaws.action

[<Fact>]
let ``the action law notices an agent that forgets to subtract the mean`` () =
    // −K_l x − (K̄x̄)_l: what the true policy would do at a state that is further off by the mean.
    let forgetful (problem: TeamProblem) l (state: float[]) (meanField: float[]) =
        let start = problem.Populations |> Seq.take l |> Seq.sumBy _.StateDim
        textbook.Act problem l (Array.mapi (fun i x -> x + meanField[start + i]) state) meanField

    Check.teamNotices TeamLaws.action { textbook with Act = forgetful }
