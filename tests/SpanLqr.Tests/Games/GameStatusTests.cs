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

    /// <summary>Agents that only want to be where the others are: any place would do, so the mean stays where it is, at the eigenvalue 1.</summary>
    [Fact]
    public void A_mean_field_that_nobody_pulls_home_has_a_mode_on_the_unit_circle()
    {
        GameProblem problem = new() { Populations = [Scalar() with { Q = new double[,] { { 0 } } }] };

        foreach (EquilibriumMethod method in Enum.GetValues<EquilibriumMethod>())
        {
            GameSolution solution = GameSolver.Solve(problem, new GameOptions { Method = method });
            Assert.Equal(EquilibriumStatus.UnitCircleMode, solution.Status);
            Assert.Equal(0, (solution.Count!.CircleMode!.Value - 1).Magnitude, 1e-6);
            Assert.Null(solution.MeanField);
            Assert.Empty(solution.Populations);
        }
    }

    [Fact]
    public void A_pure_consensus_of_two_populations_has_one_too()
    {
        GameSolution solution = GameSolver.Solve(GameFiles.At("found/game-consensus.problem.json"));

        Assert.Equal(EquilibriumStatus.UnitCircleMode, solution.Status);
        Assert.Equal(0, (solution.Count!.CircleMode!.Value - 1).Magnitude, 1e-6);
    }

    /// <summary>A mode that keeps turning: consensus of two oscillators that nobody damps.</summary>
    [Fact]
    public void The_mode_on_the_circle_may_be_a_rotation()
    {
        double[,] turn = { { 0.6, -0.8 }, { 0.8, 0.6 } };
        double[,] zero = new double[2, 2], one = { { 1, 0 }, { 0, 1 } };
        GamePopulation agent = new() { Name = "a", A = turn, B = one, Q = zero, R = one };
        GameSolution solution = GameSolver.Solve(new GameProblem
        {
            Populations = [agent, agent with { Name = "b" }],
            Couplings = [new GameCoupling { Of = 0, To = 1, Weight = one }, new GameCoupling { Of = 1, To = 0, Weight = one }],
        });

        Assert.Equal(EquilibriumStatus.UnitCircleMode, solution.Status);
        Assert.Equal(0.6, solution.Count!.CircleMode!.Value.Real, 1e-6);
        Assert.Equal(0.8, Math.Abs(solution.Count.CircleMode.Value.Imaginary), 1e-6);
    }

    [Fact]
    public void Too_few_eigenvalues_inside_the_circle_prove_that_there_is_no_equilibrium()
    {
        int proven = 0;
        for (int seed = 0; seed < 60; seed++)
        {
            GameProblem problem = new RandomGames(7000 + seed).Wild(2, 1, 2);
            GameSolution solution = GameSolver.Solve(problem);
            if (solution.Status == EquilibriumStatus.NoEquilibrium)
            {
                Assert.Equal(0, solution.Count!.Equilibria);
                proven += solution.Count.StableEigenvalues < solution.Count.Order ? 1 : 0;
            }
        }

        Assert.True(proven > 0, "No game of the sixty had too few.");
    }

    [Fact]
    public void Options_that_mean_nothing_are_refused()
    {
        GameProblem problem = new() { Populations = [Scalar()] };

        Assert.Throws<ArgumentOutOfRangeException>(() => GameSolver.Solve(problem, new GameOptions { Method = (EquilibriumMethod)99 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => GameSolver.Solve(problem, new GameOptions { MaxEquilibria = 0 }));
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
