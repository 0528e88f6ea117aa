/// What a result claims about the eigenvalues of its closed loop.
module SpanLqr.Cli.Verification.SpectralClaims

open System.Numerics
open SpanLqr.Reference
open SpanLqr.Reference.Dense

/// How far apart two eigenvalues are, or 0 when rounding the matrix could carry the one into the other:
/// then it could also stop half-way, which tells a cluster from two eigenvalues that are merely both there.
let private gap tolerance (closedLoop: Spectrum.Sum) (stated: Complex) (found: Complex) =
    let distance = (stated - found).Magnitude / max 1.0 found.Magnitude

    let isRounding () =
        [ stated; (stated + found) / Complex(2.0, 0.0) ]
        |> List.forall (Spectrum.isWithinRounding closedLoop)

    if distance > tolerance && isRounding () then
        0.0
    else
        distance

/// The radius is below 1, and it is the stated one.
let ofRadius tolerance prefix (closedLoop: Spectrum.Sum) stated =
    match Spectrum.eigenvalues closedLoop.Value with
    | None -> [ Claim.equation tolerance $"{prefix}closed loop is stable" nan ]
    | Some values ->
        let largest = Array.last values
        let radius = largest.Magnitude

        let stable =
            {
                Name = $"{prefix}closed loop is stable"
                Stated = None
                Recomputed = Some radius
                Error = (if radius < 1.0 then 0.0 else radius)
                Allowed = 0.0
            }

        // The circle of the stated radius, at the angle of the eigenvalue that is farthest out.
        let onCircle stated =
            if radius = 0.0 then
                Complex(stated, 0.0)
            else
                largest * Complex(stated / radius, 0.0)

        let agrees stated =
            {
                Name = $"{prefix}spectral radius"
                Stated = Some stated
                Recomputed = Some radius
                Error = gap tolerance closedLoop (onCircle stated) largest
                Allowed = tolerance
            }

        stable :: (stated |> Option.map agrees |> Option.toList)

/// The same where the file has to state the radius.
let ofStatedRadius tolerance prefix closedLoop (stated: float option) =
    ofRadius tolerance prefix closedLoop stated
    @ Claim.required $"{prefix}spectral radius" stated (fun _ -> [])

/// Pairs each stated eigenvalue with the nearest one not yet taken.
let private pair (found: Complex[]) (stated: Complex[]) : (Complex * Complex) list =
    let take (free: Complex list, pairs) (value: Complex) =
        let nearest = free |> List.minBy (fun (other: Complex) -> (other - value).Magnitude)
        let index = List.findIndex ((=) nearest) free
        List.removeAt index free, (value, nearest) :: pairs

    stated |> Array.fold take (List.ofArray found, []) |> snd

/// The stated eigenvalues are those of the closed loop.
let ofEigenvalues tolerance (closedLoop: Spectrum.Sum) (stated: Complex[] option) =
    match stated, Spectrum.eigenvalues closedLoop.Value with
    | None, _ -> []
    | Some _, None -> [ Claim.equation tolerance "eigenvalues" nan ]
    | Some stated, Some found ->
        pair found stated
        |> List.map (fun (value, nearest) -> gap tolerance closedLoop value nearest)
        |> List.max
        |> Claim.equation tolerance "eigenvalues"
        |> List.singleton
