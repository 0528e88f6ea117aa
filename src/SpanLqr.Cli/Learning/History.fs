namespace SpanLqr.Cli.Learning

open System
open System.Globalization
open SpanLqr.Files.Results

module HistoryEntry =
    /// How the run stands, in a few words.
    let describe (session: Session) (line: HistoryEntry) =
        let text (format: string) (value: float) =
            value.ToString(format, CultureInfo.InvariantCulture)

        let gap = (line.Cost - session.BestCost) / abs session.BestCost

        let percent =
            if Double.IsFinite gap then
                text "G3" (100.0 * gap) + " %"
            else
                "–"

        let cost = text "G6" line.Cost

        match line.LawError with
        | Some error -> $"""iteration {line.Iteration}, cost {cost}, F off by {text "G3" error.F}, c by {text "G3" error.C}"""
        | None -> $"iteration {line.Iteration}, cost {cost}, gap {percent}"

/// A run so far.
type Progress =
    {
        /// The latest first.
        History: HistoryEntry list
        State: SpanLqr.Learning.LearnerState
    }
