/// What the result of a `team` problem claims.
module SpanLqr.Cli.Verification.TeamClaims

open SpanLqr.Reference
open SpanLqr.Reference.Dense
open SpanLqr.Files.Results
open SpanLqr.Teams

/// The matrices of one system.
type private System = Matrices<Matrix>

/// The most entries of the whole state for which the whole system is looked at.
let private largestWhole = 400L

/// Averages that moved no entry by more than this share of the tolerance change no claim about the whole system that it would not allow anyway.
let private negligibleAveraging = 1e-3

let private step (system: System) : Riccati.Step =
    {
        A = system.A
        B = system.B
        Q = system.Q
        R = system.R
        S = zero system.B.RowCount system.B.ColumnCount
    }

let private largest (m: Matrix) = m.PointwiseAbs().Enumerate() |> Seq.max

/// ‖found − expected‖ over the size of the terms, entry for entry, that expected is the sum of.
let private identityError (found: Matrix) (expected: Matrix) (magnitude: Matrix) =
    match largest (found - expected) with
    | 0.0 -> 0.0
    | gap -> gap / largest magnitude

let private ofMatrices tolerance prefix (expected: System) (magnitude: System) (result: AuxiliaryResult) =
    [
        identityError (ofArray result.A) expected.A magnitude.A
        identityError (ofArray result.B) expected.B magnitude.B
        identityError (ofArray result.Q) expected.Q magnitude.Q
        identityError (ofArray result.R) expected.R magnitude.R
    ]
    |> List.reduce max
    |> Claim.equation tolerance $"{prefix}A, B, Q, R follow from the problem"

let private isZero (m: float[,]) =
    m |> Seq.cast<float> |> Seq.forall ((=) 0.0)

/// An agent alone in its population never deviates from its mean; a result may say so with K = 0 and P = 0.
let private isIdle (population: PopulationResult) =
    population.Size = 1
    && isZero population.Deviation.K
    && isZero population.Deviation.P

let private ofPopulation standard tolerance (expected: System) (magnitude: System) (population: PopulationResult) =
    let prefix = $"{population.Name}: "
    let result = population.Deviation
    let p = ofArray result.P

    [
        ofMatrices tolerance prefix expected magnitude result
        if not (isIdle population) then
            yield! PolicyClaims.ofPolicy standard tolerance prefix (step expected) p (ofArray result.K) result.SpectralRadius
        yield! PolicyClaims.ofCost tolerance $"{prefix}cost is (N − 1) tr(PW)" result.Cost [ float (population.Size - 1), p, expected.W ]
    ]

let private ofMeanField standard tolerance (expected: System) (magnitude: System) (result: AuxiliaryResult) =
    let prefix = "mean field: "
    let p = ofArray result.P

    [
        ofMatrices tolerance prefix expected magnitude result
        yield! PolicyClaims.ofPolicy standard tolerance prefix (step expected) p (ofArray result.K) result.SpectralRadius
        yield! PolicyClaims.ofCost tolerance $"{prefix}cost is tr(PW)" result.Cost [ 1.0, p, expected.W ]
    ]

/// How often each system counts, the mean field first, what it costs, and its noise.
let private shares (auxiliaries: TeamFormulas.Auxiliaries) (result: TeamResult) (costs: Matrix list) meanCost =
    let share (population: PopulationResult) (system: System) p =
        float (population.Size - 1), p, system.W

    (1.0, meanCost, auxiliaries.MeanField.W)
    :: List.map3 share result.Populations auxiliaries.Deviations costs


let private gains (result: TeamResult) =
    result.Populations
    |> List.map (fun population -> ofArray population.Deviation.K)

let private costs (result: TeamResult) =
    result.Populations
    |> List.map (fun population -> ofArray population.Deviation.P)

/// The optimal gains and costs to go of all systems.
type private Optimum =
    {
        Gains: Matrix list
        Costs: Matrix list
        MeanGain: Matrix
        MeanCost: Matrix
    }

/// The optimum by policy iteration from the gains of the file.
let private optimum (auxiliaries: TeamFormulas.Auxiliaries) (result: TeamResult) =
    let improve (system: System) (population: PopulationResult) =
        let k = ofArray population.Deviation.K

        // The gain of a lone agent's deviation moves nothing and need not stabilise anything.
        if population.Size = 1 then
            k, zero k.ColumnCount k.ColumnCount
        else
            Riccati.optimum (step system) k

    let gains, costs =
        List.map2 improve auxiliaries.Deviations result.Populations |> List.unzip

    let meanGain, meanCost =
        Riccati.optimum (step auxiliaries.MeanField) (ofArray result.MeanField.K)

    {
        Gains = gains
        Costs = costs
        MeanGain = meanGain
        MeanCost = meanCost
    }

