using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using SpanLqr.Compare.Measuring;
using SpanLqr.Compare.Peers;
using SpanLqr.Compare.Report;
using SpanLqr.Compare.Tables;

namespace SpanLqr.Compare;

/// <summary>The whole run: verify, warm up, time in turn, write.</summary>
internal sealed class Comparison(Options options, TextWriter writer)
{
    private const int PeakRounds = 40;
    private readonly Rounds _rounds = options.Quick ? Rounds.Quick : Rounds.Full;
    private readonly ScipyPeer _scipy = new(options.Python, options.Scipy, options.Quick ? 0.02 : 0.5);
    private readonly NativePeer[] _peers = NativePeer.LoadAll(options.Peers);

    public void Run()
    {
        Peak peak = FmaPeak.Measure(PeakRounds);
        Table[] tables =
            [.. new Catalog(new Roster(_peers)).All().Where(table => table.Title.Contains(options.Only, StringComparison.OrdinalIgnoreCase))];
        foreach (Table table in tables)
        {
            Console.Error.WriteLine($"… {table.Title}");
            Time(table);
        }

        WriteHead();
        foreach (Table table in tables)
        {
            TableWriter.Write(writer, table, peak);
        }
    }

    private void Time(Table table)
    {
        foreach (Match match in table.Matches)
        {
            match.Verify(table.Tolerance);
        }

        if (!WarmUp.Run([.. table.Matches.SelectMany(match => match.Contenders).Where(contender => contender.IsOurs)]))
        {
            Console.Error.WriteLine($"{table.Title}: the JIT did not come to rest");
        }

        foreach (Match match in table.Matches)
        {
            _rounds.Time(match);
        }

        if (options.Scipy.Length > 0 && table.Columns.Any(column => column.Heading == "scipy"))
        {
            AddScipy(table);
        }
    }

    private void AddScipy(Table table)
    {
        IReadOnlyDictionary<string, ScipyRow> rows = _scipy.Run(table.Matches.Select(match => match.Data.Plant));
        foreach (Match match in table.Matches.Where(match => rows.ContainsKey(match.Label) && match.Answer.Length > 0))
        {
            ScipyRow row = rows[match.Label];
            double difference = Match.Difference(row.Solution, match.Answer.AsSpan(0, row.Solution.Length));
            if (difference <= table.Tolerance)
            {
                match.Times[new Contender("scipy", "scipy", _ => row.Time.Median)] = row.Time;
            }
            else
            {
                match.Refusals.Add($"{match.Label}: scipy differs by {difference:0.0e+0}");
            }
        }
    }

    private void WriteHead()
    {
        writer.WriteLine("## SpanLqr beside its peers");
        writer.WriteLine();
        writer.WriteLine(
            $"Nanoseconds a call, median (minimum) of {_rounds.Count} rounds of {_rounds.Seconds * 1e6:0} µs; within a table all take turns in one "
                + "process. SpanLqr: the checked public methods; \"raw\": the unchecked members of ILqrShape. Ratios are of medians, the fastest "
                + "variant of a peer to our checked method; bold where a target is missed. Whoever disagrees with our answer is not timed.");
        writer.WriteLine();
        if (options.Quick)
        {
            writer.WriteLine("**A quick run: it shows that everything runs, not how fast.**");
            writer.WriteLine();
        }

        if (!Machine.IsPinned)
        {
            writer.WriteLine("**Not pinned to one processor: see compare.sh.**");
            writer.WriteLine();
        }

        IEnumerable<string> versions = _peers.Select(peer => $"{peer.Name}: {peer.Version}");
        foreach (string line in Machine.Lines(_scipy.Version.Length > 0 ? versions.Append(_scipy.Version) : versions))
        {
            writer.WriteLine($"- {line}");
        }

        writer.WriteLine();
    }
}
