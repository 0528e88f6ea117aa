using System;
using System.Collections.Generic;
using SpanLqr.Compare.Data;
using SpanLqr.Compare.Measuring;
using SpanLqr.Compare.Ours;
using SpanLqr.Compare.Peers;

namespace SpanLqr.Compare.Tables;

/// <summary>Everybody who can do some work at some size.</summary>
internal sealed class Roster(IReadOnlyList<NativePeer> peers)
{
    /// <summary>The team of a peer's file for a piece of work.</summary>
    public static string TeamOf(string family) => family switch
    {
        "eigen" => "Eigen",
        "openblas" => "OpenBLAS",
        "libxsmm" => "libxsmm",
        "slicot" => "SLICOT",
        "blasfeo" => "BLASFEO",
        "hpipm" => "HPIPM",
        "spanlqr" => Contender.OursExported,
        _ => family,
    };

    /// <summary>A match with our two doors and every variant of every peer that knows one of these works.</summary>
    public Match Match(string label, Plant plant, int horizon, int outputs, string op, params ReadOnlySpan<string> furtherOps) =>
        Match(label, plant, horizon, outputs, Math.Max(1, horizon), op, furtherOps);

    /// <summary>The same with a unit of work of its own: what a time is divided by.</summary>
    public Match Match(string label, Plant plant, int horizon, int outputs, int units, string op, params ReadOnlySpan<string> furtherOps)
    {
        var match = new Match(label, new ProblemData(plant, horizon), outputs, units);
        IWorker worker = Sizes.Worker(plant.N, plant.M);
        AddOurs(match, worker, op, Tier.Checked, Contender.Ours);
        AddOurs(match, worker, op, Tier.Raw, Contender.OursRaw);
        AddOurs(match, worker, op + "-one-by-one", Tier.Checked, Contender.OneByOne);
        AddPeers(match, op);
        foreach (string further in furtherOps)
        {
            AddPeers(match, further);
        }

        return match;
    }

    private static void AddOurs(Match match, IWorker worker, string op, Tier tier, string team)
    {
        if (worker.Find(op, tier) is { } loop)
        {
            ProblemData data = match.Data;
            match.Contenders.Add(new Contender(team, "", iterations => loop(data, iterations)));
        }
    }

    private void AddPeers(Match match, string op)
    {
        ProblemData data = match.Data;
        int n = data.Plant.N, m = data.Plant.M;
        byte[] name = NativePeer.Bytes(op);
        foreach (NativePeer peer in peers)
        {
            for (int variant = 0; variant < peer.Variants(op, n, m); variant++)
            {
                int chosen = variant;
                string how = $"{peer.Name}: {peer.VariantName(op, n, m, variant)}";
                match.Contenders.Add(new Contender(TeamOf(peer.Family), how, iterations => peer.Bench(name, chosen, data, iterations)));
            }
        }
    }
}
