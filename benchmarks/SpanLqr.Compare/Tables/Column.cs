using System;
using System.Linq;
using SpanLqr.Compare.Measuring;

namespace SpanLqr.Compare.Tables;

/// <summary>The best of some contenders, by median.</summary>
internal sealed record Column(string Heading, Func<Contender, bool> Select)
{
    public static Column Team(string team) => new(team, contender => contender.Team == team);

    /// <summary>Everybody but us.</summary>
    public static Column BestPeer { get; } = new("best peer", contender => !contender.IsOurs);

    /// <summary>The best of a match, or null where none of them took part.</summary>
    public Contender? Best(Match match) =>
        match.Times.Keys.Where(Select).OrderBy(contender => match.Times[contender].Median).FirstOrDefault();
}
