/// What every policy claims, whatever it is the policy of.
module SpanLqr.Cli.Verification.PolicyClaims

open SpanLqr.Cli.Dense

/// P is the cost to go, K its gain, and the closed loop is stable.
let ofPolicy tolerance prefix (step: Riccati.Step) (p: Matrix) (k: Matrix) statedRadius =
    let errors = Riccati.errors step p p k
    let closedLoop = step.A - step.B * k

    [
        Claim.equation tolerance $"{prefix}P is symmetric" errors.Symmetry
        Claim.equation tolerance $"{prefix}P solves the Riccati equation" errors.Riccati
        Claim.equation tolerance $"{prefix}K is the gain of P" errors.Gain
        yield! SpectralClaims.ofRadius tolerance prefix closedLoop statedRadius
    ]

/// tr(PW) as stated and computed again.
let ofCost tolerance name stated (weights: (float * Matrix * Matrix) list) =
    let total f =
        weights |> List.sumBy (fun (count, p, w) -> count * f p w)

    let magnitude (p: Matrix) (w: Matrix) =
        traceOfProduct (p.PointwiseAbs()) (w.PointwiseAbs())

    stated
    |> Option.map (fun stated -> Claim.sum tolerance name stated (total traceOfProduct) (total magnitude))
    |> Option.toList
