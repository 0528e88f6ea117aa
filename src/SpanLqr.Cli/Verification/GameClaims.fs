/// What the result of a `game` problem claims.
module SpanLqr.Cli.Verification.GameClaims

open MathNet.Numerics.LinearAlgebra
open SpanLqr.Reference
open SpanLqr.Reference.Dense
open SpanLqr.Cli.Learning
open SpanLqr.Files.Results
open SpanLqr.Reference.GameFormulas
open SpanLqr.Cli.Verification.GameResponses
open SpanLqr.Games

let private ofCost tolerance judged l =
    let recomputed = cost judged l

    let name =
        $"{judged.Results[l].Name}: cost is tr(PW) and the stage cost at the stationary means"

    Claim.required name judged.Results[l].Cost (fun stated -> [ Claim.sum tolerance name stated recomputed (1.0 + abs recomputed) ])

/// Σ_k of what one agent of k is worth to one of l, over the agents there are; a population without a size is one without end.
let private overSizes judged (sizes: int option[]) l worth =
    let term k =
        match judged.Links.Weights[l, k], sizes[k] with
        | Some weight, Some size -> worth k weight / float (if k = l then size - 1 else size)
        | _ -> 0.0

    Seq.sumBy term (seq { 0 .. sizes.Length - 1 })

/// An agent alone in its population, with a weight on the mean of others of its kind, has no defined cost.
let private isDefined judged (sizes: int option[]) l =
    not (sizes[l] = Some 1 && judged.Links.Weights[l, l].IsSome)

let private epsilon judged sizes l =
    overSizes judged sizes l (fun k weight -> share judged.Populations[l] judged.Populations[k] weight)

let private finiteCost judged sizes l =
    cost judged l
    + overSizes judged sizes l (fun k weight -> traceOfProduct weight (covariance judged.Populations[k]))

/// What rounding leaves of a difference of two costs, in units of the tolerance that others' arithmetic is allowed: one may come out as 1e-17 where
/// the other is 0.
let private roundingShare = 1e-7

/// A number that a solved result has to have, or does not have; `recomputed` is asked for where it has. `size` is that of the costs it comes from.
let private ofNumber tolerance standard name isExpected stated size (recomputed: unit -> float) =
    match stated with
    | Some stated ->
        let recomputed = recomputed ()

        [
            Claim.sum tolerance name stated recomputed (abs recomputed + roundingShare * size)
        ]
    | None when isExpected && standard = PolicyClaims.Optimal -> [ Claim.missing name ]
    | None -> []

let private ofFiniteGame standard tolerance judged sizes l =
    let name = judged.Results[l].Name
    let isDefined = isDefined judged sizes l
    let isFinite = sizes |> Array.exists Option.isSome
    let size = abs (cost judged l)

    ofNumber
        tolerance
        standard
        $"{name}: ε is what the best deviation saves"
        (isFinite && isDefined)
        judged.Results[l].Epsilon
        size
        (fun () -> epsilon judged sizes l)
    @ ofNumber
        tolerance
        standard
        $"{name}: the cost in the finite game is that of its own and of the means' fluctuations"
        false
        judged.Results[l].FiniteCost
        size
        (fun () -> finiteCost judged sizes l)

/// Where the least stage cost of all states that an input holds, z = Az + Bu, is paid before these means.
let private costAtRest judged (means: Vector<float>) l =
    let population = judged.Populations[l]
    let m, k = judged.M, population.B.ColumnCount

    let pull = rowsOf judged l judged.Weights * means + partOf judged l judged.Pull

    let staying = identity m - population.A

    let system =
        [
            [ population.Weight; zero m k; staying.Transpose() ]
            [ zero k m; population.R; -population.B.Transpose() ]
            [ staying; -population.B; zero m m ]
        ]
        |> List.map (List.reduce (fun left right -> left.Append right))
        |> List.reduce (fun upper lower -> upper.Stack lower)

    let right = Vector<float>.Build.Dense(2 * m + k)
    right.SetSubVector(0, m, pull)
    let found = system.Solve right
    stageCostAt judged means l (found.SubVector(0, m)) (found.SubVector(m, k))

