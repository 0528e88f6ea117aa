/// What the result of a `game` problem claims.
module SpanLqr.Cli.Verification.GameClaims

open MathNet.Numerics.LinearAlgebra
open SpanLqr.Cli.Dense
open SpanLqr.Cli.Results
open SpanLqr.Cli.Verification.GameFormulas
open SpanLqr.Games

/// A game with the gains of the file and everything that all claims need once.
type private Judged =
    {
        M: int
        Populations: Population[]
        Results: GamePopulationResult[]
        Links: Links
        F: Matrix
        C: Vector<float>
        /// Z, the stacked sums.
        Z: Matrix
        Weights: Matrix
        Pull: Vector<float>
    }

let private vector (entries: float[]) =
    Vector<float>.Build.DenseOfArray entries

let private gap (found: Vector<float>) (expected: Vector<float>) =
    (found - expected).L2Norm() / (1.0 + expected.L2Norm())

let private rowsOf judged l (stacked: Matrix) =
    stacked.SubMatrix(l * judged.M, judged.M, 0, stacked.ColumnCount)

let private partOf judged l (stacked: Vector<float>) =
    stacked.SubVector(l * judged.M, judged.M)

/// (I − H)⁻¹x of one population.
let private forget judged l (x: Matrix) =
    (identity judged.M - judged.Populations[l].ClosedLoop.Transpose()).Solve x

/// K² = −TZF.
let private meanFieldGain judged l =
    -judged.Populations[l].Lever * (rowsOf judged l judged.Z * judged.F)

/// κ = −T(I − H)⁻¹(Zc + Cβ).
let private offset judged l =
    let force = rowsOf judged l judged.Z * judged.C + partOf judged l judged.Pull

    -judged.Populations[l].Lever
    * (forget judged l (force.ToColumnMatrix())).Column(0)

let private stacked f judged =
    judged.Populations
    |> Array.mapi (fun l _ -> f judged l: Matrix)
    |> Array.reduce (fun upper lower -> upper.Stack lower)

/// The law that policies bring about: A − B(diag K¹ + [K²]) and −Bκ.
let private lawOf judged (gain: int -> Matrix) (offset: int -> Vector<float>) =
    let order = judged.F.RowCount

    let rows _ l =
        let own = zero judged.M order
        own.SetSubMatrix(0, l * judged.M, judged.Populations[l].ClosedLoop)
        own - judged.Populations[l].B * gain l

    let c =
        stacked (fun _ l -> -(judged.Populations[l].B * offset l).ToColumnMatrix()) judged

    stacked rows judged, c.Column 0

let private stageCost judged (means: Vector<float>) l =
    let population = judged.Populations[l]
    let result = judged.Results[l]
    let z = partOf judged l means

    let u = -(ofArray result.K1 * z) - ofArray result.K2 * means - vector result.Offset

    let distance k =
        match judged.Links.Weights[l, k] with
        | None -> 0.0
        | Some weight ->
            let away = z - partOf judged k means

            let away =
                judged.Links.Offsets[l, k]
                |> Option.map (fun beta -> away - beta)
                |> Option.defaultValue away

            away * weight * away

    z * population.Q * z
    + u * population.R * u
    + Seq.sumBy distance (seq { 0 .. judged.Populations.Length - 1 })

/// tr(PW) and the stage cost at the stationary means.
let private cost judged l =
    let population = judged.Populations[l]
    let means = (identity judged.F.RowCount - judged.F).Solve judged.C

    traceOfProduct (ofArray judged.Results[l].P) population.W
    + stageCost judged means l

let private ofCost tolerance judged l =
    let recomputed = cost judged l

    judged.Results[l].Cost
    |> Option.map (fun stated ->
        Claim.sum
            tolerance
            $"{judged.Results[l].Name}: cost is tr(PW) and the stage cost at the stationary means"
            stated
            recomputed
            (1.0 + abs recomputed))
    |> Option.toList

let private epsilon judged (sizes: int option[]) l =
    let term k =
        judged.Links.Weights[l, k]
        |> Option.map (fun weight ->
            let others = sizes[k] |> Option.map (fun size -> if k = l then size - 1 else size)

            share judged.Populations[l] judged.Populations[k] weight
            / float (defaultArg others 0))
        |> Option.defaultValue 0.0

    Seq.sumBy term (seq { 0 .. sizes.Length - 1 })

let private ofEpsilon tolerance judged sizes l =
    match judged.Results[l].Epsilon with
    | None -> []
    | Some stated ->
        let recomputed = epsilon judged sizes l

        [
            Claim.sum tolerance $"{judged.Results[l].Name}: ε is what the best deviation saves" stated recomputed (abs recomputed)
        ]

let private stepOf judged l : Riccati.Step =
    let population = judged.Populations[l]

    {
        A = population.A
        B = population.B
        Q = population.Weight
        R = population.R
        S = zero judged.M population.B.ColumnCount
    }

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
        yield! ofEpsilon tolerance judged sizes l
    ]

/// The game with everybody's best gain on the own state, which depends on nobody else.
let private withBestOwn (problem: GameProblem) judged =
    let best l =
        Riccati.optimum (stepOf judged l) (ofArray judged.Results[l].K1)

    let found = Array.init judged.Populations.Length best

    { judged with
        Populations =
            problem.Populations
            |> Seq.mapi (fun l given -> found[l] ||> population judged.Links l given)
            |> Array.ofSeq
        Results =
            judged.Results
            |> Array.mapi (fun l result ->
                { result with
                    K1 = (fst found[l]).ToArray()
                    P = (snd found[l]).ToArray()
                })
    }

/// The same before another law of the mean field.
let private facing (f: Matrix, c: Vector<float>) judged =
    { judged with
        F = f
        C = c
        Z = stackedSums judged.Populations judged.Weights f
    }

