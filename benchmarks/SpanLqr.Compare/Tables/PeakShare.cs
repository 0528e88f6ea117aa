using System;
using SpanLqr.Compare.Measuring;

namespace SpanLqr.Compare.Tables;

/// <summary>Our speed as a share of the peak of fused multiply-adds.</summary>
/// <param name="Flops">The flops of a row.</param>
/// <param name="Applies">The rows with a demand.</param>
internal sealed record PeakShare(Func<Match, double> Flops, Func<Match, bool> Applies)
{
    /// <summary>Flops per nanosecond of our checked door.</summary>
    public double Speed(Match match) =>
        Column.Team(Contender.Ours).Best(match) is { } ours ? Flops(match) / match.Times[ours].Median : double.NaN;
}