/// What an agent gains that plays its best against everybody's policies as they are: its own gain, its place and the fluctuations.
let private exploitability judged best sizes l =
    let means = (identity judged.F.RowCount - judged.F).Solve judged.C
    let w = judged.Populations[l].W

    traceOfProduct (ofArray judged.Results[l].P - ofArray best.Results[l].P) w
    + stageCost judged means l
    - costAtRest judged means l
    + overSizes judged sizes l (fun k weight -> share best.Populations[l] judged.Populations[k] weight)

let private ofExploitability tolerance judged best sizes l =
    match judged.Results[l].Exploitability with
    | None -> []
    | Some stated ->
        let recomputed = exploitability judged best sizes l
        let scale = 1.0 + abs (cost judged l)

        [
            Claim.sum tolerance $"{judged.Results[l].Name}: exploitability is what the best deviation saves" stated recomputed scale
        ]

let private ofPopulation standard tolerance judged sizes l =
    let result = judged.Results[l]
    let prefix = $"{result.Name}: "

    [
        yield!
            PolicyClaims.ofPolicy standard tolerance prefix (stepOf judged l) (ofArray result.P) (ofArray result.K1) result.SpectralRadius
        match standard with
        | PolicyClaims.Optimal ->
            Claim.equation
                tolerance
                $"{prefix}K2 is the best response to the mean field"
                (relativeError (ofArray result.K2) (meanFieldGain judged l))

            Claim.equation tolerance $"{prefix}offset is the best response to the mean field" (gap (vector result.Offset) (offset judged l))
        | PolicyClaims.Evaluated -> ()
        yield! ofCost tolerance judged l
        yield! ofFiniteGame standard tolerance judged sizes l
    ]

/// Learned policies beside the equilibrium.
let private distance judged (reached: Lazy<Judged option>) =
    match reached.Value with
    | Some best ->
        {
            Cost = costs judged
            BestCost = costs best
            GainError = PolicyClaims.distance (gains judged) (gains best)
            BestGainNorm = PolicyClaims.norm (gains best)
            IsLeast = false
        }
    | None -> Distance.unknown (costs judged)

