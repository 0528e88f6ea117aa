using System.Collections.Generic;
using System.Linq;
using SpanLqr.Reference;
using SpanLqr.Robust;
using SpanLqr.Tests.Teams;
using Xunit;

namespace SpanLqr.Tests.Robust;

public sealed class PaperConstantTests
{
    private const double Gamma = 6;

    [Fact]
    public void The_constant_is_that_of_the_papers_matrix_of_all_times()
    {
        RobustProblem problem = RandomRobust.Create(51, 4, 2, 1, 2, 10);
        RobustSolution solution = RobustSolver.Solve(problem, Gamma);
        double expected = Matrix.frobeniusNorm(problem.Sigma) * (Norm(problem, solution.Deviations!, false) + Norm(problem, solution.MeanField!, true));

        MatrixAssert.Near(expected, solution.Finite!.PaperConstant!.Value, 1e-12, "C");
        MatrixAssert.Near(solution.ViabilityMargin + (expected * 4 / 10), solution.Finite.PaperMargin!.Value, 1e-12, "margin");
    }

    /// <summary>
    /// The case of cases/found/robust-paper-margin. M̄_1 = 10 and M̄_0 = 10 + 1/(1/10 + 9 − 1/36) meet half of Σ0 and of Σ: (M̄_0 + M̄_1)/2 against 9.
    /// </summary>
    [Fact]
    public void The_papers_condition_can_hold_where_the_level_is_not_viable()
    {
        double[,] one = { { 1 } }, zero = { { 0 } };
        RobustProblem problem = new()
        {
            Horizon = 1,
            A = [one],
            B = [new double[,] { { 3 } }],
            D = [new double[,] { { 0.5 } }],
            Q = [zero],
            Qbar = [new double[,] { { 10 } }],
            Sigma = one,
            SigmaBar = zero,
            Agents = 2,
        };
        FiniteAgents finite = RobustSolver.Solve(problem, 3).Finite!;

        MatrixAssert.Near(1 + (0.5 / (0.1 + 9 - (1.0 / 36))), finite.ViabilityMargin, 1e-13, "viability margin");
        Assert.Equal(-1.889, finite.PaperMargin!.Value, 0.0005);
        Assert.False(finite.IsViable);
    }

    /// <summary>‖Ψ'(Q + K'RK)Ψ‖_F with every block written out.</summary>
    private static double Norm(RobustProblem problem, RobustPolicyPart part, bool mean)
    {
        int steps = part.Gains.Count;
        double[,] Series(IReadOnlyList<double[,]> own, IReadOnlyList<double[,]> common, int t) =>
            mean ? Matrix.add(At(own, t), At(common, t)) : At(own, t);
        double[][,] loops = Enumerable.Range(0, steps).Select(t => Matrix.add(
            Matrix.subtract(Series(problem.A, problem.Abar!, t), Matrix.multiply(Series(problem.B, problem.Bbar!, t), part.Gains[t])),
            Matrix.multiply(Series(problem.D!, problem.Dbar!, t), part.AdversaryGains[t]))).ToArray();
        double[,] Weight(int t)
        {
            double[,] q = mean ? (t == steps ? problem.Qbarf! : problem.Qbar[0]) : problem.Q[t];
            return t == steps ? q : Matrix.subtract(
                Matrix.add(q, Congruence(At(mean ? problem.Rbar! : problem.R!, t), part.Gains[t])),
                Matrix.scale(Gamma * Gamma, Congruence(Matrix.identity(part.AdversaryGains[t].GetLength(0)), part.AdversaryGains[t])));
        }

        double[,] Transition(int t, int s) => Enumerable.Range(s, t - s).Aggregate(Matrix.identity(2), (product, r) => Matrix.multiply(loops[r], product));
        double[,] psi = Blocks(steps + 1, (t, s) => t < s ? Matrix.zeros(2, 2) : Transition(t, s));
        double[,] weights = Blocks(steps + 1, (t, s) => t == s ? Weight(t) : Matrix.zeros(2, 2));
        return Matrix.frobeniusNorm(Congruence(weights, psi));
    }

    private static double[,] Congruence(double[,] weight, double[,] x) => Matrix.multiply(Matrix.transpose(x), Matrix.multiply(weight, x));

    private static double[,] At(IReadOnlyList<double[,]> series, int t) => series.Count == 1 ? series[0] : series[t];

    private static double[,] Blocks(int count, System.Func<int, int, double[,]> block) =>
        Matrix.ofBlocks(Enumerable.Range(0, count).Select(i => Enumerable.Range(0, count).Select(j => block(i, j)).ToArray()).ToArray());
}
