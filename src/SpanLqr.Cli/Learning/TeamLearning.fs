/// Learning the gains of a team, one regulator for each of its systems.
module SpanLqr.Cli.Learning.TeamLearning

open System
open SpanLqr.Files.Results
open SpanLqr.Cli.Solving
open SpanLqr.Learning
open SpanLqr.Learning.Lqr
open SpanLqr.Learning.Teams
open SpanLqr.Lqr
open SpanLqr.Teams
open SpanLqr.ZeroOrder

/// Seeds of systems: what one of them draws is nothing to the others.
let private systemPurpose = 16UL

let private seedOf seed index =
    NoiseKey.Of(seed, systemPurpose, uint64 index, 0UL)

/// Every agent of a population, or one whose noise has the law of each of them.
let private trajectories settings (system: TeamSystem) () : ITrajectorySource =
    let burnIn = Settings.count "burn-in" settings

    if system.IsMeanField || Settings.text "data" settings = "representative" then
        LqrTrajectories(system.Problem, burnIn = burnIn)
    else
        let problem = system.Problem
        // The simulation takes the mean away itself, and with it the share 1/N of the noise.
        let share = 1.0 - 1.0 / float system.Size

        let noise: float[,] | null =
            match problem.W with
            | null -> null
            | noise -> noise |> Array2D.map (fun entry -> entry / share)

        let own =
            LqrProblem(A = problem.A, B = problem.B, Q = problem.Q, R = problem.R, W = noise)

        LqrTrajectories(own, system.Size, true, burnIn)

let private result whole (team: TeamProblem) gains =
    let value = TeamPolicyValue.Evaluate(team, gains)

    if value.IsOk then
        Some(TeamSolving.resultOf whole team value)
    else
        None

let private asGain (problem: LqrProblem) (entries: float[]) =
    Array2D.init problem.InputDim problem.StateDim (fun i j -> entries[i * problem.StateDim + j])

let create (run: Run) whole (team: TeamProblem) =
    let best = TeamSolving.optimum run.File team
    let systems = TeamSystem.Of team

    let isFree = Regulators.needsNoStart run

    let givenTo index (system: TeamSystem) =
        match run.Start with
        | Some(TeamResult result) ->
            let gain =
                if system.IsMeanField then
                    result.MeanField.K
                else
                    result.Populations[index].Deviation.K

            Some(asGain system.Problem (system.FromGain gain))
        | _ -> None

    let startOf index (system: TeamSystem) =
        match givenTo index system with
        | Some gain -> gain, "given"
        | None when system.IsIdle -> Array2D.zeroCreate system.Problem.InputDim system.Problem.StateDim, "zero"
        | None when isFree -> Array2D.zeroCreate system.Problem.InputDim system.Problem.StateDim, "found by the learner"
        | None -> Start.gain system.Problem

    let starts = systems |> Seq.mapi startOf |> Array.ofSeq

    let seedOfSystem = seedOf run.Seed

    let plain () =
        systems
        |> Seq.mapi (fun index system ->
            if system.IsIdle then
                None
            else
                Some(Regulators.create run (seedOfSystem index) system.Problem (fst starts[index]) (trajectories run.Settings system)))
        |> Array.ofSeq

    let free () =
        systems
        |> Seq.mapi (fun index system ->
            system.ToMember(
                if system.IsIdle then
                    null
                else
                    Regulators.freeLearner run (seedOfSystem index) system.Problem (givenTo index system)
            ))
        |> Array.ofSeq
        |> TeamLearner

    let entriesOf (gain: float[,]) = gain |> Seq.cast<float> |> Array.ofSeq

    let learner, current, verdict =
        if isFree then
            let team = free ()
            team :> ILearner, (fun () -> Array.ofSeq team.Gains), (fun () -> Some team.Verdict)
        else
            let learned = plain ()

            let current () =
                systems
                |> Seq.mapi (fun index system ->
                    match learned[index] with
                    | Some learning -> system.ToGain(ReadOnlySpan(learning.Entries()))
                    | None -> system.ToGain(ReadOnlySpan(entriesOf (fst starts[index]))))
                |> Array.ofSeq

            (learned |> Array.choose (Option.map _.Learner) |> LearnerGroup) :> ILearner, current, (fun () -> None)

    let bestGains =
        [
            for population in best.Populations do
                population.Gain
            best.MeanField.Gain
        ]

    // The gain of a lone agent's deviation moves nothing.
    let counted (gains: float[,] seq) =
        Seq.zip systems gains
        |> Seq.filter (fun (system, _) -> not system.IsIdle)
        |> Seq.map snd
        |> List.ofSeq

    {
        Learner = learner
        Measure =
            fun () ->
                let gains = current ()

                {
                    Cost = TeamPolicyValue.Evaluate(team, gains).Cost
                    GainError = Session.distance (counted gains) (counted bestGains)
                    LawError = None
                }
        Result = fun () -> result whole team (current ())
        BestCost = best.Cost
        IsLeast = true
        BestGainNorm = Session.norm (counted bestGains)
        Schedule = Regulators.schedule run
        Remarks =
            [
                for index in 0 .. systems.Count - 1 do
                    if not systems[index].IsIdle then
                        $"start of {systems[index].Name}", snd starts[index]

                if run.Method.Name = "nac" && not isFree then
                    let learnable =
                        [
                            for index in 0 .. systems.Count - 1 do
                                if not systems[index].IsIdle then
                                    systems[index].Problem, fst starts[index], systems[index].Size
                        ]

                    yield! Critics.theory learnable best.Cost
            ]
        Judgement =
            {
                Verdict = verdict
                Baseline =
                    fun () ->
                        let parts =
                            [
                                for index in 0 .. systems.Count - 1 do
                                    if not systems[index].IsIdle then
                                        Regulators.baseline run (seedOfSystem index) systems[index].Problem
                            ]

                        Some
                            {
                                Steps = parts |> List.sumBy _.Steps
                                EstimatedGap = parts |> List.map _.EstimatedGap |> List.max
                                Arrived = parts |> List.forall _.Arrived
                            }
            }
    }
