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
    private readonly PythonPeer _python = new(options.Python, options.Scripts, options.Quick ? 0.02 : 0.5);
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

        // A slow call optimises itself while it runs.
        if (!table.IsSlow && !WarmUp.Run([.. table.Matches.SelectMany(match => match.Contenders).Where(contender => contender.IsOurs)]))
        {
            Console.Error.WriteLine($"{table.Title}: the JIT did not come to rest");
        }

        foreach (Match match in table.Matches)
        {
            (table.IsSlow ? Rounds.Slow : _rounds).Time(match);
        }

        if (table.Python is { } work)
        {
            AddPython(table, work);
        }
    }

    private void AddPython(Table table, PythonWork work)
    {
        Match[] answered = [.. table.Matches.Where(match => match.Answer.Length > 0)];
        foreach (PythonRow row in _python.Run(work.Script, answered.Select(work.Problem)))
        {
            Match match = answered.First(match => match.Label == row.Problem);
            double difference = Match.Difference(row.Answer, match.Answer.AsSpan(0, row.Answer.Length));
            if (difference <= table.Tolerance)
            {
                match.Times[new Contender(row.Library, row.Library, _ => row.Time.Median)] = row.Time;
            }
            else
            {
                match.Refusals.Add($"{match.Label}: {row.Library} differs by {difference:0.0e+0}");
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
        foreach (string line in Machine.Lines(versions.Concat(_python.Versions)))
        {
            writer.WriteLine($"- {line}");
        }

        writer.WriteLine();
    }
}
