/// Claims as JSON.
module SpanLqr.Cli.Verification.ClaimWriter

open SpanLqr.Files.Results
open SpanLqr.Files

/// What `verify --json` prints.
let render (claims: Claim list) =
    Json.render (fun json ->
        Json.object json (fun () ->
            json.WriteBoolean("holds", List.forall Claim.holds claims)
            json.WritePropertyName "claims"

            claims
            |> Json.array json (fun claim ->
                Json.object json (fun () ->
                    Json.text json "claim" claim.Name
                    Json.number json "stated" claim.Stated
                    Json.number json "recomputed" claim.Recomputed
                    Json.number json "error" (Some claim.Error)
                    json.WriteBoolean("holds", Claim.holds claim)))))
