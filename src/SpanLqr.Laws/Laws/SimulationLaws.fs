/// What a simulated team must cost: what all its agents cost as one system (math.md 6). The recursion of the whole system's second moments is
/// written out here; only the subject knows of populations.
[<RequireQualifiedAccess>]
module SpanLqr.Laws.SimulationLaws

open FsCheck
open SpanLqr.Laws.Dense
open SpanLqr.Laws.TeamBlocks

/// Beyond so many standard errors a mean of hundreds of rollouts lies by chance once in 10⁷ cases and more.
[<Literal>]
let private MostErrors = 6.0

/// Long enough that noise has gone through the dynamics, the deviations and the means.
[<Literal>]
let private Steps = 6

/// The case under gains that differ in the mean field and off it, so that neither can stand for the other.
let private runOf (case: TeamCase) =
    {
        Problem = case.Problem
        Gains = case.Stabilisers
        MeanFieldGain = scale 0.8 (stackedGain (TeamCases.draftOf case))
        Steps = Steps
    }

/// E[1/T Σ_t x_t'(Q + K'RK)x_t] from Σ_0 = 0 and Σ⁺ = (A − BK)Σ(A − BK)' + W, for all agents.
let private expectation case =
    let draft = TeamCases.draftOf case
    let run = runOf case
    let k = TeamLaws.assembled draft run.Gains run.MeanFieldGain
    let matrix kind = whole kind draft
    let loop = matrix A -. matrix B *. k
    let cost = matrix Q +. transpose k *. matrix R *. k
    let w = matrix W

    let moments =
        Seq.unfold (fun sigma -> Some(sigma, loop *. sigma *. transpose loop +. w)) (zeros (rows w) (rows w))

    moments |> Seq.take Steps |> Seq.averageBy (fun sigma -> trace (cost *. sigma))

/// The predicted cost is the expected cost of all agents as one system.
let predicted (subject: SimulationSubject) (case: TeamCase) =
    subject.Predict(runOf case)
    |> Claim.numbersAgree "predicted cost" Claim.Tolerance (expectation case)

/// The measured cost is the expected cost of all agents as one system, within six of its own standard errors.
let measured (subject: SimulationSubject) (case: TeamCase) =
    let expected = expectation case
    let cost = subject.Simulate (runOf case) 1UL

    Claim.all
        [
            Claim.holds $"a standard error of {cost.StandardError:R}" (cost.StandardError >= 0.0)
            Claim.holds
                $"measured cost {cost.Mean:R} ± {cost.StandardError:R} should be {expected:R}"
                (abs (cost.Mean - expected)
                 <= MostErrors * cost.StandardError + Claim.Tolerance * (1.0 + abs expected))
        ]
