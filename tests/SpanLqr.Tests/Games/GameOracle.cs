using System.Linq;
using SpanLqr.Games;
using SpanLqr.Reference;

namespace SpanLqr.Tests.Games;

/// <summary>The same game for the F# reference, zeros written out.</summary>
internal static class GameOracle
{
    public static Game.Game Of(GameProblem problem)
    {
        int count = problem.Populations.Count, m = problem.StateDim;
        double[][][,] weights = Enumerable.Range(0, count)
            .Select(l => Enumerable.Range(0, count).Select(k => (l == k ? problem.Populations[l].Own : null) ?? new double[m, m]).ToArray())
            .ToArray();
        double[][][] offsets = Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, count).Select(_ => new double[m]).ToArray()).ToArray();
        foreach (GameCoupling coupling in problem.Couplings)
        {
            weights[coupling.Of][coupling.To] = coupling.Weight;
            offsets[coupling.Of][coupling.To] = coupling.Offset ?? new double[m];
        }

        return new Game.Game(
            problem.Populations.Select(p => new Game.Population(p.A, p.B, p.Q, p.R, p.W ?? Matrix.identity(m))).ToArray(),
            weights,
            offsets);
    }

    public static Game.Law Of(MeanFieldLaw law) => new(law.F, law.C);

    public static Game.Policy[] Of(GameSolution solution) =>
        solution.Populations.Select(p => new Game.Policy(p.Policy.OwnGain, p.Policy.MeanFieldGain, p.Policy.Offset)).ToArray();
}