let private total shares =
    shares |> List.sumBy (fun (count, p, w) -> count * traceOfProduct p w)

let private distance auxiliaries (result: TeamResult) optimum =
    let best = optimum.MeanGain :: optimum.Gains

    {
        Cost = total (shares auxiliaries result (costs result) (ofArray result.MeanField.P))
        BestCost = total (shares auxiliaries result optimum.Costs optimum.MeanCost)
        GainError = PolicyClaims.distance (ofArray result.MeanField.K :: gains result) best
        BestGainNorm =
            List.zip result.Populations optimum.Gains
            |> List.filter (fun (population, _) -> population.Size > 1)
            |> List.map snd
            |> fun counted -> PolicyClaims.norm (optimum.MeanGain :: counted)
        IsLeast = true
    }

/// A team of which the classes were averaged, looked at whole, is judged by the matrices that were given: the decomposition is an approximation
/// of them, so what it says of itself proves nothing.
type private Given =
    {
        System: System
        /// The most an entry differs from the averaged one, relative to the largest of its matrix.
        Averaging: float
    }

let private ofCertificate tolerance gainError costError (certificate: Certificate) =
    let claim name stated recomputed =
        stated
        |> Option.map (fun stated -> Claim.ratio tolerance name stated recomputed)
        |> Option.toList

    claim "certificate: gain error" certificate.GainError gainError
    @ claim "certificate: cost error" certificate.CostError costError

/// The assembled policy against the equations of the whole system, which the decomposition was meant to spare. The certificate measures a
/// learned policy against the optimum.
let private ofWhole standard tolerance sizes (system: System) (optimum: Lazy<Optimum>) (result: TeamResult) =
    let assembledGain gains mean =
        TeamFormulas.assembleGain sizes (Array.ofList gains) mean

    let assembledCost costs mean =
        TeamFormulas.assembleCost sizes (Array.ofList costs) mean

    let p = assembledCost (costs result) (ofArray result.MeanField.P)
    let k = assembledGain (gains result) (ofArray result.MeanField.K)
    let errors = Riccati.errors (step system) p p k

    let bestGain, bestCost =
        match standard with
        | PolicyClaims.Optimal -> Riccati.gain (step system) p, p
        | PolicyClaims.Evaluated ->
            let optimum = optimum.Value
            assembledGain optimum.Gains optimum.MeanGain, assembledCost optimum.Costs optimum.MeanCost

    let cost = traceOfProduct p system.W
    let magnitude = traceOfProduct (p.PointwiseAbs()) (system.W.PointwiseAbs())

    [
        match standard with
        | PolicyClaims.Optimal ->
            Claim.equation tolerance "whole system: assembled P solves its Riccati equation" errors.Riccati
            Claim.equation tolerance "whole system: assembled K is its gain" errors.Gain
        | PolicyClaims.Evaluated ->
            Claim.equation
                tolerance
                "whole system: assembled P is the cost to go of assembled K"
                (Riccati.evaluationError (step system) p k)
        yield!
            Claim.required "whole system: cost" result.Cost (fun stated ->
                [ Claim.sum tolerance "whole system: cost" stated cost magnitude ])
        match result.Certificate with
        | Some certificate ->
            let stated = result.Cost |> Option.defaultValue cost
            let costError = relativeDifference stated (traceOfProduct bestCost system.W)
            yield! ofCertificate tolerance (relativeError k bestGain) costError certificate
        | None -> ()
    ]

/// Value iterations from the end of a long horizon, which lead to a gain that stabilises whatever can be stabilised.
let private approach = 2000

