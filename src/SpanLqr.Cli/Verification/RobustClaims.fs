/// What the result of a `robust` problem claims.
module SpanLqr.Cli.Verification.RobustClaims

open SpanLqr.Cli
open SpanLqr.Cli.Dense
open SpanLqr.Cli.Results
open SpanLqr.Cli.Verification.RobustFormulas
open SpanLqr.Robust

/// How far on either side of the least viable γ its viability is tried: what bisections of different programs agree to.
let private leastGammaStep = 1e-6

/// The gains and costs to go of one part, as the file has them.
type private Stated =
    {
        Name: string
        Part: Part
        K1: Matrix[]
        K2: Matrix[]
        M: Matrix[]
    }

let private nextOf stated t =
    if stated.M.Length = 1 then stated.M[0] else stated.M[t + 1]

/// The worst of all steps of what may be wrong with a step.
let private worst stated error =
    Seq.init stated.K1.Length error |> Seq.reduce max

/// The gains are those of M, and M follows from the next.
let private ofSaddle tolerance gamma stated =
    let wrong pick t =
        let m, k1, k2 = answer gamma (stepAt t stated.Part) (nextOf stated t)
        pick t (m, k1, k2)

    [
        Claim.equation
            tolerance
            $"{stated.Name}: every M follows from the next"
            (worst stated (wrong (fun t (m, _, _) -> relativeError stated.M[t] m)))
        Claim.equation
            tolerance
            $"{stated.Name}: every gain of the input is that of M"
            (worst stated (wrong (fun t (_, k1, _) -> relativeError stated.K1[t] k1)))
        Claim.equation
            tolerance
            $"{stated.Name}: every gain of the adversary is that of M"
            (worst stated (wrong (fun t (_, _, k2) -> relativeError stated.K2[t] k2)))
    ]

/// M is what the gains pay, whatever they are.
let private ofPayoff tolerance gamma stated =
    worst stated (fun t ->
        costToGo gamma (stepAt t stated.Part) stated.K1[t] stated.K2[t] (nextOf stated t)
        |> relativeError stated.M[t])
    |> Claim.equation tolerance $"{stated.Name}: every M is the cost to go of the gains"

let private ofPart standard tolerance gamma stated =
    [
        if stated.M.Length > 1 then
            Claim.equation tolerance $"{stated.Name}: M_T is the final weight" (relativeError (Array.last stated.M) stated.Part.Final)
        else
            let step = stated.Part.Steps[0]
            yield! SpectralClaims.ofRadius tolerance $"{stated.Name}: " (closedLoop step stated.K1[0] stated.K2[0]) None

            Claim.equation
                tolerance
                $"{stated.Name}: M is positive semidefinite"
                (max 0.0 (-(leastEigenvalue stated.M[0]) / (1.0 + stated.M[0].FrobeniusNorm())))
        match standard with
        | PolicyClaims.Optimal -> yield! ofSaddle tolerance gamma stated
        | PolicyClaims.Evaluated -> ofPayoff tolerance gamma stated
    ]

let private margins gamma parts count =
    Array.init count (fun t ->
        parts
        |> List.map (fun stated -> margin gamma (stepAt t stated.Part) (nextOf stated t))
        |> List.min)

let private ofMargins standard tolerance (gamma: float) (found: float[]) (stated: float[] option) =
    let scale = gamma * gamma

    [
        // What was learned may be far from a saddle point; how far is what its margins tell.
        if standard = PolicyClaims.Optimal then
            Claim.equation tolerance "γ²I − D'MD is positive definite at every step" (max 0.0 (-(Array.min found) / scale))
        match stated with
        | Some stated ->
            let gap = Array.map2 (fun a b -> abs (a - b)) stated found |> Array.max
            Claim.equation tolerance "margins are the least eigenvalues of γ²I − D'MD" (gap / scale)
        | None -> ()
    ]

/// The value for infinitely many agents or for so many, of given costs to go.
let private valueOf (problem: RobustProblem) agents (deviation: Part) (mean: Part) (m: Matrix[]) (mbar: Matrix[]) =
    let share = agents |> Option.map (fun n -> 1.0 / float n) |> Option.defaultValue 0.0

    let zeroStart = zero problem.StateDim problem.StateDim
    // A stationary game has no start, and its one cost to go meets the noise of every step.
    let start (part: Part) =
        if problem.Horizon.HasValue then part.Start else zeroStart

    let all (costs: Matrix[]) =
        if problem.Horizon.HasValue then
            costs
        else
            [| zeroStart; costs[0] |]

    value ((1.0 - share) * start deviation) ((1.0 - share) * deviation.Noise) (all m)
    + value (start mean + share * start deviation) (mean.Noise + share * deviation.Noise) (all mbar)

let private energy (problem: RobustProblem) (deviation: Part) (mean: Part) =
    float (problem.Horizon.GetValueOrDefault 1)
    * (deviation.Noise.Trace() + mean.Noise.Trace())

/// Whether a level is viable, from the beginning.
let private isViable (problem: RobustProblem) agents (deviation: Part) (mean: Part) gamma =
    let solve part =
        if problem.Horizon.HasValue then
            solve gamma part problem.Horizon.Value
        else
            solveStationary gamma part |> Option.map Array.singleton

    match solve deviation, solve mean with
    | Some m, Some mbar ->
        valueOf problem agents deviation mean m mbar
        - gamma * gamma * energy problem deviation mean
        <= 0.0
    | _ -> false

