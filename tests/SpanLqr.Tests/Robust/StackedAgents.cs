using System.Collections.Generic;
using System.Linq;
using SpanLqr.Reference;
using SpanLqr.Robust;

namespace SpanLqr.Tests.Robust;

/// <summary>The game of N agents written out as one of N·n states: nothing is averaged, nothing decomposed.</summary>
internal static class StackedAgents
{
    /// <summary>The stages for the F# reference. The payoff is the sum over the agents.</summary>
    public static ZeroSum.Stage[] Stages(RobustProblem problem, int agents) =>
        Enumerable.Range(0, problem.Horizon!.Value).Select(t => new ZeroSum.Stage(
            Coupled(At(problem.A, t), At(problem.Abar!, t), agents),
            Coupled(At(problem.B, t), At(problem.Bbar!, t), agents),
            Coupled(At(problem.D!, t), At(problem.Dbar!, t), agents),
            Split(At(problem.Q, t), At(problem.Qbar, t), agents),
            Split(At(problem.R!, t), At(problem.Rbar!, t), agents))).ToArray();

    /// <summary>The weight of the end.</summary>
    public static double[,] Terminal(RobustProblem problem, int agents) => Split(problem.Q[^1], problem.Qbarf!, agents);

    /// <summary>I⊗own + 11'⊗common: noise of each and of all.</summary>
    public static double[,] Noise(double[,] own, double[,] common, int agents) =>
        Blocks(agents, (i, j) => i == j ? Matrix.add(own, common) : common);

    /// <summary>What acts on x − x̄ and on x̄, as one on all agents.</summary>
    public static double[,] Split(double[,] deviation, double[,] mean, int agents) =>
        Blocks(agents, (i, j) =>
        {
            double[,] average = Matrix.scale(1.0 / agents, Matrix.subtract(mean, deviation));
            return i == j ? Matrix.add(deviation, average) : average;
        });

    private static double[,] Coupled(double[,] own, double[,] mean, int agents) => Split(own, Matrix.add(own, mean), agents);

    private static double[,] At(IReadOnlyList<double[,]> series, int t) => series.Count == 1 ? series[0] : series[t];

    private static double[,] Blocks(int agents, System.Func<int, int, double[,]> block) =>
        Matrix.ofBlocks(Enumerable.Range(0, agents).Select(i => Enumerable.Range(0, agents).Select(j => block(i, j)).ToArray()).ToArray());
}
