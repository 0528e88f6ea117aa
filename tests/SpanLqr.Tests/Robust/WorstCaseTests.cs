using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using SpanLqr.Reference;
using SpanLqr.Riccati;
using SpanLqr.Robust;
using SpanLqr.Tests.Support;
using SpanLqr.Tests.Teams;
using Xunit;

namespace SpanLqr.Tests.Robust;

/// <summary>A given controller against its own worst adversary.</summary>
public sealed class WorstCaseTests
{
    [Theory]
    [InlineData(null)]
    [InlineData(7)]
    public void The_saddle_point_is_its_own_worst_case(int? horizon)
    {
        RobustProblem problem = RandomRobust.Create(21, horizon, 3, 2, 2, 5);
        RobustSolution saddle = RobustSolver.Solve(problem, 6);
        RobustSolution worst = RobustController.WorstCase(problem, 6, saddle.Deviations!.Gains, saddle.MeanField!.Gains);

        Assert.Equal(SolveStatus.Ok, worst.Status);
        MatrixAssert.Near(saddle.Value, worst.Value, 1e-11, "value");
        MatrixAssert.Near(saddle.ViabilityMargin, worst.ViabilityMargin, 1e-11, "viability margin");
        MatrixAssert.Near(saddle.Finite!.Value, worst.Finite!.Value, 1e-11, "value of N agents");
        Assert.Null(worst.Finite.PaperMargin);
        for (int t = 0; t < saddle.Margins.Count; t++)
        {
            Assert.Equal(saddle.Deviations.Gains[t], worst.Deviations!.Gains[t]);
            MatrixAssert.Near(saddle.Deviations.AdversaryGains[t], worst.Deviations.AdversaryGains[t], 1e-11, $"K2[{t}]");
            MatrixAssert.Near(saddle.MeanField.AdversaryGains[t], worst.MeanField!.AdversaryGains[t], 1e-11, $"L2[{t}]");
            MatrixAssert.Near(saddle.MeanField.CostsToGo[t], worst.MeanField.CostsToGo[t], 1e-11, $"Mbar[{t}]");
            Assert.Equal(saddle.Margins[t], worst.Margins[t], 1e-9);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData(6)]
    public void Another_controller_costs_what_the_recursion_says(int? horizon)
    {
        const double gamma = 9;
        RobustProblem problem = RandomRobust.Create(22, horizon, 3, 2, 2, null);
        RobustSolution saddle = RobustSolver.Solve(problem, gamma);
        double[][,] gains = saddle.Deviations!.Gains.Select(k => Matrix.scale(0.7, k)).ToArray();
        double[][,] means = saddle.MeanField!.Gains.Select(k => Matrix.scale(1.2, k)).ToArray();
        RobustSolution worst = RobustController.WorstCase(problem, gamma, gains, means);

        // Without a horizon the recursion is run until it no longer moves.
        int steps = horizon ?? 2000;
        double[,] m = horizon is null ? new double[3, 3] : problem.Q[^1], mbar = horizon is null ? new double[3, 3] : problem.Qbarf!;
        for (int t = steps - 1; t >= 0; t--)
        {
            int at = horizon is null ? 0 : t;
            double[,] d = At(problem.D!, at);
            m = Step(At(problem.A, at), At(problem.B, at), d, At(problem.Q, at), At(problem.R!, at), gains[at], m, gamma);
            mbar = Step(
                Matrix.add(At(problem.A, at), problem.Abar![0]),
                Matrix.add(At(problem.B, at), problem.Bbar![0]),
                Matrix.add(d, problem.Dbar![0]),
                problem.Qbar[0],
                problem.Rbar![0],
                means[at],
                mbar,
                gamma);
        }

        Assert.Equal(SolveStatus.Ok, worst.Status);
        MatrixAssert.Near(m, worst.Deviations!.CostsToGo[0], 1e-10, "M");
        MatrixAssert.Near(mbar, worst.MeanField!.CostsToGo[0], 1e-10, "Mbar");
        Assert.True(worst.Value > saddle.Value);
    }

    [Fact]
    public void A_controller_that_its_own_adversary_let_off_is_found_out()
    {
        RobustProblem problem = Horizon4();
        JsonElement learned = CaseFiles.Read("found/robust-worst-case.learned.json");
        RobustSolution worst = RobustController.WorstCase(problem, learned.GetProperty("gamma").GetDouble(), Series(learned, "K1"), Series(learned, "L1"));

        Assert.Equal((SolveStatus.NoSaddlePoint, 1, false), (worst.Status, worst.FailedStage, worst.IsViable));
        Assert.Equal(-0.85, worst.Margins[1], 0.005);
        Assert.Null(worst.Deviations);
        Assert.Equal(double.NaN, worst.Value);
    }

    /// <summary>One state, u = 0 and T = 1: M_1 = q, so X = γ² − q and M_0 = q + a²q + a²q²/(γ² − q).</summary>
    [Fact]
    public void One_step_without_control_has_its_closed_form()
    {
        RobustProblem problem = Horizon4() with { Horizon = 1 };
        double[][,] none = [new double[,] { { 0 } }];
        RobustSolution worst = RobustController.WorstCase(problem, 2, none, none);

        MatrixAssert.Near(1 + 1.44 + (1.44 / 3), worst.Deviations!.CostsToGo[0][0, 0], 1e-14, "M");
        MatrixAssert.Near(1.2 / 3, worst.Deviations.AdversaryGains[0][0, 0], 1e-14, "K2");
        MatrixAssert.Near((2 * 2.92) + 2, worst.Value, 1e-14, "value");
    }

    [Fact]
    public void A_loop_that_is_not_stable_has_no_worst_case_for_ever()
    {
        RobustProblem problem = Horizon4() with { Horizon = null };
        double[][,] none = [new double[,] { { 0 } }], good = [new double[,] { { 0.9 } }];

        Assert.Equal((SolveStatus.Unstable, "mean field"), Failure(RobustController.WorstCase(problem, 5, good, none)));
        Assert.Equal((SolveStatus.Unstable, "deviations"), Failure(RobustController.WorstCase(problem, 5, none, good)));
    }

    [Fact]
    public void Gains_of_the_wrong_size_or_number_are_named()
    {
        RobustProblem problem = Horizon4();
        double[][,] one = [new double[,] { { 0.5 } }], wide = [new double[1, 2]], infinite = [new double[,] { { double.PositiveInfinity } }];

        Assert.Equal("meanGains", Assert.Throws<ArgumentException>(() => RobustController.WorstCase(problem, 2, one, wide)).ParamName);
        Assert.Equal("gains", Assert.Throws<ArgumentException>(() => RobustController.WorstCase(problem, 2, [one[0], one[0]], one)).ParamName);
        Assert.Equal("gains", Assert.Throws<ArgumentException>(() => RobustController.WorstCase(problem, 2, infinite, one)).ParamName);
        Assert.Throws<ArgumentOutOfRangeException>(() => RobustController.WorstCase(problem, 0, one, one));
    }

    /// <summary>Q + K'RK + F'MF + F'MDX⁻¹D'MF with F = A − BK and X = γ²I − D'MD.</summary>
    private static double[,] Step(double[,] a, double[,] b, double[,] d, double[,] q, double[,] r, double[,] k, double[,] m, double gamma)
    {
        double[,] f = Matrix.subtract(a, Matrix.multiply(b, k)), mf = Matrix.multiply(m, f), dmf = Matrix.multiply(Matrix.transpose(d), mf);
        double[,] x = Matrix.subtract(
            Matrix.scale(gamma * gamma, Matrix.identity(d.GetLength(1))),
            Matrix.multiply(Matrix.transpose(d), Matrix.multiply(m, d)));
        double[,] paid = Matrix.add(q, Matrix.multiply(Matrix.transpose(k), Matrix.multiply(r, k)));
        double[,] passed = Matrix.multiply(Matrix.transpose(f), mf), taken = Matrix.multiply(Matrix.transpose(dmf), Matrix.solve(x, dmf));
        return Matrix.add(Matrix.add(paid, passed), taken);
    }

    private static (SolveStatus Status, string? Part) Failure(RobustSolution solution) => (solution.Status, solution.FailedPart);

    /// <summary>The problem of cases/found/robust-worst-case.</summary>
    private static RobustProblem Horizon4()
    {
        double[,] one = { { 1 } };
        return new RobustProblem { Horizon = 4, A = [new double[,] { { 1.2 } }], B = [one], Q = [one], Qbar = [one], Sigma = one, SigmaBar = one };
    }

    private static double[][,] Series(JsonElement result, string key) => result.GetProperty(key).EnumerateArray().Select(MatrixJson.ToMatrix).ToArray();

    private static double[,] At(IReadOnlyList<double[,]> series, int t) => series.Count == 1 ? series[0] : series[t];
}
