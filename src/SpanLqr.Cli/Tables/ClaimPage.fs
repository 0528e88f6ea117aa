/// Claims as people read them.
module SpanLqr.Cli.Tables.ClaimPage

open Spectre.Console
open SpanLqr.Cli.Tables.Page
open SpanLqr.Cli.Verification

let private verdict claim =
    let word, colour =
        if Claim.holds claim then
            "yes", Color.Green
        else
            "NO", Color.Red

    Text(word, Style(foreground = colour)) :> Rendering.IRenderable

let private row claim =
    [
        text claim.Name
        text (numberOrDash claim.Stated)
        text (numberOrDash claim.Recomputed)
        text (error claim.Error)
        verdict claim
    ]

/// The page that `verify` prints.
let ofClaims (claims: Claim list) : Page =
    let failed = claims |> List.filter (Claim.holds >> not) |> List.length

    [
        table [ "claim"; "in the file"; "recomputed"; "error"; "holds" ] (List.map row claims)
        if failed = 0 then
            text $"all {claims.Length} claims hold"
        else
            text $"{failed} of {claims.Length} claims do not hold"
    ]