let private ofContraction standard tolerance judged (result: GameResult) =
    let norm (x: Matrix) =
        judged
        |> stacked (fun judged l ->
            judged.Populations[l].B
            * judged.Populations[l].Lever
            * forget judged l (rowsOf judged l x))
        |> spectralNorm

    let ofNumber name stated of' =
        match stated, standard with
        // The numbers are those of best responses, which learned gains are not.
        | None, PolicyClaims.Evaluated -> []
        | _ -> Claim.required name stated (fun stated -> [ Claim.ratio tolerance name stated (norm of') ])

    ofNumber "contraction T1" result.T1 judged.Weights
    @ ofNumber "contraction T2" result.T2 judged.Z

let private ofLawError tolerance judged (reached: Lazy<Judged option>) (learned: LearnedRecord option) =
    match learned |> Option.bind (fun record -> (List.last record.Run.History).LawError), reached with
    | None, _ -> []
    | Some stated, reached ->
        let f, c =
            match reached.Value with
            | Some best -> (judged.F - best.F).FrobeniusNorm(), (judged.C - best.C).L2Norm()
            | None -> nan, nan

        [
            Claim.sum tolerance "history: ends with the distance of F from the equilibrium" stated.F f (1.0 + judged.F.FrobeniusNorm())
            Claim.sum tolerance "history: ends with the distance of c from the equilibrium" stated.C c (1.0 + judged.C.L2Norm())
        ]

/// How many eigenvalues lie inside the circle, and how many equilibria they make.
let private ofCount judged (result: GameResult) =
    let wrong name isWrong =
        Claim.equation 0.0 name (if isWrong then 1.0 else 0.0)

    match result.StableEigenvalues with
    | None -> []
    | Some stated ->
        let stable = GameEquilibria.stableEigenvalues judged

        let several =
            if stable = judged.F.RowCount then Some 1
            elif result.Unique.IsSome then GameEquilibria.count judged
            else None

        [
            Claim.sum 0.0 "eigenvalues inside the unit circle" (float stated) (float stable) 1.0
            match result.Unique, several with
            | Some unique, Some several -> wrong "unique: there is one equilibrium, or there are more" (unique <> (several = 1))
            | _ -> ()
            match result.Equilibria, several with
            | Some stated, Some several -> Claim.sum 0.0 "equilibria with a stable mean field" (float stated) (float several) 1.0
            | _ -> ()
        ]

let private ofTrajectory tolerance judged (start: Vector<float>) (trajectory: float[][]) =
    let rows = trajectory |> Array.map vector

    let expected =
        Seq.append [ start ] (rows |> Seq.map (fun z -> judged.F * z + judged.C))

    Claim.equation tolerance "trajectory starts at the initial means and follows F and c" (Seq.map2 gap rows expected |> Seq.fold max 0.0)

/// The claims of an equilibrium, or of policies that were learned.
let ofGame tolerance learned (problem: GameProblem) (result: GameResult) =
    let judged = judged problem result
    let populations, f = judged.Populations, judged.F

    let sizes =
        problem.Populations
        |> Seq.map (fun given -> Option.ofNullable given.Size)
        |> Array.ofSeq

    let start =
        problem.Populations
        |> Seq.collect (fun given -> given.Mean0 |> Option.ofObj |> Option.defaultValue (Array.zeroCreate judged.M))
        |> Vector<float>.Build.DenseOfEnumerable

    let statedF, statedC =
        lawOf judged (fun l -> ofArray judged.Results[l].K2) (fun l -> vector judged.Results[l].Offset)

    let standard = PolicyClaims.standardOf learned

    // What answers to the law of the file: its own policies where they are best responses, as is claimed above, or else those that are.
    let best =
        match standard with
        | PolicyClaims.Optimal -> judged
        | PolicyClaims.Evaluated -> withBestOwn problem judged |> facing (judged.F, judged.C)

    let bestF, bestC = answered best
    let reached = lazy equilibrium best

    [
        for l in 0 .. populations.Length - 1 do
            yield! ofPopulation standard tolerance judged sizes l
        Claim.equation tolerance "F is what the policies make of the mean field" (relativeError f statedF)
        Claim.equation tolerance "c is what the policies make of the mean field" (gap judged.C statedC)
        yield! SpectralClaims.ofStatedRadius tolerance "mean field: " (Spectrum.given f) result.SpectralRadius
        yield!
            Claim.required "fixedPoint" result.FixedPoint (fun means ->
                [
                    Claim.equation
                        tolerance
                        "the stationary mean field stays where it is"
                        (gap (vector means) (f * vector means + judged.C))
                ])
        yield! ofContraction standard tolerance judged result
        yield! Claim.required "method" result.Method (fun _ -> [])
        match standard with
        | PolicyClaims.Optimal -> yield! ofCount judged result
        | PolicyClaims.Evaluated ->
            for l in 0 .. populations.Length - 1 do
                yield! ofExploitability tolerance judged best sizes l

            yield! ofLawError tolerance judged reached learned
        yield!
            Claim.required "residual" result.Residual (fun stated ->
                let recomputed =
                    sqrt ((bestF - f).FrobeniusNorm() ** 2.0 + (bestC - judged.C).L2Norm() ** 2.0)

                [ Claim.ratio tolerance "residual" stated recomputed ])
        yield! Claim.required "trajectory" result.Trajectory (fun trajectory -> [ ofTrajectory tolerance judged start trajectory ])
        yield! LearnedClaims.ofRecord tolerance learned (fun () -> distance judged reached)
    ]
