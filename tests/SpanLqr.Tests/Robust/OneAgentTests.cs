using System;
using SpanLqr.Riccati;
using SpanLqr.Robust;
using SpanLqr.Tests.Teams;
using Xunit;

namespace SpanLqr.Tests.Robust;

/// <summary>One agent has no deviations: only the mean field counts.</summary>
public sealed class OneAgentTests
{
    /// <summary>
    /// T = 1, a = b = d = r = q̄ = σ = 1: 1 + 1/(2 − 1/γ²) + 1 ≤ γ² from γ² = (3 + √5)/2 on, so the least γ is the golden ratio. The
    /// deviations, with q = 25, ask for more than 5.
    /// </summary>
    [Fact]
    public void The_least_level_of_one_agent_is_that_of_the_mean_field()
    {
        LeastGamma least = RobustSolver.LeastViable(OneStep());

        Assert.InRange(least.Finite!.Value / ((1 + Math.Sqrt(5)) / 2), 1 - 1e-14, 1 + 1e-9);
        Assert.True(least.MeanField > 5);
        Assert.True(RobustSolver.LeastViable(OneStep() with { Agents = 2 }).Finite > 5);
    }

    [Fact]
    public void A_level_between_the_two_has_an_answer_for_one_agent_and_for_nobody_else()
    {
        RobustSolution solution = RobustSolver.Solve(OneStep(), 2);

        Assert.Equal((SolveStatus.Ok, "deviations", 0), (solution.Status, solution.FailedPart, solution.FailedStage));
        Assert.Equal((double.NaN, double.NaN), (solution.Value, solution.ViabilityMargin));
        Assert.False(solution.IsViable);
        Assert.Equal(3, solution.Margins[0], 1e-14);
        Assert.Equal(0, solution.Deviations!.Gains[0][0, 0]);

        // With γ² = 4: 1 + 1/(2 − 1/4) + 1, against 4.
        MatrixAssert.Near(2 + (1 / 1.75), solution.Finite!.Value, 1e-14, "value");
        MatrixAssert.Near((1 / 1.75) - 2, solution.Finite.ViabilityMargin, 1e-14, "viability margin");
        Assert.True(solution.Finite.IsViable);
        Assert.Equal(SolveStatus.NoSaddlePoint, RobustSolver.Solve(OneStep() with { Agents = 2 }, 2).Status);
        Assert.Equal(SolveStatus.NoSaddlePoint, RobustSolver.Solve(OneStep(), 0.9).Status);
    }

    [Fact]
    public void So_it_is_for_ever_and_for_a_given_controller()
    {
        RobustProblem problem = OneStep() with { Horizon = null };
        LeastGamma least = RobustSolver.LeastViable(problem);
        RobustSolution solution = RobustSolver.Solve(problem, least.Finite!.Value);

        // a = b = d = q = r = 1 is solvable from √2 on, the deviations with q = 25 only far above.
        Assert.InRange(least.Finite.Value, Math.Sqrt(2), 2);
        Assert.True(least.MeanField > 5);
        Assert.True(solution.IsOk && solution.Finite!.IsViable);

        // Whatever the controller does with deviations, one agent has none.
        double[][,] nothing = [new double[,] { { 0 } }];
        RobustSolution worst = RobustController.WorstCase(problem, least.Finite.Value, nothing, solution.MeanField!.Gains);
        Assert.Equal(SolveStatus.Ok, worst.Status);
        MatrixAssert.Near(solution.Finite.Value, worst.Finite!.Value, 1e-10, "value");
    }

    private static RobustProblem OneStep()
    {
        double[,] one = { { 1 } }, zero = { { 0 } };
        return new RobustProblem
        {
            Horizon = 1,
            A = [one],
            B = [one],
            Q = [new double[,] { { 25 } }],
            Qbar = [one],
            Sigma = one,
            SigmaBar = zero,
            Agents = 1,
        };
    }
}
