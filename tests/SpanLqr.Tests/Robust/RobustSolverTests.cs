using System;
using System.Linq;
using System.Text.Json;
using SpanLqr.Lqr;
using SpanLqr.Reference;
using SpanLqr.Riccati;
using SpanLqr.Robust;
using SpanLqr.Tests.Support;
using SpanLqr.Tests.Teams;
using Xunit;

namespace SpanLqr.Tests.Robust;

public sealed class RobustSolverTests
{
    private const double Tolerance = 1e-10;

    [Fact]
    public void The_game_of_two_or_three_agents_written_out_has_the_same_gains_and_the_finite_value()
    {
        foreach (int agents in new[] { 2, 3 })
        {
            RobustProblem problem = RandomRobust.Create(agents, 4, 2, 1, 2, agents);
            RobustSolution solution = RobustSolver.Solve(problem, 5);
            ZeroSum.StageAnswer[] whole = ZeroSum.finiteHorizon(5, StackedAgents.Stages(problem, agents), StackedAgents.Terminal(problem, agents));

            Assert.Equal(SolveStatus.Ok, solution.Status);
            double value = Trace(whole[0].CostToGo, StackedAgents.Noise(problem.Sigma0!, problem.Sigma0Bar!, agents));
            for (int t = 0; t < 4; t++)
            {
                double[,] gain = StackedAgents.Split(solution.Deviations!.Gains[t], solution.MeanField!.Gains[t], agents);
                double[,] adversary = StackedAgents.Split(solution.Deviations.AdversaryGains[t], solution.MeanField.AdversaryGains[t], agents);
                MatrixAssert.Near(whole[t].Gain, gain, Tolerance, $"gain of {t}");
                MatrixAssert.Near(whole[t].AdversaryGain, adversary, Tolerance, $"adversary's gain of {t}");
                MatrixAssert.Near(whole[t].Margin, solution.Margins[t], Tolerance, $"margin of {t}");
                value += Trace(whole[t + 1].CostToGo, StackedAgents.Noise(problem.Sigma, problem.SigmaBar, agents));
            }

            MatrixAssert.Near(value / agents, solution.Finite!.Value, Tolerance, "value of N agents");
        }
    }

    [Fact]
    public void The_stationary_game_solves_both_parts_as_the_textbook_does()
    {
        RobustProblem problem = RandomRobust.Create(11, null, 3, 2, 1, 20);
        RobustSolution solution = RobustSolver.Solve(problem, 8);
        ZeroSum.Stage deviation = new(problem.A[0], problem.B[0], problem.D![0], problem.Q[0], problem.R![0]);
        ZeroSum.Stage mean = new(
            Matrix.add(problem.A[0], problem.Abar![0]),
            Matrix.add(problem.B[0], problem.Bbar![0]),
            Matrix.add(problem.D[0], problem.Dbar![0]),
            problem.Qbar[0],
            problem.Rbar![0]);

        Assert.Equal(SolveStatus.Ok, solution.Status);
        double[,] m = ZeroSum.stationary(8, deviation), mbar = ZeroSum.stationary(8, mean);
        MatrixAssert.Near(m, solution.Deviations!.CostsToGo[0], 1e-9, "M");
        MatrixAssert.Near(mbar, solution.MeanField!.CostsToGo[0], 1e-9, "M̄");
        double value = Trace(m, problem.Sigma) + Trace(mbar, problem.SigmaBar);
        MatrixAssert.Near(value, solution.Value, 1e-9, "value");
        MatrixAssert.Near(value - (64 * Matrix.trace(Matrix.add(problem.Sigma, problem.SigmaBar))), solution.ViabilityMargin, 1e-9, "margin");
        double finite = value + ((Trace(mbar, problem.Sigma) - Trace(m, problem.Sigma)) / 20);
        MatrixAssert.Near(finite, solution.Finite!.Value, 1e-9, "finite value");
        Assert.Null(solution.Finite.PaperMargin);
    }

    [Fact]
    public void A_long_horizon_that_rests_is_filled_with_what_recursion_step_by_step_gives()
    {
        RobustProblem steady = RandomRobust.Create(12, null, 2, 1, 1, null) with { Horizon = 500 };
        RobustProblem varying = steady with { A = Enumerable.Repeat(steady.A[0], 500).ToArray() };
        RobustSolution filled = RobustSolver.Solve(steady, 6), computed = RobustSolver.Solve(varying, 6);

        MatrixAssert.Near(computed.Value, filled.Value, 1e-13, "value");
        foreach (int t in new[] { 0, 1, 250, 499 })
        {
            MatrixAssert.Near(computed.Deviations!.Gains[t], filled.Deviations!.Gains[t], 1e-13, $"K1[{t}]");
            MatrixAssert.Near(computed.MeanField!.AdversaryGains[t], filled.MeanField!.AdversaryGains[t], 1e-13, $"L2[{t}]");
            MatrixAssert.Near(computed.MeanField.CostsToGo[t], filled.MeanField.CostsToGo[t], 1e-13, $"Mbar[{t}]");
            Assert.Equal(computed.Margins[t], filled.Margins[t], 1e-12);
        }
    }

