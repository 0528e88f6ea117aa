/// What every policy claims, whatever it is the policy of.
module SpanLqr.Cli.Verification.PolicyClaims

open SpanLqr.Reference
open SpanLqr.Reference.Dense

/// What a gain is to the P beside it.
type Standard =
    /// Solved: P is the least cost to go, and K its gain.
    | Optimal
    /// Learned: P is what K costs, whatever K is.
    | Evaluated

/// The standard of a result that was learned, and of one that was not.
let standardOf learned =
    if Option.isSome learned then Evaluated else Optimal

/// P is the cost to go, K a gain of that standard, and the closed loop is stable.
let ofPolicy standard tolerance prefix (step: Riccati.Step) (p: Matrix) (k: Matrix) statedRadius =
    let errors = Riccati.errors step p p k
    let closedLoop = Spectrum.closedLoop step.A step.B k

    [
        Claim.equation tolerance $"{prefix}P is symmetric" errors.Symmetry
        match standard with
        | Optimal ->
            Claim.equation tolerance $"{prefix}P solves the Riccati equation" errors.Riccati
            Claim.equation tolerance $"{prefix}K is the gain of P" errors.Gain
        | Evaluated -> Claim.equation tolerance $"{prefix}P is the cost to go of K" (Riccati.evaluationError step p k)
        yield! SpectralClaims.ofStatedRadius tolerance prefix closedLoop statedRadius
    ]

/// tr(PW) as stated and computed again.
let ofCost tolerance name stated (weights: (float * Matrix * Matrix) list) =
    let total f =
        weights |> List.sumBy (fun (count, p, w) -> count * f p w)

    let magnitude (p: Matrix) (w: Matrix) =
        traceOfProduct (p.PointwiseAbs()) (w.PointwiseAbs())

    Claim.required name stated (fun stated -> [ Claim.sum tolerance name stated (total traceOfProduct) (total magnitude) ])

/// ‖K‖_F over all gains together.
let norm (gains: Matrix list) =
    gains |> List.sumBy (fun gain -> gain.FrobeniusNorm() ** 2.0) |> sqrt

/// ‖K − K*‖_F over all gains together.
let distance (gains: Matrix list) (best: Matrix list) = norm (List.map2 (-) gains best)
