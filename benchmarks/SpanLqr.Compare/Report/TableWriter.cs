using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using SpanLqr.Compare.Measuring;
using SpanLqr.Compare.Tables;

namespace SpanLqr.Compare.Report;

/// <summary>A table in Markdown: nanoseconds as "median (minimum)", ratios of medians, and what was missed.</summary>
internal static class TableWriter
{
    private static readonly Column Ours = Column.Team(Contender.Ours);
    private static readonly Column OursRaw = Column.Team(Contender.OursRaw);

    public static void Write(TextWriter writer, Table table, Peak peak)
    {
        Column[] columns = [Ours, .. Present(table, [OursRaw, .. table.Columns])];
        Target[] targets = [.. table.Targets.Where(target => table.Matches.Any(match => double.IsFinite(target.Ratio(match))))];
        writer.WriteLine($"### {table.Title}");
        writer.WriteLine();
        writer.WriteLine(table.Note);
        writer.WriteLine();
        List<string> headings = ["size", .. columns.Select(column => column.Heading), "fastest peer"];
        headings.AddRange(targets.Select(target => target.Heading));
        headings.AddRange(table.Share is null ? [] : ["GF/s", "% of peak"]);
        Row(writer, headings);
        Row(writer, headings.Select((_, index) => index == 0 ? "--" : "--:"));
        foreach (Match match in table.Matches)
        {
            List<string> cells = [match.Label, .. columns.Select(column => Cell(column, match)), Column.BestPeer.Best(match)?.Variant ?? ""];
            cells.AddRange(targets.Select(target => RatioCell(target, match)));
            cells.AddRange(table.Share is null ? [] : ShareCells(table.Share, match, peak));
            Row(writer, cells);
        }

        writer.WriteLine();
        foreach (string line in Verdicts.Of(table, targets, peak))
        {
            writer.WriteLine($"- {line}");
        }

        writer.WriteLine();
    }

    private static IEnumerable<Column> Present(Table table, IEnumerable<Column> columns) =>
        columns.Where(column => table.Matches.Any(match => column.Best(match) is not null));

    private static string Cell(Column column, Match match) =>
        column.Best(match) is { } best ? $"{Number(match.Times[best].Median)} ({Number(match.Times[best].Minimum)})" : "–";

    private static string RatioCell(Target target, Match match)
    {
        double ratio = target.Ratio(match);
        return !double.IsFinite(ratio) ? "–"
            : ratio < 1 ? $"**{ratio:0.00} we lose**"
            : target.Covers(match) && ratio < target.Each ? $"**{ratio:0.00}**"
            : $"{ratio:0.00}";
    }

    private static string[] ShareCells(PeakShare share, Match match, Peak peak)
    {
        double speed = share.Speed(match);
        return double.IsFinite(speed) ? [$"{speed:0.0}", $"{100 * speed / peak.Speed:0}"] : ["–", "–"];
    }

    private static string Number(double nanoseconds) => nanoseconds < 100 ? $"{nanoseconds:0.00}" : $"{nanoseconds:0}";

    private static void Row(TextWriter writer, IEnumerable<string> cells) => writer.WriteLine($"| {string.Join(" | ", cells)} |");
}
