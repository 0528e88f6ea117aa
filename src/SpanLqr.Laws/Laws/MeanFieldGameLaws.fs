/// What every equilibrium of a mean-field game obeys.
[<RequireQualifiedAccess>]
module SpanLqr.Laws.MeanFieldGameLaws

open FsCheck
open SpanLqr.Games
open SpanLqr.Laws.Dense

let private column (x: float[]) =
    Array2D.init x.Length 1 (fun i _ -> x[i])

let private policiesAgree what (expected: AffinePolicy[]) (actual: AffinePolicy[]) =
    [
        for l in 0 .. expected.Length - 1 do
            Claim.matricesAgree $"{what}: K1 of {l}" Claim.Tolerance expected[l].OwnGain actual[l].OwnGain
            Claim.matricesAgree $"{what}: K2 of {l}" Claim.Tolerance expected[l].MeanFieldGain actual[l].MeanFieldGain
            Claim.matricesAgree $"{what}: offset of {l}" Claim.Tolerance (column expected[l].Offset) (column actual[l].Offset)
    ]

let private lawsAgree what (expected: MeanFieldLaw) (actual: MeanFieldLaw) =
    [
        Claim.matricesAgree $"{what}: F" Claim.Tolerance expected.F actual.F
        Claim.matricesAgree $"{what}: c" Claim.Tolerance (column expected.C) (column actual.C)
    ]

/// The law that policies bring about.
let private consistent (problem: GameProblem) (policies: AffinePolicy[]) =
    let m = problem.StateDim
    let order = m * policies.Length

    let rowsOf l =
        let p = problem.Populations[l]
        let onOwn = p.A -. p.B *. policies[l].OwnGain

        let own =
            Array2D.init m order (fun i j -> if j / m = l then onOwn[i, j % m] else 0.0)

        own -. p.B *. policies[l].MeanFieldGain

    let f = ofBlocks [| for l in 0 .. policies.Length - 1 -> [| rowsOf l |] |]

    let c =
        Array.concat
            [|
                for l in 0 .. policies.Length - 1 -> apply (scale -1.0 problem.Populations[l].B) policies[l].Offset
            |]

    MeanFieldLaw(f, c)

/// Equilibrium: the policies bring the law about, and each is the best response to it.
let equilibrium (subject: MeanFieldGameSubject) (case: MeanFieldGameCase) : Property =
    let found = subject.Solve case.Problem

    Claim.all (
        Claim.holds "the mean field settles" (spectralRadius found.Law.F < 1.0)
        :: lawsAgree "consistency" found.Law (consistent case.Problem found.Policies)
        @ policiesAgree "best response" (subject.Respond case.Problem found.Law) found.Policies
    )

/// However it is found, it is the same equilibrium.
let wayDoesNotMatter (subject: MeanFieldGameSubject) (case: MeanFieldGameCase) : Property =
    let found, iterated = subject.Solve case.Problem, subject.Iterate case.Problem

    Claim.all (
        lawsAgree "ways" found.Law iterated.Law
        @ policiesAgree "ways" found.Policies iterated.Policies
    )

/// What one agent of population l pays in each step from z when it adds `pushes` to the policy for as many steps, without noise.
let private payments (problem: GameProblem) (law: MeanFieldLaw) (policy: AffinePolicy) l (pushes: float[][]) steps =
    let p = problem.Populations[l]
    let m = problem.StateDim
    let plus = Array.map2 (+)
    let minus = Array.map2 (-)

    let zero: float[] = Array.zeroCreate m

    let links =
        [
            match p.Own with
            | null -> ()
            | own -> l, own, zero
            for c in problem.Couplings do
                if c.Of = l then
                    c.To, c.Weight, (c.Offset |> Option.ofObj |> Option.defaultValue zero)
        ]

    let step (z, means) t =
        let back =
            plus (plus (apply policy.OwnGain z) (apply policy.MeanFieldGain means)) policy.Offset

        let push =
            if t < pushes.Length then
                pushes[t]
            else
                Array.zeroCreate back.Length

        let u = minus push back

        let distances =
            links
            |> List.sumBy (fun (k, weight, offset) -> quadraticForm weight (minus (minus z (Array.sub means (k * m) m)) offset))

        let cost = quadraticForm p.Q z + quadraticForm p.R u + distances
        cost, (plus (apply p.A z) (apply p.B u), plus (apply law.F means) law.C)

    let start =
        Array.init m (fun i -> 1.0 - 0.5 * float i), Array.init law.C.Length (fun i -> 0.3 * float (i % 3) - 0.2)

    Array.mapFold step start [| 0 .. steps - 1 |] |> fst