/// The law that best responses to the law bring about.
let private answered judged =
    lawOf judged (meanFieldGain judged) (offset judged)

/// Best response and consistency in turn settle within so many turns, or not at all.
let private patience = 5000

/// The equilibrium, with the steps damped where they do not settle otherwise; nothing where they never do.
let private equilibrium judged =
    let rec settle damping remaining judged =
        let f, c = answered judged
        let moved = relativeError f judged.F + gap c judged.C

        if moved <= 1e-13 then
            Some judged
        elif remaining = 0 || not (System.Double.IsFinite moved) then
            None
        else
            let f, c = judged.F + damping * (f - judged.F), judged.C + damping * (c - judged.C)
            settle damping (remaining - 1) (facing (f, c) judged)

    [ 1.0; 0.5; 0.1 ]
    |> List.tryPick (fun damping -> settle damping patience judged)
    |> Option.map (fun judged ->
        { judged with
            Results =
                judged.Results
                |> Array.mapi (fun l result ->
                    { result with
                        K2 = (meanFieldGain judged l).ToArray()
                        Offset = (offset judged l).ToArray()
                    })
        })

let private gains judged =
    [
        for result in judged.Results do
            ofArray result.K1
            ofArray result.K2
            (vector result.Offset).ToColumnMatrix()
    ]

let private costs judged =
    Seq.init judged.Populations.Length (cost judged) |> Seq.sum

/// Learned policies beside the equilibrium.
let private distance judged best =
    match equilibrium best with
    | Some best ->
        {
            Cost = costs judged
            BestCost = costs best
            GainError = PolicyClaims.distance (gains judged) (gains best)
            BestGainNorm = PolicyClaims.norm (gains best)
            IsLeast = false
        }
    | None -> Distance.unknown (costs judged)

let private ofContraction tolerance judged (result: GameResult) =
    let norm (x: Matrix) =
        judged
        |> stacked (fun judged l ->
            judged.Populations[l].B
            * judged.Populations[l].Lever
            * forget judged l (rowsOf judged l x))
        |> spectralNorm

    [
        match result.T1 with
        | Some stated -> Claim.ratio tolerance "contraction T1" stated (norm judged.Weights)
        | None -> ()
        match result.T2 with
        | Some stated -> Claim.ratio tolerance "contraction T2" stated (norm judged.Z)
        | None -> ()
    ]

let private ofTrajectory tolerance judged (start: Vector<float>) (trajectory: float[][]) =
    let rows = trajectory |> Array.map vector

    let expected =
        Seq.append [ start ] (rows |> Seq.map (fun z -> judged.F * z + judged.C))

    Claim.equation tolerance "trajectory starts at the initial means and follows F and c" (Seq.map2 gap rows expected |> Seq.fold max 0.0)

/// The claims of an equilibrium, or of policies that were learned.
let ofGame tolerance learned (problem: GameProblem) (result: GameResult) =
    let m = problem.StateDim
    let links = links problem
    let results = Array.ofList result.Populations

    let populations =
        Seq.zip problem.Populations results
        |> Seq.mapi (fun l (given, found) -> population links l given (ofArray found.K1) (ofArray found.P))
        |> Array.ofSeq

    let weights =
        Seq.init populations.Length (stackedWeights m links)
        |> Seq.reduce (fun upper lower -> upper.Stack lower)

    let f = ofArray result.F

    let judged =
        {
            M = m
            Populations = populations
            Results = results
            Links = links
            F = f
            C = vector result.C
            Z = stackedSums populations weights f
            Weights = weights
            Pull =
                Seq.init populations.Length (pull m links)
                |> Seq.collect _.Enumerate()
                |> Vector<float>.Build.DenseOfEnumerable
        }

    let sizes =
        problem.Populations
        |> Seq.map (fun given -> Option.ofNullable given.Size)
        |> Array.ofSeq

    let start =
        problem.Populations
        |> Seq.collect (fun given -> given.Mean0 |> Option.ofObj |> Option.defaultValue (Array.zeroCreate m))
        |> Vector<float>.Build.DenseOfEnumerable

    let statedF, statedC =
        lawOf judged (fun l -> ofArray results[l].K2) (fun l -> vector results[l].Offset)

    let standard = PolicyClaims.standardOf learned

    // What answers to the law of the file: its own policies where they are best responses, as is claimed above, or else those that are.
    let best =
        match standard with
        | PolicyClaims.Optimal -> judged
        | PolicyClaims.Evaluated -> withBestOwn problem judged |> facing (judged.F, judged.C)

    let bestF, bestC = answered best

    [
        for l in 0 .. populations.Length - 1 do
            yield! ofPopulation standard tolerance judged sizes l
        Claim.equation tolerance "F is what the policies make of the mean field" (relativeError f statedF)
        Claim.equation tolerance "c is what the policies make of the mean field" (gap judged.C statedC)
        yield! SpectralClaims.ofRadius tolerance "mean field: " f result.SpectralRadius
        match result.FixedPoint with
        | Some means ->
            Claim.equation tolerance "the stationary mean field stays where it is" (gap (vector means) (f * vector means + judged.C))
        | None -> ()
        yield! ofContraction tolerance judged result
        match result.Residual with
        | Some stated ->
            let recomputed =
                sqrt ((bestF - f).FrobeniusNorm() ** 2.0 + (bestC - judged.C).L2Norm() ** 2.0)

            Claim.ratio tolerance "residual" stated recomputed
        | None -> ()
        match result.Trajectory with
        | Some trajectory -> ofTrajectory tolerance judged start trajectory
        | None -> ()
        yield! LearnedClaims.ofRecord tolerance learned (fun () -> distance judged best)
    ]
