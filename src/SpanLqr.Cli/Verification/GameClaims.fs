/// What the result of a `game` problem claims.
module SpanLqr.Cli.Verification.GameClaims

open MathNet.Numerics.LinearAlgebra
open SpanLqr.Reference
open SpanLqr.Reference.Dense
open SpanLqr.Cli.Results
open SpanLqr.Cli.Verification.GameFormulas
open SpanLqr.Cli.Verification.GameResponses
open SpanLqr.Games

let private ofCost tolerance judged l =
    let recomputed = cost judged l

    let name =
        $"{judged.Results[l].Name}: cost is tr(PW) and the stage cost at the stationary means"

    Claim.required name judged.Results[l].Cost (fun stated -> [ Claim.sum tolerance name stated recomputed (1.0 + abs recomputed) ])

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

    [
        for l in 0 .. populations.Length - 1 do
            yield! ofPopulation standard tolerance judged sizes l
        Claim.equation tolerance "F is what the policies make of the mean field" (relativeError f statedF)
        Claim.equation tolerance "c is what the policies make of the mean field" (gap judged.C statedC)
        yield! SpectralClaims.ofStatedRadius tolerance "mean field: " f result.SpectralRadius
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
        yield!
            Claim.required "residual" result.Residual (fun stated ->
                let recomputed =
                    sqrt ((bestF - f).FrobeniusNorm() ** 2.0 + (bestC - judged.C).L2Norm() ** 2.0)

                [ Claim.ratio tolerance "residual" stated recomputed ])
        yield! Claim.required "trajectory" result.Trajectory (fun trajectory -> [ ofTrajectory tolerance judged start trajectory ])
        yield! LearnedClaims.ofRecord tolerance learned (fun () -> distance judged best)
    ]
