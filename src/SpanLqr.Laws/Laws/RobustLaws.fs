/// What every saddle point of a zero-sum mean-field type game obeys.
[<RequireQualifiedAccess>]
module SpanLqr.Laws.RobustLaws

open FsCheck
open SpanLqr.Laws.Dense
open SpanLqr.Laws.RobustParts
open SpanLqr.Robust

/// The expected payoff of linear policies in one part, by carrying the state's covariance forward: x_0 from `start`, then `noise`.
let private payoff gamma part (k1: float[,] seq) (k2: float[,] seq) start noise =
    let step (paid, covariance) (u, v) =
        let weight =
            part.Q +. transpose u *. part.R *. u -. scale (gamma * gamma) (transpose v *. v)

        let loop = part.A -. part.B *. u +. part.D *. v
        paid + trace (weight *. covariance), loop *. covariance *. transpose loop +. noise

    let paid, last = Seq.fold step (0.0, start) (Seq.zip k1 k2)
    paid + trace (part.Final *. last)

let private parts (case: RobustCase) (saddle: RobustSaddle) =
    [
        "deviations", deviations case.Problem, saddle.Deviations
        "mean field", meanField case.Problem, saddle.MeanField
    ]

let private limitPayoff gamma part (policy: RobustPolicyPart) =
    payoff gamma part policy.Gains policy.AdversaryGains part.Start part.Noise

/// The value is the expected payoff of the two policies.
let value (subject: RobustSubject) (case: RobustCase) : Property =
    let saddle = subject.Solve case.Problem case.Gamma

    let paid =
        parts case saddle
        |> List.sumBy (fun (_, part, policy) -> limitPayoff case.Gamma part policy)

    Claim.numbersAgree "value" Claim.Tolerance paid saddle.Value

/// N agents: deviations with (1 − 1/N) of the private covariances, a mean with 1/N of them more, the same policies.
let finiteValue (subject: RobustSubject) (case: RobustCase) : Property =
    let saddle = subject.Solve case.Problem case.Gamma
    let share = 1.0 / float case.Problem.Agents.Value
    let y, z = deviations case.Problem, meanField case.Problem

    let paid part (policy: RobustPolicyPart) start noise =
        payoff case.Gamma part policy.Gains policy.AdversaryGains start noise

    let expected =
        paid y saddle.Deviations (scale (1.0 - share) y.Start) (scale (1.0 - share) y.Noise)
        + paid z saddle.MeanField (z.Start +. scale share y.Start) (z.Noise +. scale share y.Noise)

    Claim.numbersAgree "value of N agents" Claim.Tolerance expected saddle.FiniteValue

/// The difference to infinitely many agents is that of one agent over N.
let agents (subject: RobustSubject) (case: RobustCase) : Property =
    let gap count =
        let problem =
            rebuilt case.Problem.Horizon case.Problem.D case.Problem.Dbar (System.Nullable count) case.Problem

        let saddle = subject.Solve problem case.Gamma
        saddle.FiniteValue - saddle.Value

    let one = gap 1

    Claim.all
        [
            for count in [ 2; 10; 1000 ] -> Claim.numbersAgree $"gap of {count} agents" Claim.Tolerance (one / float count) (gap count)
        ]

/// Whatever the controller does instead, it pays no less; whatever the adversary does instead, it gains no more. For every change of both
/// gains at one step.
let saddlePoint (subject: RobustSubject) (case: RobustCase) : Property =
    let saddle = subject.Solve case.Problem case.Gamma

    let changed t (gains: System.Collections.Generic.IReadOnlyList<float[,]>) size =
        gains
        |> Seq.mapi (fun s k ->
            if s = t then
                Array2D.mapi (fun i j x -> x + size * (1.0 - 0.6 * float (i + j))) k
            else
                k)

    Claim.all
        [
            for name, part, policy in parts case saddle do
                let best = limitPayoff case.Gamma part policy

                for t in 0 .. policy.Gains.Count - 1 do
                    for size in [ 0.1; -0.1 ] do
                        let other = changed t policy.Gains size
                        let pays = payoff case.Gamma part other policy.AdversaryGains part.Start part.Noise
                        Claim.atMost $"{name}: what the best input pays against one changed at {t}" best pays best
                        let other = changed t policy.AdversaryGains size
                        let gains = payoff case.Gamma part policy.Gains other part.Start part.Noise
                        Claim.atMost $"{name}: what a disturbance changed at {t} gains" best best gains
        ]

