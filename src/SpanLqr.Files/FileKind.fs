namespace SpanLqr.Files

open SpanLqr.Files.Results

/// A kind of problem as its files describe it.
type FileKind =
    {
        Name: string
        /// What the schema of its problems says of it.
        Description: string
        IsProblem: Problem -> bool
        Problem: Codec<Problem>
        IsResult: Result -> bool
        Result: ResultFormat
    }

module FileKind =
    /// What the description of every kind ends with.
    [<Literal>]
    let CheckedOnReading = "Sizes, symmetry and definiteness are checked on reading."