/// Steps after which pushes of any case here are forgotten: 0.99^1500 is 1e-7, and it enters squared.
[<Literal>]
let private LongEnough = 1500

/// First-order condition: whatever inputs an agent adds for three steps, the cost rises, and by the same amount if it subtracts them.
let bestResponse (subject: MeanFieldGameSubject) (case: MeanFieldGameCase) : Property =
    let law = (subject.Solve case.Problem).Law
    let policies = subject.Respond case.Problem law

    Claim.all
        [
            for l in 0 .. policies.Length - 1 do
                let inputs = policies[l].Offset.Length

                let pushes sign =
                    Array.init 3 (fun t -> Array.init inputs (fun i -> sign * (0.7 - 0.4 * float (t + i))))

                let pay pushes =
                    payments case.Problem law policies[l] l pushes LongEnough

                let rest = pay [||]

                let rise pushes =
                    Array.sum (Array.map2 (-) (pay pushes) rest)

                let up, down = rise (pushes 1.0), rise (pushes -1.0)
                Claim.holds $"a push of population {l} costs {up:R}" (up > 0.0)
                Claim.numbersAgree $"a push and its opposite of population {l}" 1e-6 up down
        ]

/// ε ≥ 0, and four times as many agents at least halve it.
let deviation (subject: MeanFieldGameSubject) (case: MeanFieldGameCase) : Property =
    let sizes = [| for p in case.Problem.Populations -> p.Size.Value |]
    let epsilon = subject.Epsilon case.Problem sizes
    let later = subject.Epsilon case.Problem (sizes |> Array.map (fun n -> 4 * n))

    // A solver may subtract two costs of the order of 1 for it.
    let scale = Array.max (subject.Solve case.Problem).Costs

    Claim.all
        [
            for l in 0 .. sizes.Length - 1 do
                Claim.atMost $"−ε of {l}" scale 0.0 (-epsilon[l])
                Claim.atMost $"ε of {l} at four times the sizes" scale (0.5 * epsilon[l]) later[l]
        ]

/// Few enough agents to be written out one by one.
let private small (problem: GameProblem) =
    problem
    |> MeanFieldGameCases.withSizes (Seq.init problem.Populations.Count (fun index -> 2 + index % 2))

/// J_l^(N) is what one agent pays in the long run in the game with all its agents written out.
let finiteCost (subject: MeanFieldGameSubject) (case: MeanFieldGameCase) : Property =
    let problem = small case.Problem
    let found = subject.Solve problem
    let costs = subject.FiniteCost problem

    Claim.all
        [
            for l in 0 .. costs.Length - 1 do
                let written =
                    WholeGame.ofAgent l problem found.Policies found.Law |> WholeSystem.settledCost

                Claim.numbersAgree $"cost of one agent of {l}" Claim.Tolerance written costs[l]
        ]

/// Couplings a thousand times as strong, each in one direction only where the factors differ: such a game may have no equilibrium, one or several.
let private strong factor (problem: GameProblem) =
    GameProblem(
        Populations = problem.Populations,
        Couplings =
            [|
                for index, c in Seq.indexed problem.Couplings ->
                    GameCoupling(Of = c.Of, To = c.To, Weight = scale (factor index) c.Weight, Offset = c.Offset)
            |]
    )

/// However many equilibria a game has, each has a stable mean field and comes about by the best responses to it, and no two are the same.
let everyEquilibrium (subject: MeanFieldGameSubject) (case: MeanFieldGameCase) : Property =
    let problem =
        case.Problem |> strong (fun index -> if index % 2 = 0 then 1000.0 else 100.0)

    let all = subject.All problem

    Claim.all
        [
            for law in all do
                Claim.holds "the mean field settles" (spectralRadius law.F < 1.0)
                yield! lawsAgree "consistency" law (consistent problem (subject.Respond problem law))

            for i in 0 .. all.Length - 1 do
                for j in 0 .. i - 1 do
                    Claim.holds "two equilibria differ" (norm (all[i].F -. all[j].F) > 1e-9 * norm all[i].F)
        ]

/// With C^{lk} = (C^{kl})' there is exactly one equilibrium, however strong the couplings.
let unique (subject: MeanFieldGameSubject) (case: MeanFieldGameCase) : Property =
    if case.IsSymmetric then
        let all = subject.All(strong (fun _ -> 1000.0) case.Problem)
        Claim.holds $"a symmetric game has {all.Length} equilibria" (all.Length = 1)
    else
        Claim.all []

let private withPopulations change (problem: GameProblem) =
    GameProblem(Populations = Array.map change (Array.ofSeq problem.Populations), Couplings = problem.Couplings)

