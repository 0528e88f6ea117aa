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

let private ofCost tolerance judged l =
    let population = judged.Populations[l]
    let means = (identity judged.F.RowCount - judged.F).Solve judged.C
    let noise = traceOfProduct (ofArray judged.Results[l].P) population.W
    let recomputed = noise + stageCost judged means l

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

let private ofPopulation tolerance judged sizes l =
    let population = judged.Populations[l]
    let result = judged.Results[l]
    let prefix = $"{result.Name}: "

    let step: Riccati.Step =
        {
            A = population.A
            B = population.B
            Q = population.Weight
            R = population.R
            S = zero judged.M population.B.ColumnCount
        }

    [
        yield! PolicyClaims.ofPolicy tolerance prefix step (ofArray result.P) (ofArray result.K1) result.SpectralRadius
        Claim.equation
            tolerance
            $"{prefix}K2 is the best response to the mean field"
            (relativeError (ofArray result.K2) (meanFieldGain judged l))
        Claim.equation tolerance $"{prefix}offset is the best response to the mean field" (gap (vector result.Offset) (offset judged l))
        yield! ofCost tolerance judged l
        yield! ofEpsilon tolerance judged sizes l
    ]

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

/// The claims of an equilibrium.
let ofGame tolerance (problem: GameProblem) (result: GameResult) =
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

    let bestF, bestC = lawOf judged (meanFieldGain judged) (offset judged)

    [
        for l in 0 .. populations.Length - 1 do
            yield! ofPopulation tolerance judged sizes l
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
    ]
