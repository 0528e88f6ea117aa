using System;
using System.Linq;
using SpanLqr.Riccati;
using SpanLqr.Teams;
using Xunit;

namespace SpanLqr.Tests.Teams;

/// <summary>What the sizes of populations may and may not do.</summary>
public sealed class TeamSizeTests
{
    [Fact]
    public void Every_entry_keeps_its_digits_when_sizes_differ_by_a_billion()
    {
        (int Leaders, int Followers)[] sizes = [(1, 10), (1, 1_000_000), (1, 1_000_000_000), (1000, 1_000_000_000), (1_000_000_000, 1)];
        foreach ((int leaders, int followers) in sizes)
        {
            ExactScalarTeam exact = MutuallyDriven(leaders, followers);
            (decimal[,] costToGo, decimal[,] gain) = exact.MeanField();

            AuxiliarySolution actual = TeamSolver.Solve(exact.ToProblem()).MeanField;

            AssertEntries(costToGo, actual.CostToGo, $"P̄ of {leaders} and {followers}");
            AssertEntries(gain, actual.Gain, $"K̄ of {leaders} and {followers}");
        }
    }

    [Fact]
    public void A_million_agents_take_the_same_work_as_ten()
    {
        TeamProblem ten = new RandomTeams(5).Create((10, 3, 2), (10, 2, 1));
        TeamProblem million = Grow(ten, 1_000_000);
        (TeamSolution few, long bytesOfFew) = SolveCounting(ten);
        (TeamSolution many, long bytesOfMany) = SolveCounting(million);

        Assert.Equal(few.Populations.Select(s => s.Iterations), many.Populations.Select(s => s.Iterations));
        Assert.Equal(few.MeanField.Iterations, many.MeanField.Iterations);

        // Equal but for what a recompilation between the two may move from heap to stack.
        Assert.InRange(bytesOfMany, 0.5 * bytesOfFew, 1.5 * bytesOfFew);
    }

    [Fact]
    public void Growing_every_population_alike_scales_the_cost_to_go_and_keeps_the_gains()
    {
        TeamProblem ten = new RandomTeams(6).Create((10, 3, 2), (10, 2, 1));
        TeamSolution few = TeamSolver.Solve(ten);
        TeamSolution many = TeamSolver.Solve(Grow(ten, 10_000_000));

        MatrixAssert.Near(few.Populations[0].Gain, many.Populations[0].Gain, 1e-10, "K of p1");
        MatrixAssert.Near(few.MeanField.Gain, many.MeanField.Gain, 1e-10, "K̄");
        MatrixAssert.Near(few.MeanField.Cost, many.MeanField.Cost, 1e-10, "cost of the mean field");
        MatrixAssert.Near(few.Populations[0].Cost / 9 * 9_999_999, many.Populations[0].Cost, 1e-10, "cost of p1's deviations");
    }

    [Fact]
    public void A_lone_agents_negative_weight_is_not_lost_beside_a_billion_others()
    {
        Population leader = TeamDecompositionTests.Agent(a: 0.5, q: -1e-4, r: 1) with { Name = "leader" };
        Population crowd = TeamDecompositionTests.Agent(a: 0.5, q: 2, r: 1) with { Name = "crowd", Size = 1_000_000_000 };

        TeamSolution solution = TeamSolver.Solve(new TeamProblem { Populations = [leader, crowd] });

        Assert.Equal((SolveStatus.StateWeightNotPositiveSemidefinite, "mean field"), (solution.Status, solution.FailedSystem));
    }

    private static ExactScalarTeam MutuallyDriven(decimal leaders, decimal followers) => new((int)leaders, (int)followers)
    {
        OwnA = [0.9m, 1.1m],
        BetweenA = new[,] { { 0m, 0.4m / followers }, { 0.5m / leaders, 0.1m / followers } },
        OwnB = [0.7m, 0.5m],
        OwnQ = [1m, 2m],
        BetweenQ = new[,] { { 0m, -0.3m / Math.Max(leaders, followers) }, { -0.3m / Math.Max(leaders, followers), 0.2m / followers } },
        OwnR = [0.5m, 1m],
    };

    private static void AssertEntries(decimal[,] expected, double[,] actual, string name)
    {
        for (int i = 0; i < 2; i++)
        {
            for (int j = 0; j < 2; j++)
            {
                MatrixAssert.Near((double)expected[i, j], actual[i, j], 1e-13, $"{name}[{i},{j}]");
            }
        }
    }

    // Populations of the new size with the same deviation systems and, in the coordinates √N·x̄, the same mean-field system.
    private static TeamProblem Grow(TeamProblem problem, int size)
    {
        double share = (double)problem.Populations[0].Size / size;
        TeamCoupling coupling = problem.Coupling!;
        double[,] Own(double[,] own, double[,]?[,]? table, int l) => Map(own, (i, j, entry) => entry - (1 - share) * table![l, l]![i, j]);
        double[,]?[,] Between(double[,]?[,]? table) => Map(table!, (_, _, block) => Map(block!, (_, _, entry) => share * entry));
        return new TeamProblem
        {
            Populations = problem.Populations.Select((p, l) => p with
            {
                Size = size,
                A = Own(p.A, coupling.A, l),
                B = Own(p.B, coupling.B, l),
                Q = Own(p.Q, coupling.Q, l),
                R = Own(p.R, coupling.R, l),
                W = Own(p.W!, coupling.W, l),
            }).ToArray(),
            Coupling = new TeamCoupling
            {
                A = Between(coupling.A),
                B = Between(coupling.B),
                Q = Between(coupling.Q),
                R = Between(coupling.R),
                W = Between(coupling.W),
            },
        };
    }

    private static TResult[,] Map<T, TResult>(T[,] matrix, Func<int, int, T, TResult> entry)
    {
        TResult[,] result = new TResult[matrix.GetLength(0), matrix.GetLength(1)];
        for (int i = 0; i < matrix.GetLength(0); i++)
        {
            for (int j = 0; j < matrix.GetLength(1); j++)
            {
                result[i, j] = entry(i, j, matrix[i, j]);
            }
        }

        return result;
    }

    private static (TeamSolution Solution, long Bytes) SolveCounting(TeamProblem problem)
    {
        TeamSolver.Solve(problem);
        long before = GC.GetAllocatedBytesForCurrentThread();
        TeamSolution solution = TeamSolver.Solve(problem);
        return (solution, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