/// A controller other than the best, against its own worst adversary at some level that bounds it: no adversary that is tried gains more, the
/// worst one gains just what is said, and the best controller would have paid no more.
let worstCase (subject: RobustSubject) (case: RobustCase) : Property =
    let saddle = subject.Solve case.Problem case.Gamma
    let gains = saddle.Deviations.Gains |> Seq.map (scale 0.8) |> Array.ofSeq
    let meanGains = saddle.MeanField.Gains |> Seq.map (scale 1.1) |> Array.ofSeq
    let levels = Seq.init 20 (fun k -> case.Gamma * 1.5 ** float k)

    let bounded level =
        subject.WorstCase case.Problem level gains meanGains
        |> Option.map (fun worst -> level, worst)

    match Seq.tryPick bounded levels with
    | None -> Claim.holds "some level bounds the worst case" false
    | Some(gamma, worst) ->
        let y, z = deviations case.Problem, meanField case.Problem

        let against adversary meanAdversary =
            payoff gamma y gains adversary y.Start y.Noise
            + payoff gamma z meanGains meanAdversary z.Start z.Noise

        let attained = against worst.Adversary worst.MeanAdversary

        let tried =
            [
                for size in [ -1.0; 0.0; 0.5; 1.2; 3.0 ] do
                    let own = saddle.Deviations.AdversaryGains |> Seq.map (scale size)
                    let mean = saddle.MeanField.AdversaryGains |> Seq.map (scale size)
                    size, against own mean
            ]

        Claim.all
            [
                Claim.numbersAgree "what the worst adversary gains" Claim.Tolerance attained worst.Value
                for size, gained in tried do
                    Claim.atMost $"what {size} times the saddle point's adversary gains" worst.Value worst.Value gained
                Claim.atMost "the value of the game" worst.Value worst.Value (subject.Solve case.Problem gamma).Value
            ]

/// The best controller's worst case is the saddle point.
let saddleIsWorst (subject: RobustSubject) (case: RobustCase) : Property =
    let saddle = subject.Solve case.Problem case.Gamma

    let worst =
        subject.WorstCase case.Problem case.Gamma (Array.ofSeq saddle.Deviations.Gains) (Array.ofSeq saddle.MeanField.Gains)

    match worst with
    | None -> Claim.holds "the saddle point's worst case is bounded" false
    | Some worst -> Claim.numbersAgree "worst case of the saddle point" Claim.Tolerance saddle.Value worst.Value

/// One agent has no deviations: the mean field pays everything.
let oneAgent (subject: RobustSubject) (case: RobustCase) : Property =
    let problem =
        rebuilt case.Problem.Horizon case.Problem.D case.Problem.Dbar (System.Nullable 1) case.Problem

    let saddle = subject.Solve problem case.Gamma
    let y, z = deviations problem, meanField problem

    let paid =
        payoff case.Gamma z saddle.MeanField.Gains saddle.MeanField.AdversaryGains (z.Start +. y.Start) (z.Noise +. y.Noise)

    Claim.numbersAgree "value of one agent" Claim.Tolerance paid saddle.FiniteValue

