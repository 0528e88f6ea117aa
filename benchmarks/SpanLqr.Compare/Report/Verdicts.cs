using System;
using System.Collections.Generic;
using System.Linq;
using SpanLqr.Compare.Measuring;
using SpanLqr.Compare.Tables;

namespace SpanLqr.Compare.Report;

/// <summary>Under each table: which targets were met and which were missed, where, and by how much.</summary>
internal static class Verdicts
{
    public static IEnumerable<string> Of(Table table, IReadOnlyList<Target> targets, Peak peak)
    {
        foreach (Target target in targets)
        {
            yield return Verdict(table, target);
        }

        if (table.Share is { } share)
        {
            yield return Verdict(table, share, peak);
        }

        yield return $"allocated by us: {table.Matches.Sum(match => match.AllocatedBytes)} bytes (target 0)";
        foreach (string refusal in table.Matches.SelectMany(match => match.Refusals))
        {
            yield return $"not timed: {refusal}";
        }
    }

    private static string Verdict(Table table, Target target)
    {
        (Match Match, double Ratio)[] rows =
            [.. table.Matches.Where(target.Covers).Select(match => (match, target.Ratio(match))).Where(row => double.IsFinite(row.Item2))];
        if (rows.Length == 0)
        {
            return $"{target.Heading}: nothing to compare";
        }

        string[] missed = [.. rows.Where(row => row.Ratio < target.Each).Select(row => $"{row.Match.Label} ({row.Ratio:0.00})")];
        double mean = Math.Exp(rows.Average(row => Math.Log(row.Ratio)));
        string demand = target.Mean > 0 ? $"≥ {target.Each:0.0} each, geometric mean ≥ {target.Mean:0.0}" : $"≥ {target.Each:0.0} each";
        bool met = missed.Length == 0 && mean >= target.Mean;
        string where = missed.Length == 0 ? "" : $"; below at {string.Join(", ", missed)}";
        return $"{target.Heading}, target {demand}: {(met ? "met" : "**missed**")}; geometric mean {mean:0.00}{where}";
    }

    private static string Verdict(Table table, PeakShare share, Peak peak)
    {
        IEnumerable<string> missed = table.Matches
            .Where(match => share.Applies(match) && share.Speed(match) < peak.Demand * peak.Speed)
            .Select(match => $"{match.Label} ({100 * share.Speed(match) / peak.Speed:0} %)");
        string[] all = [.. missed];
        string where = all.Length == 0 ? "met" : $"**missed** at {string.Join(", ", all)}";
        return $"target ≥ {100 * peak.Demand:0} % of the measured peak of {peak.Speed:0.0} GF/s ({peak.Width}) at n = 8, 12, 16: {where}";
    }
}