    [Fact]
    public void As_the_level_grows_the_deviations_have_the_gains_of_the_regulator()
    {
        RobustProblem problem = RandomRobust.Create(13, null, 3, 2, 3, null);
        RobustSolution solution = RobustSolver.Solve(problem, 1e7);
        LqrSolution regulator = LqrSolver.Solve(new LqrProblem { A = problem.A[0], B = problem.B[0], Q = problem.Q[0], R = problem.R![0] });

        MatrixAssert.Near(regulator.Gain, solution.Deviations!.Gains[0], 1e-11, "K1");
        Assert.All(solution.Deviations.AdversaryGains[0].Cast<double>(), k => Assert.InRange(Math.Abs(k), 0, 1e-12));
    }

    /// <summary>D = ηB: the adversary pushes where the input does, so the game is a regulator of weight (R⁻¹ − η²/γ²)⁻¹.</summary>
    [Fact]
    public void An_adversary_in_the_inputs_own_place_makes_the_regulator_of_another_weight()
    {
        const double eta = 0.6, gamma = 4, r = 0.8;
        RobustProblem problem = RandomRobust.Create(14, null, 3, 1, 1, null);
        problem = problem with
        {
            R = [new double[,] { { r } }],
            D = [Matrix.scale(eta, problem.B[0])],
        };
        RobustSolution solution = RobustSolver.Solve(problem, gamma);
        double weight = 1 / ((1 / r) - (eta * eta / (gamma * gamma)));
        LqrProblem regulator = new() { A = problem.A[0], B = problem.B[0], Q = problem.Q[0], R = new double[,] { { weight } } };

        MatrixAssert.Near(LqrSolver.Solve(regulator).CostToGo, solution.Deviations!.CostsToGo[0], 1e-11, "M");
    }

    [Fact]
    public void The_published_finite_horizon_game_is_solved()
    {
        JsonElement published = CaseFiles.Read("research/game-cases.json").GetProperty("cases").EnumerateArray()
            .Single(c => c.GetProperty("name").GetString()!.Contains("N=5", StringComparison.Ordinal));
        double[,] a = published.GetProperty("A").ToMatrix(), zero = new double[3, 3];
        RobustProblem problem = new()
        {
            Horizon = 5,
            A = [a],
            B = [published.GetProperty("B").ToMatrix()],
            D = [published.GetProperty("D").ToMatrix()],
            R = [published.GetProperty("Ru").ToMatrix()],
            Q = [published.GetProperty("Q").ToMatrix()],
            Qbar = [zero],
            Sigma = zero,
            SigmaBar = zero,
        };

        // Rw = 5·I there.
        RobustSolution solution = RobustSolver.Solve(problem, Math.Sqrt(5));

        JsonElement expected = published.GetProperty("expected");
        for (int t = 0; t < 5; t++)
        {
            MatrixAssert.Near(expected.GetProperty("P")[t].ToMatrix(), solution.Deviations!.CostsToGo[t], 1e-12, $"P[{t}]");
            MatrixAssert.Near(expected.GetProperty("K")[t].ToMatrix(), solution.Deviations.Gains[t], 1e-12, $"K[{t}]");
            MatrixAssert.Near(expected.GetProperty("L")[t].ToMatrix(), solution.Deviations.AdversaryGains[t], 1e-12, $"L[{t}]");
            double margin = expected.GetProperty("min_eig_Rw_minus_DPD_backward")[4 - t].GetDouble();
            Assert.Equal(Math.Min(margin, 5), solution.Margins[t], 1e-12);
        }
    }

    [Fact]
    public void The_published_scalar_game_is_solved_at_every_level()
    {
        JsonElement published = CaseFiles.Read("research/game-cases.json").GetProperty("cases").EnumerateArray()
            .Single(c => c.GetProperty("name").GetString()!.StartsWith("scalar", StringComparison.Ordinal));
        foreach (JsonElement expected in published.GetProperty("expected").EnumerateArray())
        {
            RobustSolution solution = RobustSolver.Solve(LeastGammaTests.Scalar(), expected.GetProperty("gamma").GetDouble());
            if (expected.GetProperty("status").GetString() != "ok")
            {
                Assert.Equal(SolveStatus.NoSaddlePoint, solution.Status);
                continue;
            }

            MatrixAssert.Near(expected.GetProperty("P").ToMatrix(), solution.Deviations!.CostsToGo[0], 1e-12, "P");
            MatrixAssert.Near(expected.GetProperty("K").ToMatrix(), solution.Deviations.Gains[0], 1e-12, "K");
            MatrixAssert.Near(expected.GetProperty("L").ToMatrix(), solution.Deviations.AdversaryGains[0], 1e-12, "L");
        }
    }

    private static double Trace(double[,] cost, double[,] covariance) => Matrix.trace(Matrix.multiply(cost, covariance));
}