/// A higher level leaves larger margins and a lower value.
let levels (subject: RobustSubject) (case: RobustCase) : Property =
    let low, high =
        subject.Solve case.Problem case.Gamma, subject.Solve case.Problem (1.2 * case.Gamma)

    Claim.all (
        Claim.atMost "value at the higher level" low.Value low.Value high.Value
        :: [
            for t in 0 .. low.Margins.Length - 1 ->
                Claim.atMost $"margin {t} at the lower level" high.Margins[t] high.Margins[t] low.Margins[t]
        ]
    )

/// Each stage: M_t from M_{t+1}, the gains of both, and the margin.
let stages (subject: RobustSubject) (case: RobustCase) : Property =
    let saddle = subject.Solve case.Problem case.Gamma
    let steps = case.Problem.Horizon.Value

    Claim.all
        [
            for name, part, policy in parts case saddle do
                Claim.matricesAgree $"{name}: final cost" Claim.Tolerance part.Final policy.CostsToGo[steps]

                for t in 0 .. steps - 1 do
                    let expected = stage case.Gamma part policy.CostsToGo[t + 1]
                    Claim.matricesAgree $"{name}: M of {t}" Claim.Tolerance expected policy.CostsToGo[t]

            for t in 0 .. steps - 1 do
                let margins =
                    [
                        for _, part, policy in parts case saddle -> margin case.Gamma part policy.CostsToGo[t + 1]
                    ]

                Claim.numbersAgree $"margin of {t}" Claim.Tolerance (List.min margins) saddle.Margins[t]
        ]

/// As the level grows the adversary gives up, and what is left are two regulators.
let regulator (subject: RobustSubject) (case: RobustCase) : Property =
    let saddle = subject.Solve case.Problem 1e6

    Claim.all
        [
            for name, part, policy in parts case saddle do
                for t in 0 .. policy.Gains.Count - 1 do
                    let next = policy.CostsToGo[t + 1]
                    let bp = transpose part.B *. next
                    let gain = solve (part.R +. bp *. part.B) (bp *. part.A)
                    Claim.matricesAgree $"{name}: gain of {t}" Claim.Tolerance gain policy.Gains[t]
                    Claim.numbersAgree $"{name}: adversary's gain of {t}" Claim.Tolerance 0.0 (norm policy.AdversaryGains[t])
        ]

/// An adversary in the inputs' own place, D = ηB: the regulator with (R⁻¹ − (η/γ)²I)⁻¹ in place of R.
let matched (subject: RobustSubject) (case: RobustCase) : Property =
    let eta = 0.3

    let problem =
        rebuilt
            case.Problem.Horizon
            [| scale eta case.Problem.B[0] |]
            [| scale eta ((meanField case.Problem).B -. case.Problem.B[0]) |]
            case.Problem.Agents
            case.Problem

    // High enough for this adversary, and for R of any size.
    let gamma = 50.0
    let saddle = subject.Solve problem gamma

    Claim.all
        [
            for name, part, policy in parts { case with Problem = problem } saddle do
                let ease = scale ((eta / gamma) ** 2.0) (identity (rows part.R))
                let weight = inverse (inverse part.R -. ease)

                for t in 0 .. policy.Gains.Count - 1 do
                    let next = policy.CostsToGo[t + 1]
                    let bp = transpose part.B *. next
                    let gain = solve (weight +. bp *. part.B) (bp *. part.A)
                    let expected = part.Q +. transpose part.A *. next *. (part.A -. part.B *. gain)
                    Claim.matricesAgree $"{name}: M of {t}" Claim.Tolerance expected policy.CostsToGo[t]
        ]

/// The least viable level is viable, and one a millionth lower is not.
let leastLevel (subject: RobustSubject) (case: RobustCase) : Property =
    let least = subject.LeastViable case.Problem

    Claim.all
        [
            Claim.holds $"{least:R} is viable" (subject.IsViable case.Problem least)
            Claim.holds $"a little less than {least:R} is not" (not (subject.IsViable case.Problem (least * (1.0 - 1e-6))))
        ]
