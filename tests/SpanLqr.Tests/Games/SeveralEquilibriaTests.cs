using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using SpanLqr.Games;
using SpanLqr.Reference;
using SpanLqr.Tests.Support;
using SpanLqr.Tests.Teams;
using Xunit;

namespace SpanLqr.Tests.Games;

public sealed class SeveralEquilibriaTests
{
    private const double Tolerance = 1e-7;

    public static TheoryData<string> Cases => new(
        Directory.GetFiles(Path.Combine(CaseFiles.Path, "games"), "*.problem.json")
            .Select(path => Path.GetFileName(path).Replace(".problem.json", string.Empty))
            .Order());

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_equilibrium_of_a_case_is_found_and_no_other(string name)
    {
        GameProblem problem = GameFiles.At($"games/{name}.problem.json");
        var result = CaseFiles.Read($"games/{name}.result.json");
        double[][,] expected = result.GetProperty("equilibria").EnumerateArray().Select(f => f.ToMatrix()).ToArray();

        IReadOnlyList<GameSolution> all = GameSolver.SolveAll(problem);

        Assert.Equal(expected.Length, all.Count);
        Assert.All(expected, f => Assert.Contains(all, one => Distance(f, one.MeanField!.F) <= Tolerance));
        AssertListed(problem, all, result.GetProperty("stableEigenvalues").GetInt32());
    }

    [Fact]
    public void One_of_several_that_best_responses_do_not_lead_to_is_found()
    {
        GameProblem problem = GameFiles.At("found/game-several-refused.problem.json");
        double[] entries = File.ReadAllText(Path.Combine(CaseFiles.Path, "found", "game-several-refused.F.txt"))
            .Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)
            .Select(double.Parse)
            .ToArray();
        double[,] f = new double[4, 4];
        Buffer.BlockCopy(entries, 0, f, 0, 16 * sizeof(double));

