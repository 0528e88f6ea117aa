/// An experiment of a paper: independent jobs, and what their numbers say together.
namespace SpanLqr.Cli.Reproduction

open System.Threading
open SpanLqr.Cli.Pictures

/// One independent piece of an experiment. The same key gives the same numbers, whatever runs beside it.
type Job =
    {
        Key: string
        Run: CancellationToken -> float[]
    }

/// What came out.
type Outcome =
    {
        Chart: Chart
        Columns: string list
        /// A row of the data: labels and numbers as text.
        Rows: string list list
        /// What we measured, in words and numbers.
        Findings: string list
    }

type Figure =
    {
        Name: string
        Title: string
        /// Where it stands.
        Source: string
        /// What the paper says of it, in our words.
        Claims: string list
        /// Every parameter, and whether it is the paper's or our choice where the paper leaves it open.
        Settings: (string * string) list
        /// Where ours differs from the paper's, and why.
        Differences: string list
        Jobs: Job list
        /// From the numbers of the jobs, by key, to what they say.
        Conclude: (string -> float[]) -> Outcome
    }
