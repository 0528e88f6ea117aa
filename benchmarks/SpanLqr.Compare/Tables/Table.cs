using System.Collections.Generic;
using SpanLqr.Compare.Measuring;

namespace SpanLqr.Compare.Tables;

/// <summary>One comparison: rows of the same work at growing sizes.</summary>
/// <param name="Title">What is computed.</param>
/// <param name="Note">How it is called, where that needs saying.</param>
/// <param name="Tolerance">How far answers may differ, relative to the largest entry.</param>
/// <param name="Matches">The rows.</param>
/// <param name="Columns">The peers.</param>
/// <param name="Targets">What is demanded.</param>
internal sealed record Table(
    string Title,
    string Note,
    double Tolerance,
    IReadOnlyList<Match> Matches,
    IReadOnlyList<Column> Columns,
    IReadOnlyList<Target> Targets)
{
    /// <summary>Flops of a row, where the share of the machine's peak says something.</summary>
    public PeakShare? Share { get; init; }

    /// <summary>Whether one call takes a good part of a second.</summary>
    public bool IsSlow { get; init; }

    /// <summary>What Python does of it, if anything.</summary>
    public PythonWork? Python { get; init; }
}
