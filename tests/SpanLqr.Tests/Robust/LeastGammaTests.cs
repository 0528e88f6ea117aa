using System;
using System.Linq;
using SpanLqr.Reference;
using SpanLqr.Riccati;
using SpanLqr.Robust;
using SpanLqr.Shapes;
using Xunit;

namespace SpanLqr.Tests.Robust;

public sealed class LeastGammaTests
{
    // What the least level is promised to.
    private const double Tolerance = 1e-9;

    /// <summary>a = b = d = q = r = 1 without noise: solvable iff γ > √2, in closed form, and every solvable level is viable.</summary>
    [Fact]
    public void The_scalar_game_has_the_least_level_of_its_closed_form()
    {
        LeastGamma least = RobustSolver.LeastViable(Scalar());

        Assert.InRange(least.MeanField / Math.Sqrt(2), 1, 1 + Tolerance);
    }

    /// <summary>One step, M_1 = q: M_0 = q + a²/(1/q + b²/r − d²/γ²), viable iff M_0·σ0 + q·σ ≤ γ²σ, a quadratic in γ².</summary>
    [Fact]
    public void One_step_with_noise_has_the_root_of_its_quadratic()
    {
        const double sigma0 = 40;
        RobustProblem problem = Scalar() with
        {
            Horizon = 1,
            Sigma = new double[,] { { 1 } },
            Sigma0 = new double[,] { { sigma0 } },
            Qbar = [new double[,] { { 0 } }],
        };

        // With s = γ²: σ0(1 + 1/(2 − 1/s)) + 1 = s, or (s − 1)(2s − 1) = σ0(3s − 1).
        double b = (3 * sigma0) + 3, s = (b + Math.Sqrt((b * b) - (8 * (sigma0 + 1)))) / 4;
        LeastGamma least = RobustSolver.LeastViable(problem);

        Assert.InRange(least.MeanField / Math.Sqrt(s), 1 - 1e-14, 1 + Tolerance);
    }

    [Fact]
    public void The_least_level_is_viable_and_the_next_lower_one_is_not()
    {
        foreach (int seed in Enumerable.Range(1, 20))
        {
            RobustProblem problem = RandomRobust.Create(seed, seed % 3 == 0 ? null : 3 + seed, 1 + (seed % 4), 1 + (seed % 2), 1 + (seed % 3), 2 + seed);
            if (seed % 4 == 0)
            {
                problem = problem with { Sigma0 = Matrix.scale(100, problem.Sigma0!) };
            }

            LeastGamma least = RobustSolver.LeastViable(problem);
            Assert.True(RobustSolver.Solve(problem, least.MeanField).IsViable, $"{seed}: not viable");
            Assert.False(RobustSolver.Solve(problem, least.MeanField * (1 - Tolerance)).IsViable, $"{seed}: not the least");
            Assert.True(RobustSolver.Solve(problem, least.Finite!.Value).Finite!.IsViable, $"{seed}: not viable for N");
            RobustSolution below = RobustSolver.Solve(problem, least.Finite.Value * (1 - Tolerance));
            Assert.False(below.IsOk && below.Finite!.IsViable, $"{seed}: not the least for N");
            Assert.InRange(least.Evaluations, 1, 80);
        }
    }

    [Fact]
    public void Without_noise_to_compare_with_no_level_is_viable()
    {
        RobustProblem problem = RandomRobust.Create(5, 4, 2, 1, 1, 3) with { Sigma = new double[2, 2], SigmaBar = new double[2, 2] };
        LeastGamma least = RobustSolver.LeastViable(problem);

        Assert.Equal((double.NaN, double.NaN), (least.MeanField, least.Finite));
    }

    [Fact]
    public void A_level_below_names_the_part_and_the_stage_that_fail_and_says_nothing_else()
    {
        RobustProblem problem = RandomRobust.Create(6, 6, 2, 1, 2, 4);
        RobustSolution solution = RobustSolver.Solve(problem, 0.05);

        Assert.Equal((SolveStatus.NoSaddlePoint, 5), (solution.Status, solution.FailedStage));
        Assert.NotNull(solution.FailedPart);
        Assert.False(solution.IsViable);
        Assert.Null(solution.Deviations);
        Assert.Equal((double.NaN, double.NaN), (solution.Value, solution.ViabilityMargin));
        Assert.True(solution.Margins[5] <= 0 && double.IsNaN(solution.Margins[4]));
        Assert.Contains("at t = 5", Assert.Throws<InvalidOperationException>(() => solution.ThrowIfFailed()).Message);
    }

    [Fact]
    public void Weights_that_are_not_what_they_must_be_are_named()
    {
        RobustProblem problem = RandomRobust.Create(7, 3, 2, 1, 2, null);
        double[,] indefinite = { { 1, 0 }, { 0, -1 } };

        RobustSolution input = RobustSolver.Solve(problem with { Rbar = [new double[,] { { 0 } }] }, 5);
        RobustSolution state = RobustSolver.Solve(problem with { Qbarf = indefinite }, 5);

        Assert.Equal((SolveStatus.InputWeightNotPositiveDefinite, "mean field", 0), (input.Status, input.FailedPart, input.FailedStage));
        Assert.Equal((SolveStatus.StateWeightNotPositiveSemidefinite, "mean field", 1), (state.Status, state.FailedPart, state.FailedStage));
        Assert.Equal(double.NaN, RobustSolver.LeastViable(problem with { Qbarf = indefinite }).MeanField);
    }

    [Fact]
    public void A_level_is_tried_without_allocation()
    {
        RobustProblem horizon = RandomRobust.Create(8, 20, 3, 2, 2, 5), stationary = RandomRobust.Create(8, null, 3, 2, 2, 5);
        DynamicShape shape = new(3, 2);
        HorizonGame<DynamicShape> game = new(shape, horizon, RobustPart.Deviations(horizon), RobustPart.MeanField(horizon));
        StationaryGame<DynamicShape> endless = new(shape, stationary, RobustPart.Deviations(stationary), RobustPart.MeanField(stationary));
        Assert.True(game.Evaluate(6).Limit.Solvable && endless.Evaluate(6).Limit.Solvable);

        long before = GC.GetAllocatedBytesForCurrentThread();
        game.Evaluate(6);
        game.Evaluate(0.1);
        endless.Evaluate(6);
        endless.Evaluate(0.1);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    /// <summary>a = b = d = q = r = 1 for ever, without noise.</summary>
    internal static RobustProblem Scalar()
    {
        double[,] one = { { 1 } }, zero = { { 0 } };
        return new RobustProblem { Horizon = null, A = [one], B = [one], Q = [one], Qbar = [one], Sigma = zero, SigmaBar = zero };
    }
}
