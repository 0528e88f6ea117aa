using System;
using System.Linq;
using SpanLqr.Games;
using SpanLqr.Reference;
using Xunit;

namespace SpanLqr.Tests.Games;

public sealed class EpsilonNashTests
{
    [Fact]
    public void It_is_what_the_whole_deviators_regulator_saves_for_any_sizes()
    {
        GameProblem problem = new RandomGames(31).Ring(2, symmetric: false, 1, 2);
        GameSolution solution = GameSolver.Solve(problem);
        Game.Game reference = GameOracle.Of(problem);
        foreach (int[] sizes in new[] { new[] { 2, 3 }, [5, 50], [400, 2] })
        {
            for (int l = 0; l < 2; l++)
            {
                double expected = Game.epsilon(reference, GameOracle.Of(solution), sizes, l);
                Assert.Equal(expected, solution.Deviation!.Of(l, Array.ConvertAll(sizes, size => (int?)size)), 1e-11 * (1 + solution.Populations[l].Cost));
            }
        }
    }

    [Fact]
    public void It_falls_like_the_reciprocal_of_the_sizes()
    {
        GameSolution solution = GameSolver.Solve(new RandomGames(32).Ring(2, symmetric: true, 1, 1, 2));
        int[] sizes = [10, 100, 1000, 10000];
        double[,] decay = solution.Deviation!.Decay(sizes);
        for (int l = 0; l < 3; l++)
        {
            Assert.True(decay[0, l] > 0, "Fluctuations cost nothing.");
            for (int i = 1; i < sizes.Length; i++)
            {
                Assert.InRange(decay[i, l] * sizes[i] / (decay[i - 1, l] * sizes[i - 1]), 0.88, 1);
            }
        }
    }

    [Fact]
    public void An_agent_alone_in_a_population_that_heeds_its_own_mean_has_none()
    {
        GameProblem problem = new RandomGames(33).Ring(2, symmetric: true, 1, 1);
        GameProblem withOwn = problem with { Populations = problem.Populations.Select(p => p with { Size = 1 }).ToArray() };
        GameProblem without = problem with { Populations = problem.Populations.Select(p => p with { Size = 1, Own = null }).ToArray() };
        GameProblem unsized = problem with { Populations = problem.Populations.Select(p => p with { Size = null }).ToArray() };

        Assert.All(GameSolver.Solve(withOwn).Populations, p => Assert.Null(p.Epsilon));
        Assert.All(GameSolver.Solve(without).Populations, p => Assert.True(p.Epsilon > 0));
        Assert.All(GameSolver.Solve(unsized).Populations, p => Assert.Null(p.Epsilon));
    }

    [Fact]
    public void Wrong_populations_and_sizes_are_named()
    {
        EpsilonNash deviation = GameSolver.Solve(new RandomGames(34).Ring(1, symmetric: true, 1, 1)).Deviation!;

        AssertRefused("l", () => deviation.Of(2, [1, 1]));
        AssertRefused("sizes", () => deviation.Of(0, [1]));
        AssertRefused("sizes", () => deviation.Of(0, [2, 0]));
        AssertRefused("k", () => deviation.Share(0, -1));
    }

    private static void AssertRefused(string argument, Action act) =>
        Assert.Equal(argument, Assert.ThrowsAny<ArgumentException>(act).ParamName);
}
