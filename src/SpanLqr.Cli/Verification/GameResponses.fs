/// Everybody's policies in a game, what they cost, and what would be the best answer to them; nothing here shares code with the solver.
module SpanLqr.Cli.Verification.GameResponses

open MathNet.Numerics.LinearAlgebra
open SpanLqr.Reference
open SpanLqr.Reference.Dense
open SpanLqr.Files.Results
open SpanLqr.Cli.Verification.GameParts
open SpanLqr.Reference.GameFormulas
open SpanLqr.Games

/// A game with the gains of the file and everything that all claims need once.
type Judged =
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

let vector (entries: float[]) =
    Vector<float>.Build.DenseOfArray entries

/// The game with the policies of a result.
let judged (problem: GameProblem) (result: GameResult) =
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

let gap (found: Vector<float>) (expected: Vector<float>) =
    (found - expected).L2Norm() / (1.0 + expected.L2Norm())

let rowsOf judged l (stacked: Matrix) =
    stacked.SubMatrix(l * judged.M, judged.M, 0, stacked.ColumnCount)

let partOf judged l (stacked: Vector<float>) =
    stacked.SubVector(l * judged.M, judged.M)

/// (I − H)⁻¹x of one population.
let forget judged l (x: Matrix) =
    (identity judged.M - judged.Populations[l].ClosedLoop.Transpose()).Solve x

/// K² = −TZF.
let meanFieldGain judged l =
    -judged.Populations[l].Lever * (rowsOf judged l judged.Z * judged.F)

/// κ = −T(I − H)⁻¹(Zc + Cβ).
let offset judged l =
    let force = rowsOf judged l judged.Z * judged.C + partOf judged l judged.Pull

    -judged.Populations[l].Lever
    * (forget judged l (force.ToColumnMatrix())).Column(0)

let stacked f judged =
    judged.Populations
    |> Array.mapi (fun l _ -> f judged l: Matrix)
    |> Array.reduce (fun upper lower -> upper.Stack lower)

/// The law that policies bring about: A − B(diag K¹ + [K²]) and −Bκ.
let lawOf judged (gain: int -> Matrix) (offset: int -> Vector<float>) =
    let order = judged.F.RowCount

    let rows _ l =
        let own = zero judged.M order
        own.SetSubMatrix(0, l * judged.M, judged.Populations[l].ClosedLoop)
        own - judged.Populations[l].B * gain l

    let c =
        stacked (fun _ l -> -(judged.Populations[l].B * offset l).ToColumnMatrix()) judged

    stacked rows judged, c.Column 0

/// What an agent of l in state z pays for its input u, before these means.
let stageCostAt judged (means: Vector<float>) l (z: Vector<float>) (u: Vector<float>) =
    let population = judged.Populations[l]

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

let stageCost judged (means: Vector<float>) l =
    let result = judged.Results[l]
    let z = partOf judged l means
    stageCostAt judged means l z (-(ofArray result.K1 * z) - ofArray result.K2 * means - vector result.Offset)

/// tr(PW) and the stage cost at the stationary means.
let cost judged l =
    let population = judged.Populations[l]
    let means = (identity judged.F.RowCount - judged.F).Solve judged.C

    traceOfProduct (ofArray judged.Results[l].P) population.W
    + stageCost judged means l

let stepOf judged l : Riccati.Step =
    let population = judged.Populations[l]

    {
        A = population.A
        B = population.B
        Q = population.Weight
        R = population.R
        S = zero judged.M population.B.ColumnCount
    }

/// The game with everybody's best gain on the own state, which depends on nobody else.
let withBestOwn (problem: GameProblem) judged =
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
let facing (f: Matrix, c: Vector<float>) judged =
    { judged with
        F = f
        C = c
        Z = stackedSums judged.Populations judged.Weights f
    }

/// The law that best responses to the law bring about.
let answered judged =
    lawOf judged (meanFieldGain judged) (offset judged)

/// Best response and consistency in turn settle within so many turns, or not at all.
let private patience = 5000

/// Laws that differ by no more than this are one and its rounding.
let private settled = 1e-12

/// The equilibrium, with the steps damped where they do not settle otherwise; nothing where they never do.
let equilibrium judged =
    let rec settle damping remaining judged =
        let f, c = answered judged
        let moved = relativeError f judged.F + gap c judged.C

        if moved <= settled then
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

let gains judged =
    [
        for result in judged.Results do
            ofArray result.K1
            ofArray result.K2
            (vector result.Offset).ToColumnMatrix()
    ]

let costs judged =
    Seq.init judged.Populations.Length (cost judged) |> Seq.sum