        Assert.Contains(GameSolver.SolveAll(problem), one => Distance(f, one.MeanField!.F) <= Tolerance);
    }

    [Fact]
    public void One_of_seven_says_so()
    {
        GameProblem problem = GameFiles.At("found/game-several-returned.problem.json");

        IReadOnlyList<GameSolution> all = GameSolver.SolveAll(problem);

        Assert.Equal(7, all.Count);
        AssertListed(problem, all, all[0].Count!.StableEigenvalues!.Value);
    }

    /// <summary>k by the argument principle: how often the determinant of the paper's own pencil turns around zero on the unit circle.</summary>
    [Fact]
    public void The_eigenvalues_inside_the_circle_are_counted_right_in_random_games()
    {
        int several = 0, none = 0, unique = 0;
        for (int seed = 0; seed < 120; seed++)
        {
            RandomGames random = new(9100 + seed);
            int[] inputs = Enumerable.Range(0, 1 + (seed % 4)).Select(l => 1 + ((seed + l) % 2)).ToArray();
            GameProblem problem = random.Wild(1 + (seed / 4 % 4), inputs);
            IReadOnlyList<GameSolution> all = GameSolver.SolveAll(problem, new GameOptions { MaxEquilibria = 5 });
            if (all[0].Status == EquilibriumStatus.PopulationNotSolvable || CircleCount.Of(problem) is not { } inside)
            {
                continue;
            }

            EquilibriumCount count = all[0].Count!;
            Assert.True(count.StableEigenvalues == inside, $"Seed {seed}: {count.StableEigenvalues} inside, expected {inside}; {all[0].Status}.");
            if (all[0].IsOk)
            {
                Assert.True(inside >= count.Order);
                several += all.Count > 1 ? 1 : 0;
                unique += count.IsUnique == true ? 1 : 0;
                AssertListed(problem, all, inside);
            }
            else
            {
                none++;
                Assert.Contains(all[0].Status, new[] { EquilibriumStatus.NoEquilibrium, EquilibriumStatus.UnitCircleMode });
            }
        }

        Assert.True(several > 2 && none > 2 && unique > 20, $"{several} with several, {none} with none, {unique} with one: the games decide too little.");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_pencil_finds_what_the_other_ways_find(bool symmetric)
    {
        GameProblem problem = new RandomGames(21).Ring(3, symmetric, 1, 2, 1);

        GameSolution usual = GameSolver.Solve(problem), pencil = GameSolver.Solve(problem, new GameOptions { Method = EquilibriumMethod.Pencil });

        Assert.Equal(symmetric ? EquilibriumMethod.Riccati : EquilibriumMethod.FixedPoint, usual.Method);
        Assert.Equal(EquilibriumMethod.Pencil, pencil.Method);
        MatrixAssert.Near(usual.MeanField!.F, pencil.MeanField!.F, 1e-10, "F");
        Assert.Equal(new EquilibriumCount(9, 9, true, 1), usual.Count);
        Assert.Equal(usual.Count, pencil.Count);
    }

    /// <summary>Equal populations have equal eigenvalues, and a singular A has zero as often as it likes.</summary>
    [Fact]
    public void Repeated_eigenvalues_are_no_obstacle()
    {
        double[,] a = { { 0, 1, 0 }, { 0, 0, 1 }, { 0, 0, 0 } }, one = { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } };
        GamePopulation agent = new() { Name = "a", A = a, B = new double[,] { { 0 }, { 0 }, { 1 } }, Q = one, R = new double[,] { { 1 } } };
        GameProblem problem = new()
        {
            Populations = [agent, agent with { Name = "b" }, agent with { Name = "c" }],
            Couplings =
            [
                new GameCoupling { Of = 0, To = 1, Weight = one, Offset = [1, 0, 0] },
                new GameCoupling { Of = 1, To = 2, Weight = one },
                new GameCoupling { Of = 2, To = 0, Weight = one },
            ],
        };

        GameSolution usual = GameSolver.Solve(problem), pencil = GameSolver.Solve(problem, new GameOptions { Method = EquilibriumMethod.Pencil });

        Assert.Equal(9, pencil.Count!.StableEigenvalues);
        Assert.True(pencil.Count.IsUnique);
        MatrixAssert.Near(usual.MeanField!.F, pencil.MeanField!.F, 1e-9, "F");
    }

    /// <summary>Units of states and costs a million apart: the count and the equilibria stay, F in the other units.</summary>
    [Fact]
    public void Units_change_nothing()
    {
        GameProblem problem = GameFiles.At("games/several-2-2-9005.problem.json");
        double[] units = [1e3, 1e-3];
        double[,] Scaled(double[,] matrix, Func<int, int, double> factor)
        {
            double[,] result = (double[,])matrix.Clone();
            for (int i = 0; i < result.GetLength(0); i++)
            {
                for (int j = 0; j < result.GetLength(1); j++)
                {
                    result[i, j] *= factor(i, j);
                }
            }

            return result;
        }

        double[,] Cost(double[,] weight) => Scaled(weight, (i, j) => 1e6 / units[i] / units[j]);
        GameProblem other = problem with
        {
            Populations = problem.Populations.Select(p => p with
            {
                A = Scaled(p.A, (i, j) => units[i] / units[j]),
                B = Scaled(p.B, (i, _) => units[i]),
                Q = Cost(p.Q),
                R = Scaled(p.R, (_, _) => 1e6),
                W = null,
                Mean0 = null,
            }).ToArray(),
            Couplings = problem.Couplings.Select(c => c with { Weight = Cost(c.Weight), Offset = null }).ToArray(),
        };

        IReadOnlyList<GameSolution> here = GameSolver.SolveAll(problem), there = GameSolver.SolveAll(other);

        Assert.Equal(here.Count, there.Count);
        double[][,] back = there.Select(one => Scaled(one.MeanField!.F, (i, j) => units[j % 2] / units[i % 2])).ToArray();
        Assert.All(here, one => Assert.Contains(back, f => Distance(one.MeanField!.F, f) <= Tolerance));
    }

    private static void AssertListed(GameProblem problem, IReadOnlyList<GameSolution> all, int stable)
    {
        Game.Game reference = GameOracle.Of(problem);
        GameSolution least = GameSolver.Solve(problem);
        Assert.Equal(all.Min(one => one.SpectralRadius), all[0].SpectralRadius, 1e-9);
        Assert.InRange(Distance(all[0].MeanField!.F, least.MeanField!.F), 0, Tolerance);
        Assert.Equal(stable, least.Count!.StableEigenvalues);
        foreach (GameSolution one in all)
        {
            double size = 1 + one.MeanField!.F.Cast<double>().Max(Math.Abs) + one.MeanField.C.Max(Math.Abs);
            Assert.InRange(one.SpectralRadius, 0, 1);
            Assert.InRange(Game.residual(reference, GameOracle.Of(one.MeanField)), 0, 1e-7 * size);
            Assert.Equal(all.Count == 1, one.Count!.IsUnique ?? true);
        }

        for (int i = 0; i < all.Count; i++)
        {
            Assert.All(all.Take(i), other => Assert.True(Distance(other.MeanField!.F, all[i].MeanField!.F) > 1e-6, "Two of them are one."));
        }
    }

    private static double Distance(double[,] expected, double[,] actual) =>
        expected.Cast<double>().Zip(actual.Cast<double>(), (x, y) => Math.Abs(x - y)).Max() / Math.Max(1e-3, expected.Cast<double>().Max(Math.Abs));
}