let private copy (p: GamePopulation) q r own =
    GamePopulation(Name = p.Name, A = p.A, B = p.B, Q = q, R = r, W = p.W, Mean0 = p.Mean0, Cov0 = p.Cov0, Own = own, Size = p.Size)

/// Without couplings a game is as many regulators: no agent depends on a mean, nobody has an offset, nobody gains by deviating.
let uncoupled (subject: MeanFieldGameSubject) (case: MeanFieldGameCase) : Property =
    let lonely = [| for p in case.Problem.Populations -> copy p p.Q p.R null |]

    let problem = GameProblem(Populations = lonely, Couplings = [||])
    let found = subject.Solve problem
    let epsilon = subject.Epsilon problem [| for p in lonely -> p.Size.Value |]

    Claim.all
        [
            for l in 0 .. lonely.Length - 1 do
                let single =
                    subject.Solve(GameProblem(Populations = [| lonely[l] |], Couplings = [||]))

                Claim.matricesAgree $"K1 of {l} alone" Claim.Tolerance single.Policies[0].OwnGain found.Policies[l].OwnGain
                Claim.numbersAgree $"K2 of {l}" Claim.Tolerance 0.0 (norm found.Policies[l].MeanFieldGain)
                Claim.numbersAgree $"offset of {l}" Claim.Tolerance 0.0 (norm (column found.Policies[l].Offset))
                Claim.numbersAgree $"ε of {l}" Claim.Tolerance 0.0 epsilon[l]
        ]

/// Without offsets β there is no offset κ: at rest in the middle is where everybody wants to be.
let withoutOffsets (subject: MeanFieldGameSubject) (case: MeanFieldGameCase) : Property =
    let couplings =
        [|
            for c in case.Problem.Couplings -> GameCoupling(Of = c.Of, To = c.To, Weight = c.Weight)
        |]

    let found =
        subject.Solve(GameProblem(Populations = case.Problem.Populations, Couplings = couplings))

    Claim.all
        [
            for policy in found.Policies -> Claim.numbersAgree "offset" Claim.Tolerance 0.0 (norm (column policy.Offset))
        ]

/// Naming the populations in another order names the answer in that order.
let exchange (subject: MeanFieldGameSubject) (case: MeanFieldGameCase) : Property =
    let last = case.Problem.Populations.Count - 1
    let m = case.Problem.StateDim

    let couplings =
        [|
            for c in case.Problem.Couplings -> GameCoupling(Of = last - c.Of, To = last - c.To, Weight = c.Weight, Offset = c.Offset)
        |]

    let found = subject.Solve case.Problem

    let reversed =
        subject.Solve(GameProblem(Populations = Array.rev (Array.ofSeq case.Problem.Populations), Couplings = couplings))

    let place j = (last - j / m) * m + j % m

    Claim.all
        [
            for l in 0..last do
                let here, there = found.Policies[l], reversed.Policies[last - l]

                let columns =
                    Array2D.mapi (fun i j _ -> there.MeanFieldGain[i, place j]) there.MeanFieldGain

                Claim.matricesAgree $"K1 of {l}" Claim.Tolerance here.OwnGain there.OwnGain
                Claim.matricesAgree $"K2 of {l}" Claim.Tolerance here.MeanFieldGain columns
                Claim.matricesAgree $"offset of {l}" Claim.Tolerance (column here.Offset) (column there.Offset)
                Claim.numbersAgree $"cost of {l}" Claim.Tolerance found.Costs[l] reversed.Costs[last - l]
        ]

/// In another currency everybody does the same and pays in that currency.
let currency (subject: MeanFieldGameSubject) (case: MeanFieldGameCase) : Property =
    let rate = 7.0

    let converted (m: float[,] | null) : float[,] | null =
        match m with
        | null -> null
        | m -> scale rate m

    let populations =
        case.Problem
        |> withPopulations (fun p -> copy p (scale rate p.Q) (scale rate p.R) (converted p.Own))

    let couplings =
        [|
            for c in case.Problem.Couplings -> GameCoupling(Of = c.Of, To = c.To, Weight = scale rate c.Weight, Offset = c.Offset)
        |]

    let found = subject.Solve case.Problem

    let elsewhere =
        subject.Solve(GameProblem(Populations = populations.Populations, Couplings = couplings))

    Claim.all (
        policiesAgree "currency" found.Policies elsewhere.Policies
        @ [
            for l in 0 .. found.Costs.Length - 1 ->
                Claim.numbersAgree $"cost of {l}" Claim.Tolerance (rate * found.Costs[l]) elsewhere.Costs[l]
        ]
    )
