using System;
using SpanLqr.Riccati;
using SpanLqr.Robust;
using Xunit;

namespace SpanLqr.Tests.Robust;

public sealed class RobustArgumentTests
{
    private static readonly RobustProblem Sound = RandomRobust.Create(41, 3, 2, 1, 2, 4);

    [Fact]
    public void A_malformed_problem_is_named_with_what_was_found_and_expected()
    {
        double[,] two = new double[2, 2], three = new double[3, 3], skew = { { 1, 2 }, { 0, 1 } };
        Refuse(Sound with { Horizon = 0 }, "horizon is 0, expected at least 1");
        Refuse(Sound with { Agents = 0 }, "0 agents, expected at least 1");
        Refuse(Sound with { A = [] }, "A has 0 matrices, expected 1 or 3");
        Refuse(Sound with { A = [two, two] }, "A has 2 matrices, expected 1 or 3");
        Refuse(Sound with { A = [new double[2, 3]] }, "A[0] is 2×3, expected 2×2");
        Refuse(Sound with { Abar = [three] }, "Abar[0] is 3×3, expected 2×2");
        Refuse(Sound with { B = [new double[3, 1]] }, "B[0] is 3×1, expected 2×1");
        Refuse(Sound with { B = [new double[0, 0]] }, "B has no entries");
        Refuse(Sound with { Bbar = [two] }, "Bbar[0] is 2×2, expected 2×1");
        Refuse(Sound with { D = [new double[1, 2]] }, "D[0] is 1×2, expected 2×2");
        Refuse(Sound with { Dbar = [new double[2, 1]] }, "Dbar[0] is 2×1, expected 2×2");
        Refuse(Sound with { R = [two] }, "R[0] is 2×2, expected 1×1");
        Refuse(Sound with { Rbar = [two] }, "Rbar[0] is 2×2, expected 1×1");
        Refuse(Sound with { Q = [two, two, two] }, "Q has 3 matrices, expected 1 or 4");
        Refuse(Sound with { Qbar = [skew] }, "Qbar[0] must be symmetric");
        Refuse(Sound with { Qf = two }, "Qf is given, expected only with a horizon and one Q");
        Refuse(Sound with { Qbarf = three }, "Qbarf is 3×3, expected 2×2");
        Refuse(Sound with { Sigma = three }, "Sigma is 3×3, expected 2×2");
        Refuse(Sound with { SigmaBar = skew }, "SigmaBar must be symmetric");
        Refuse(Sound with { Sigma0 = three }, "Sigma0 is 3×3, expected 2×2");
        Refuse(Sound with { Sigma0Bar = skew }, "Sigma0Bar must be symmetric");
    }

    [Fact]
    public void An_overflow_carries_no_gains()
    {
        foreach (int? horizon in new int?[] { 3, null })
        {
            RobustProblem problem = RandomRobust.Create(43, horizon, 2, 1, 2, 4);
            RobustProblem loud = problem with { Sigma = new[,] { { 1e308, 0 }, { 0, 1e308 } }, SigmaBar = new[,] { { 1e308, 0 }, { 0, 1e308 } } };
            RobustSolution sound = RobustSolver.Solve(problem, 100), solution = RobustSolver.Solve(loud, 100);
            Assert.True(sound.IsOk, $"{sound.Status}");
            RobustSolution worst = RobustController.WorstCase(loud, 100, sound.Deviations!.Gains, sound.MeanField!.Gains);
            Assert.All([solution, worst], overflown =>
            {
                Assert.Equal(SolveStatus.NonFinite, overflown.Status);
                Assert.Null(overflown.Deviations);
                Assert.Null(overflown.MeanField);
                Assert.Null(overflown.Finite);
                Assert.True(double.IsNaN(overflown.Value) && double.IsNaN(overflown.ViabilityMargin));
            });
        }
    }

    [Fact]
    public void An_endless_game_may_not_vary()
    {
        RobustProblem endless = RandomRobust.Create(42, null, 2, 1, 2, null);
        Refuse(endless with { A = [endless.A[0], endless.A[0]] }, "A has 2 matrices, expected 1");
        Refuse(endless with { Qf = endless.Q[0] }, "Qf is given");
    }

    [Fact]
    public void A_level_that_is_no_positive_number_is_refused()
    {
        foreach (double gamma in new[] { 0, -1, double.NaN, double.PositiveInfinity, 1e200, 1e-200 })
        {
            Assert.Equal("gamma", Assert.Throws<ArgumentOutOfRangeException>(() => RobustSolver.Solve(Sound, gamma)).ParamName);
        }
    }

    private static void Refuse(RobustProblem problem, string complaint)
    {
        Assert.Contains(complaint, Assert.Throws<ArgumentException>(() => RobustSolver.Solve(problem, 5)).Message);
        Assert.Contains(complaint, Assert.Throws<ArgumentException>(() => RobustSolver.LeastViable(problem)).Message);
    }
}