/// The gain and cost of all agents on the matrices that were given, and the optimum there.
let private ofGiven tolerance sizes (system: System) (result: TeamResult) =
    let step = step system

    let k =
        TeamFormulas.assembleGain sizes (Array.ofList (gains result)) (ofArray result.MeanField.K)

    let isStable (k: Matrix) =
        Spectrum.radius (step.A - step.B * k) < 1.0

    let costOf k =
        let p = Riccati.evaluate step k
        traceOfProduct p system.W, traceOfProduct (p.PointwiseAbs()) (system.W.PointwiseAbs())

    let start =
        if isStable k then
            k
        else
            Seq.init approach id
            |> Seq.fold (fun p _ -> Riccati.map step p) (zero step.A.RowCount step.A.RowCount)
            |> Riccati.gain step

    let bestGain, bestCost = Riccati.optimum step start
    let optimum = traceOfProduct bestCost system.W
    let cost, magnitude = if isStable k then costOf k else infinity, infinity
    let errorOfCost = relativeDifference cost optimum

    let number name (stated: float option) recomputed scale =
        match stated with
        | None when not (System.Double.IsFinite recomputed) -> []
        | _ -> Claim.required name stated (fun stated -> [ Claim.sum tolerance name stated recomputed scale ])

    [
        yield! number "whole system as given: cost of the policy" result.Cost cost magnitude
        yield!
            Claim.required "certificate" result.Certificate (fun certificate ->
                [
                    yield! number "certificate: gain error" certificate.GainError (relativeError k bestGain) 1.0
                    yield! number "certificate: cost error" certificate.CostError errorOfCost (1.0 + errorOfCost)
                    yield! number "certificate: least cost" certificate.OptimalCost optimum (abs optimum)
                ])
    ]

/// The claims about a team of which the blocks are known, and how to come by the matrices of the whole system.
let private ofBlocks tolerance learned (blocks: Matrices<Blocks>) (whole: unit -> Given) (result: TeamResult) =
    let standard = PolicyClaims.standardOf learned
    let auxiliaries = TeamFormulas.auxiliaries blocks
    let magnitudes = TeamFormulas.magnitudes blocks
    let sizes = blocks.A.Sizes

    let states =
        Seq.map2 (fun size (own: Matrix) -> int64 size * int64 own.RowCount) sizes blocks.A.Own
        |> Seq.sum

    let optimum = lazy optimum auxiliaries result
    let isWhole = states <= largestWhole
    let given = lazy whole ()

    let isAveraged = isWhole && given.Value.Averaging > negligibleAveraging * tolerance

    [
        for expected, magnitude, population in List.zip3 auxiliaries.Deviations magnitudes.Deviations result.Populations do
            yield! ofPopulation standard tolerance expected magnitude population
        yield! ofMeanField standard tolerance auxiliaries.MeanField magnitudes.MeanField result.MeanField
        if isAveraged then
            yield! ofGiven tolerance sizes given.Value.System result
        else
            yield!
                shares auxiliaries result (costs result) (ofArray result.MeanField.P)
                |> PolicyClaims.ofCost tolerance "cost is the sum of all" result.Cost

            if isWhole then
                yield! ofWhole standard tolerance sizes given.Value.System optimum result
        yield! LearnedClaims.ofRecord tolerance learned (fun () -> distance auxiliaries result optimum.Value)
    ]

/// The claims about a team given by its populations.
let ofPopulations tolerance learned (problem: TeamProblem) result =
    let blocks = TeamBlocks.ofPopulations problem

    let given () =
        {
            System = Matrices.map Blocks.whole blocks
            Averaging = 0.0
        }

    ofBlocks tolerance learned blocks given result

/// The most an entry of the given matrices differs from the averaged one, relative to the largest of its matrix.
let private averagingError (blocks: Matrices<Blocks>) (system: System) =
    Matrices.map2 (fun given blocks -> identityError (Blocks.whole blocks) given given) system blocks
    |> Matrices.toList
    |> List.reduce max

/// Agents of a class are exchangeable, or as nearly so as the file says.
let private ofPartition tolerance averaging (stated: float option) =
    let name = "partition: agents of a class are exchangeable"

    match stated with
    | Some stated -> Claim.ratio tolerance $"{name} up to the averaging error" stated averaging
    | None -> Claim.equation tolerance name averaging

/// The claims about a monolithic team, in the classes that the result tells.
let ofClasses tolerance learned (classes: int[][]) (team: MonolithicTeam) result =
    let blocks = TeamBlocks.ofClasses classes team
    let whole = TeamBlocks.wholeOfClasses classes team

    let averaging = averagingError blocks whole

    let given () =
        {
            System = whole
            Averaging = averaging
        }

    ofPartition tolerance averaging result.AveragingError
    :: ofBlocks tolerance learned blocks given result
