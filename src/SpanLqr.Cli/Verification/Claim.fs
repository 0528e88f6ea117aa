namespace SpanLqr.Cli.Verification

/// One thing that a result says, and what came of computing it again.
type Claim =
    {
        Name: string
        /// The number in the file, where the claim is about one.
        Stated: float option
        /// The same number computed again.
        Recomputed: float option
        /// How far apart the two are, or how far an equation is from holding; relative.
        Error: float
        /// The most the error may be.
        Allowed: float
    }

module Claim =
    /// A NaN holds nothing.
    let holds claim = claim.Error <= claim.Allowed

    /// An equation holds.
    let equation tolerance name error =
        {
            Name = name
            Stated = None
            Recomputed = None
            Error = error
            Allowed = tolerance
        }

    /// What a result must say and does not.
    let missing what =
        {
            Name = $"missing: {what}"
            Stated = None
            Recomputed = None
            Error = infinity
            Allowed = 0.0
        }

    /// The claims about something stated; where it is not, that it is missing.
    let required what (stated: 'a option) (claims: 'a -> Claim list) =
        match stated with
        | Some stated -> claims stated
        | None -> [ missing what ]

    /// The stated number is the recomputed one, apart from a share of the terms it is a sum of.
    let sum tolerance name stated recomputed scale =
        let gap = abs (stated - recomputed)

        {
            Name = name
            Stated = Some stated
            Recomputed = Some recomputed
            Error = (if gap = 0.0 then 0.0 else gap / scale)
            Allowed = tolerance
        }

    /// The stated number is the recomputed one, both already relative to something.
    let ratio tolerance name stated recomputed =
        sum tolerance name stated recomputed 1.0
