using System.Collections.Generic;
using System.Linq;
using SpanLqr.Compare.Data;
using SpanLqr.Compare.Measuring;
using SpanLqr.Compare.Peers;

namespace SpanLqr.Accuracy;

/// <summary>The shared objects of benchmarks/peers that solve the equation: SLICOT.</summary>
internal sealed class NativeSolvers(string directory)
{
    private const string Operation = "dare-solution";
    private const int Rounds = 5;
    private const double SecondsPerRound = 0.01;
    private readonly NativePeer[] _peers = [.. NativePeer.LoadAll(directory).Where(peer => peer.Variants(Operation, 1, 1) > 0)];

    public IEnumerable<string> Versions => _peers.Select(peer => peer.Version);

    /// <summary>An answer of each variant of each peer.</summary>
    public IEnumerable<Answer> Solve(Plant plant)
    {
        var data = new ProblemData(plant, horizon: 1);
        return [.. _peers.SelectMany(peer => Enumerable.Range(0, peer.Variants(Operation, plant.N, plant.M)).Select(variant => Solve(peer, variant, data)))];
    }

    private static Answer Solve(NativePeer peer, int variant, ProblemData data)
    {
        Plant plant = data.Plant;
        string name = peer.VariantName(Operation, plant.N, plant.M, variant);
        byte[] operation = NativePeer.Bytes(Operation);
        double once = peer.Bench(operation, variant, data, 1);
        if (!(once >= 0))
        {
            return new Answer(name, "refused", null, double.NaN);
        }

        double[,] p = Case.Rectangular(data.Output[..(plant.N * plant.N)].ToArray(), plant.N);
        long calls = 1 + (long)(SecondsPerRound / once);
        double[] rounds = [.. Enumerable.Range(0, Rounds).Select(_ => peer.Bench(operation, variant, data, calls) * 1e9 / calls)];
        return new Answer(name, "answered", p, Sample.Of(rounds).Median);
    }
}
