using System;
using SpanLqr.Games;
using SpanLqr.Riccati;
using Xunit;

namespace SpanLqr.Tests.Games;

public sealed class GameStatusTests
{
    private static readonly double[,] One = { { 1 } };

    [Fact]
    public void Each_broken_hypothesis_is_named_with_its_population()
    {
        AssertNotSolvable(SolveStatus.NotStabilisable, Scalar() with { A = new double[,] { { 2 } }, B = new double[,] { { 0 } } });
        AssertNotSolvable(SolveStatus.NotDetectable, Scalar() with { Q = new double[,] { { 0 } }, Own = null });
        AssertNotSolvable(SolveStatus.InputWeightNotPositiveDefinite, Scalar() with { R = new double[,] { { 0 } } });
        AssertNotSolvable(SolveStatus.StateWeightNotPositiveSemidefinite, Scalar() with { Q = new double[,] { { -0.1 } } });
        AssertNotSolvable(SolveStatus.StateWeightNotPositiveSemidefinite, Scalar() with { Own = new double[,] { { -0.1 } } });
        AssertNotSolvable(SolveStatus.NonFinite, Scalar() with { A = new double[,] { { double.NaN } } });
    }

    /// <summary>Agents that only want to be where the others are: any resting place would do, so none is reached.</summary>
    [Fact]
    public void A_mean_field_that_nobody_pulls_home_is_no_equilibrium()
    {
        GameProblem problem = new() { Populations = [Scalar() with { Q = new double[,] { { 0 } } }] };

        foreach (EquilibriumMethod method in Enum.GetValues<EquilibriumMethod>())
        {
            GameSolution solution = GameSolver.Solve(problem, new GameOptions { Method = method });
            Assert.Contains(
                solution.Status,
                new[] { EquilibriumStatus.MeanFieldUnstable, EquilibriumStatus.NotConverged, EquilibriumStatus.Diverged });
            Assert.Null(solution.MeanField);
            Assert.Empty(solution.Populations);
        }
    }

    [Fact]
    public void The_closed_form_is_refused_to_an_asymmetric_game()
    {
        GameProblem problem = new RandomGames(11).Ring(2, symmetric: false, 1, 1, 1);

        GameSolution solution = GameSolver.Solve(problem, new GameOptions { Method = EquilibriumMethod.Riccati });

        Assert.Equal(EquilibriumStatus.CouplingNotSymmetric, solution.Status);
    }

    [Fact]
    public void A_budget_too_small_is_a_status_and_not_an_answer()
    {
        GameProblem problem = new RandomGames(12).Ring(2, symmetric: false, 1, 1, 1);

        GameSolution solution = GameSolver.Solve(problem, new GameOptions { Method = EquilibriumMethod.FixedPoint, MaxIterations = 3 });

        Assert.Equal((EquilibriumStatus.NotConverged, 3), (solution.Status, solution.Convergence.Iterations));
        Assert.Null(solution.MeanField);
    }

    [Fact]
    public void A_mean_field_that_grows_faster_than_agents_forget_has_no_best_response()
    {
        GameProblem problem = new() { Populations = [Scalar()] };

        Assert.Null(BestResponse.To(problem, new MeanFieldLaw(new double[,] { { 1e6 } }, [0])));
        Assert.NotNull(BestResponse.To(problem, new MeanFieldLaw(new double[,] { { 1.01 } }, [0])));
    }

    private static GamePopulation Scalar() => new() { Name = "a", A = One, B = One, Q = One, R = One, Own = One };

    private static void AssertNotSolvable(SolveStatus hypothesis, GamePopulation population)
    {
        GameProblem problem = new() { Populations = [Scalar() with { Name = "sound" }, population] };
        GameSolution solution = GameSolver.Solve(problem);
        Assert.Equal(
            (EquilibriumStatus.PopulationNotSolvable, "a", hypothesis),
            (solution.Status, solution.FailedPopulation, solution.Hypothesis));
        Assert.False(solution.IsOk);
    }
}
