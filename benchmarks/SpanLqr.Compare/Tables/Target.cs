using System;
using SpanLqr.Compare.Measuring;

namespace SpanLqr.Compare.Tables;

/// <summary>What the ratio of a peer's median to ours should be.</summary>
/// <param name="Against">The best of whom.</param>
/// <param name="Each">At least this in every row.</param>
/// <param name="Mean">At least this in the geometric mean of the rows; 0 for no such demand.</param>
/// <param name="Applies">Which rows; all if null.</param>
internal sealed record Target(Column Against, double Each, double Mean = 0, Func<Match, bool>? Applies = null)
{
    /// <summary>Which of our doors; the checked one unless said otherwise.</summary>
    public Column Ours { get; init; } = Column.Team(Contender.Ours);

    /// <summary>The ratio as a heading.</summary>
    public string Heading => $"{Against.Heading} ÷ {(Ours.Heading == Contender.Ours ? "ours" : Ours.Heading)}";

    public bool Covers(Match match) => Applies is null || Applies(match);

    /// <summary>The peer's median over ours; NaN where one of them is missing.</summary>
    public double Ratio(Match match)
    {
        Contender? ours = Ours.Best(match), peer = Against.Best(match);
        return ours is null || peer is null ? double.NaN : match.Times[peer].Median / match.Times[ours].Median;
    }
}
