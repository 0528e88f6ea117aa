/// What the result of a `robust` problem claims.
module SpanLqr.Cli.Verification.RobustClaims

open SpanLqr.Reference
open SpanLqr.Reference.Dense
open SpanLqr.Files.Results
open SpanLqr.Cli.Verification.RobustParts
open SpanLqr.Reference.RobustGame
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

let private ofPart standard isIndefinite tolerance gamma stated =
    [
        if stated.M.Length > 1 then
            Claim.equation tolerance $"{stated.Name}: M_T is the final weight" (relativeError (Array.last stated.M) stated.Part.Final)
        else
            let step = stated.Part.Steps[0]
            yield! SpectralClaims.ofRadius tolerance $"{stated.Name}: " (Spectrum.given (closedLoop step stated.K1[0] stated.K2[0])) None

            if not isIndefinite then
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
        yield!
            Claim.required "margins" stated (fun stated ->
                let gap = Array.map2 (fun a b -> abs (a - b)) stated found |> Array.max

                [
                    Claim.equation tolerance "margins are the least eigenvalues of γ²I − D'MD" (gap / scale)
                ])
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

/// Zero for every cost to go: the deviations of an agent that is alone.
let private idle (problem: RobustProblem) =
    let steps = problem.Horizon |> Option.ofNullable |> Option.defaultValue 0
    Array.init (steps + 1) (fun _ -> zero problem.StateDim problem.StateDim)

/// Whether a level is viable, from the beginning.
let private isViable (problem: RobustProblem) agents (deviation: Part) (mean: Part) gamma =
    let solve part =
        if problem.Horizon.HasValue then
            solve gamma part problem.Horizon.Value
        else
            solveStationary gamma part |> Option.map Array.singleton

    // One agent has no deviations.
    let own =
        if agents = Some 1 then
            Some(idle problem)
        else
            solve deviation

    match own, solve mean with
    | Some m, Some mbar ->
        valueOf problem agents deviation mean m mbar
        - gamma * gamma * energy problem deviation mean
        <= 0.0
    | _ -> false

let private holds name condition =
    Claim.equation 0.0 name (if condition then 0.0 else 1.0)

let private ofLeast name (problem: RobustProblem) agents deviation mean stated =
    match stated with
    // Of indefinite weights the viable levels are no interval, and the least one is not looked for.
    | None when problem.Indefinite -> []
    // Without noise there is nothing to compare the value with, and no level need be viable.
    | None when energy problem deviation mean = 0.0 -> []
    | None -> [ Claim.missing name ]
    | Some least ->
        let viable factor =
            isViable problem agents deviation mean (least * factor)

        [
            holds $"{name} is viable" (viable (1.0 + leastGammaStep))
            holds $"no γ below {name} is viable" (not (viable (1.0 - leastGammaStep)))
        ]

let private ofVerdict name stated (margin: float) scale =
    match stated with
    // On the edge rounding decides, and either answer is right.
    | Some viable when viable <> (margin <= 0.0) && abs margin > 1e-9 * scale -> [ Claim.equation 0.0 name 1.0 ]
    | Some _ -> [ Claim.equation 0.0 name 0.0 ]
    | None -> [ Claim.missing name ]

let private ofNumber tolerance name stated recomputed scale =
    Claim.required name stated (fun stated -> [ Claim.sum tolerance name stated recomputed scale ])

/// The controller's costs to go against its own worst adversary; the part, the step and the margin where they have no bound.
let private worstOf (problem: RobustProblem) gamma y z =
    let own =
        if problem.Agents = System.Nullable 1 then
            Ok(idle problem)
        else
            worstCase gamma y.Part y.K1

    match own, worstCase gamma z.Part z.K1 with
    | Ok m, Ok mbar -> Ok(m, mbar)
    | Error failed, Ok _ -> Error [ y.Name, failed ]
    | Ok _, Error failed -> Error [ z.Name, failed ]
    | Error own, Error mean -> Error [ y.Name, own; z.Name, mean ]

/// What the file says of why the worst case has no bound: the step that fails first from the end, and its margin.
let private ofEvidence tolerance gamma failures (stated: Shortfall) =
    let last = failures |> List.map (fun (_, (stage, _)) -> stage) |> List.max
    let there = failures |> List.filter (fun (_, (stage, _)) -> stage = last)
    let margin = there |> List.map (fun (_, (_, margin)) -> margin) |> List.min

    [
        holds
            "worst case: fails first at the stated step and part"
            (stated.Stage = Some last
             && List.exists (fun (name, _) -> name = stated.Part) there)
        yield! ofNumber tolerance "worst case: margin there" stated.Margin margin (gamma * gamma)
    ]

let private ofWorstCase tolerance problem gamma deviation mean spent failure (stated: WorstCaseResult) =
    match failure with
    | Error failures ->
        [
            holds "worst case: solvable" (stated.Solvable = Some false)
            holds "worst case: viable" (stated.Viable = Some false)
            yield! Claim.required "worst case: evidence" stated.Evidence (ofEvidence tolerance gamma failures)
        ]
    | Ok(m, mbar) ->
        let value = valueOf problem None deviation mean m mbar
        let scale = abs value + spent

        [
            holds "worst case: solvable" (stated.Solvable = Some true)
            yield! ofVerdict "worst case: viable" stated.Viable (value - spent) scale
            yield! ofNumber tolerance "worst case: value" stated.Value value scale
            yield! ofNumber tolerance "worst case: viability margin" stated.ViabilityMargin (value - spent) scale
        ]

/// Viable is what withstands the worst adversary: at a saddle point the one of the file, for learned gains their own.
let private ofViable name (problem: RobustProblem) agents deviation mean (spent: float) failure stated value =
    match failure with
    | None -> ofVerdict name stated (value - spent) (abs value + spent)
    | Some(Error _) -> Claim.required name stated (fun viable -> [ holds name (not viable) ])
    | Some(Ok(m, mbar)) ->
        let worst = valueOf problem agents deviation mean m mbar
        ofVerdict name stated (worst - spent) (abs worst + spent)

let private ofFinite tolerance (problem: RobustProblem) deviation mean (value: float) (spent: float) parts failure (result: FiniteResult) =
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
        yield! ofViable "finite: viable" problem agents deviation mean spent failure result.Viable recomputed
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

let private isZero (matrices: Matrix[]) =
    matrices |> Array.forall (fun m -> m.FrobeniusNorm() = 0.0)

let private hasSaddle (problem: RobustProblem) gamma part =
    if problem.Horizon.HasValue then
        (solve gamma part problem.Horizon.Value).IsSome
    else
        (solveStationary gamma part).IsSome

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

    // One agent has no deviations, and an answer also where they have none.
    let isAlone = problem.Agents = System.Nullable 1 && result.Solvable = Some false

    let found = margins gamma (if isAlone then [ z ] else [ y; z ]) result.K1.Length

    let value = valueOf problem None deviation mean y.M z.M
    let spent = gamma * gamma * energy problem deviation mean
    let scale = abs value + spent

    let failure =
        match standard with
        | PolicyClaims.Optimal -> None
        | PolicyClaims.Evaluated -> Some(worstOf problem gamma y z)

    [
        match level, result.MinGamma with
        | Some level, _ -> Claim.sum 0.0 "γ is the level of the problem" gamma level level
        | None, Some least -> Claim.sum tolerance "γ is the least viable one" gamma least least
        | None, None -> ()
        if isAlone then
            holds "deviations: have no saddle point" (not (hasSaddle problem gamma deviation))
            holds "deviations: are idle" (List.forall isZero [ y.K1; y.K2; y.M ])
            holds "viable" (result.Viable = Some false)
        else
            yield! ofPart standard problem.Indefinite tolerance gamma y
            yield! Claim.required "solvable" result.Solvable (fun solvable -> [ holds "solvable" solvable ])
            yield! ofNumber tolerance "value" result.Value value scale
            yield! ofNumber tolerance "viability margin" result.ViabilityMargin (value - spent) scale
            yield! ofViable "viable" problem None deviation mean spent failure result.Viable value
        yield! ofPart standard problem.Indefinite tolerance gamma z
        yield! ofMargins standard tolerance gamma found result.Margins
        yield! ofLeast "minGamma" problem None deviation mean result.MinGamma
        if problem.Agents.HasValue then
            yield!
                ofFinite tolerance problem deviation mean value spent [ y; z ] failure
                |> Claim.required "finite" result.Finite
        match failure with
        | Some failure ->
            yield!
                ofWorstCase tolerance problem gamma deviation mean spent failure
                |> Claim.required "worstCase" result.WorstCase
        | None -> ()
        yield! LearnedClaims.ofRecord tolerance learned (fun () -> distance problem gamma y z value)
    ]