let private ofLeast name problem agents deviation mean stated =
    match stated with
    | None -> []
    | Some least ->
        let viable factor =
            isViable problem agents deviation mean (least * factor)

        let holds name condition =
            Claim.equation 0.0 name (if condition then 0.0 else 1.0)

        [
            holds $"{name} is viable" (viable (1.0 + leastGammaStep))
            holds $"no γ below {name} is viable" (not (viable (1.0 - leastGammaStep)))
        ]

let private ofVerdict name stated (margin: float) scale =
    match stated with
    // On the edge rounding decides, and either answer is right.
    | Some viable when viable <> (margin <= 0.0) && abs margin > 1e-9 * scale -> [ Claim.equation 0.0 name 1.0 ]
    | Some _ -> [ Claim.equation 0.0 name 0.0 ]
    | None -> []

let private ofNumber tolerance name stated recomputed scale =
    stated
    |> Option.map (fun stated -> Claim.sum tolerance name stated recomputed scale)
    |> Option.toList

let private ofFinite tolerance (problem: RobustProblem) deviation mean (value: float) (spent: float) parts (result: FiniteResult) =
    let agents = Some result.Agents

    let recomputed =
        match parts with
        | [ y; z ] -> valueOf problem agents deviation mean y.M z.M
        | _ -> nan

    let scale = abs recomputed + spent

    let paper () =
        let norms =
            parts
            |> List.sumBy (fun stated -> noiseToPayoff stated.Part stated.K1 stated.K2 stated.M)

        value - spent
        + norms * deviation.Noise.FrobeniusNorm() * float problem.Horizon.Value
          / float result.Agents

    [
        yield! ofNumber tolerance "finite: value" result.Value recomputed scale
        yield! ofNumber tolerance "finite: viability margin" result.ViabilityMargin (recomputed - spent) scale
        yield! ofVerdict "finite: viable" result.Viable (recomputed - spent) scale
        yield! ofLeast "finite: minGamma" problem agents deviation mean result.MinGamma
        if problem.Horizon.HasValue then
            match result.PaperMargin with
            | Some margin ->
                let recomputed = paper ()
                Claim.sum tolerance "finite: the paper's margin" margin recomputed (abs recomputed + spent)
            | None -> ()
    ]

/// The gains of both sides at every step, and the costs to go, of the saddle point; nothing where there is none.
let private saddle gamma steps part =
    solve gamma part steps
    |> Option.map (fun costs ->
        let gains =
            [
                for t in 0 .. steps - 1 do
                    let _, k1, k2 = answer gamma (stepAt t part) costs[t + 1]
                    k1
                    k2
            ]

        gains, costs)

/// A learned policy, which has a horizon, beside the saddle point.
let private distance (problem: RobustProblem) gamma y z value =
    let gains stated =
        [
            for t in 0 .. stated.K1.Length - 1 do
                stated.K1[t]
                stated.K2[t]
        ]

    let steps = y.K1.Length

    match saddle gamma steps y.Part, saddle gamma steps z.Part with
    | Some(bestY, costsY), Some(bestZ, costsZ) ->
        {
            Cost = value
            BestCost = valueOf problem None y.Part z.Part costsY costsZ
            GainError = PolicyClaims.distance (gains y @ gains z) (bestY @ bestZ)
            BestGainNorm = PolicyClaims.norm (bestY @ bestZ)
            IsLeast = false
        }
    | _ -> Distance.unknown value

/// The claims at the level that the file states: of a saddle point, or of gains that were learned.
let ofRobust tolerance learned (problem: RobustProblem) level (result: RobustResult) =
    let deviation, mean = parts problem
    let gamma = result.Gamma

    let y =
        {
            Name = "deviations"
            Part = deviation
            K1 = Array.map ofArray result.K1
            K2 = Array.map ofArray result.K2
            M = Array.map ofArray result.M
        }

    let z =
        {
            Name = "mean field"
            Part = mean
            K1 = Array.map ofArray result.L1
            K2 = Array.map ofArray result.L2
            M = Array.map ofArray result.Mbar
        }

    let standard = PolicyClaims.standardOf learned
    let found = margins gamma [ y; z ] result.K1.Length
    let value = valueOf problem None deviation mean y.M z.M
    let spent = gamma * gamma * energy problem deviation mean
    let scale = abs value + spent

    [
        match level, result.MinGamma with
        | Some level, _ -> Claim.sum 0.0 "γ is the level of the problem" gamma level level
        | None, Some least -> Claim.sum tolerance "γ is the least viable one" gamma least least
        | None, None -> ()
        yield! ofPart standard tolerance gamma y
        yield! ofPart standard tolerance gamma z
        yield! ofMargins standard tolerance gamma found result.Margins
        if result.Solvable = Some false then
            Claim.equation 0.0 "solvable" 1.0
        yield! ofNumber tolerance "value" result.Value value scale
        yield! ofNumber tolerance "viability margin" result.ViabilityMargin (value - spent) scale
        yield! ofVerdict "viable" result.Viable (value - spent) scale
        yield! ofLeast "minGamma" problem None deviation mean result.MinGamma
        match result.Finite with
        | Some finite -> yield! ofFinite tolerance problem deviation mean value spent [ y; z ] finite
        | None -> ()
        yield! LearnedClaims.ofRecord tolerance learned (fun () -> distance problem gamma y z value)
    ]
