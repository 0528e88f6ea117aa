/// What the result of a `team` problem claims.
module SpanLqr.Cli.Verification.TeamClaims

open SpanLqr.Cli
open SpanLqr.Cli.Dense
open SpanLqr.Cli.Results
open SpanLqr.Teams

/// The matrices of one system.
type private System = Matrices<Matrix>

/// The most entries of the whole state for which the whole system is looked at.
let private largestWhole = 400L

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

let private ofPopulation tolerance (expected: System) (magnitude: System) (population: PopulationResult) =
    let prefix = $"{population.Name}: "
    let result = population.Deviation
    let p = ofArray result.P

    [
        ofMatrices tolerance prefix expected magnitude result
        if not (isIdle population) then
            yield! PolicyClaims.ofPolicy tolerance prefix (step expected) p (ofArray result.K) result.SpectralRadius
        yield! PolicyClaims.ofCost tolerance $"{prefix}cost is (N − 1) tr(PW)" result.Cost [ float (population.Size - 1), p, expected.W ]
    ]

let private ofMeanField tolerance (expected: System) (magnitude: System) (result: AuxiliaryResult) =
    let prefix = "mean field: "
    let p = ofArray result.P

    [
        ofMatrices tolerance prefix expected magnitude result
        yield! PolicyClaims.ofPolicy tolerance prefix (step expected) p (ofArray result.K) result.SpectralRadius
        yield! PolicyClaims.ofCost tolerance $"{prefix}cost is tr(PW)" result.Cost [ 1.0, p, expected.W ]
    ]

let private ofTotal tolerance (auxiliaries: TeamFormulas.Auxiliaries) (result: TeamResult) =
    let shares =
        Seq.map2
            (fun (population: PopulationResult) (system: System) -> float (population.Size - 1), ofArray population.Deviation.P, system.W)
            result.Populations
            auxiliaries.Deviations
        |> List.ofSeq

    (1.0, ofArray result.MeanField.P, auxiliaries.MeanField.W) :: shares
    |> PolicyClaims.ofCost tolerance "cost is the sum of all" result.Cost

let private gains (result: TeamResult) =
    result.Populations
    |> List.map (fun population -> ofArray population.Deviation.K)
    |> Array.ofList

let private costs (result: TeamResult) =
    result.Populations
    |> List.map (fun population -> ofArray population.Deviation.P)
    |> Array.ofList

let private ofCertificate tolerance gainError costError (certificate: Certificate) =
    let claim name stated recomputed =
        stated
        |> Option.map (fun stated -> Claim.ratio tolerance name stated recomputed)
        |> Option.toList

    claim "certificate: gain error" certificate.GainError gainError
    @ claim "certificate: cost error" certificate.CostError costError

/// The assembled policy against the equations of the whole system, which the decomposition was meant to spare.
let private ofWhole tolerance sizes (system: System) (result: TeamResult) =
    let p = TeamFormulas.assembleCost sizes (costs result) (ofArray result.MeanField.P)
    let k = TeamFormulas.assembleGain sizes (gains result) (ofArray result.MeanField.K)
    let errors = Riccati.errors (step system) p p k
    let cost = traceOfProduct p system.W
    let magnitude = traceOfProduct (p.PointwiseAbs()) (system.W.PointwiseAbs())

    [
        Claim.equation tolerance "whole system: assembled P solves its Riccati equation" errors.Riccati
        Claim.equation tolerance "whole system: assembled K is its gain" errors.Gain
        match result.Cost with
        | Some stated -> Claim.sum tolerance "whole system: cost" stated cost magnitude
        | None -> ()
        match result.Certificate with
        | Some certificate ->
            let gainError = relativeError k (Riccati.gain (step system) p)
            let stated = result.Cost |> Option.defaultValue cost
            yield! ofCertificate tolerance gainError (relativeDifference stated cost) certificate
        | None -> ()
    ]

/// The claims about a team of which the blocks are known, and how to come by the matrices of the whole system.
let private ofBlocks tolerance (blocks: Matrices<Blocks>) (whole: unit -> System) (result: TeamResult) =
    let auxiliaries = TeamFormulas.auxiliaries blocks
    let magnitudes = TeamFormulas.magnitudes blocks
    let sizes = blocks.A.Sizes

    let states =
        Seq.map2 (fun size (own: Matrix) -> int64 size * int64 own.RowCount) sizes blocks.A.Own
        |> Seq.sum

    [
        for expected, magnitude, population in List.zip3 auxiliaries.Deviations magnitudes.Deviations result.Populations do
            yield! ofPopulation tolerance expected magnitude population
        yield! ofMeanField tolerance auxiliaries.MeanField magnitudes.MeanField result.MeanField
        yield! ofTotal tolerance auxiliaries result
        if states <= largestWhole then
            yield! ofWhole tolerance sizes (whole ()) result
    ]

/// The claims about a team given by its populations.
let ofPopulations tolerance (problem: TeamProblem) result =
    let blocks = TeamBlocks.ofPopulations problem
    ofBlocks tolerance blocks (fun () -> Matrices.map Blocks.whole blocks) result

let private ofPartition tolerance (blocks: Matrices<Blocks>) (system: System) =
    Matrices.map2 (fun given blocks -> identityError (Blocks.whole blocks) given given) system blocks
    |> Matrices.toList
    |> List.reduce max
    |> Claim.equation tolerance "partition: agents of a class are exchangeable"

/// The claims about a monolithic team, in the classes that the result tells.
let ofClasses tolerance (classes: int[][]) (team: MonolithicTeam) result =
    let blocks = TeamBlocks.ofClasses classes team
    let whole = TeamBlocks.wholeOfClasses classes team

    ofPartition tolerance blocks whole
    :: ofBlocks tolerance blocks (fun () -> whole) result
