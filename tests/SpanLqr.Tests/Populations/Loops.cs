using System.Linq;
using SpanLqr.Games;
using SpanLqr.Populations;
using SpanLqr.Robust;
using SpanLqr.Teams;
using SpanLqr.Tests.Games;
using SpanLqr.Tests.Robust;
using SpanLqr.Tests.Teams;

namespace SpanLqr.Tests.Populations;

/// <summary>Loops under test, and estimates of them.</summary>
internal static class Loops
{
    /// <summary>The team of a seed under its optimal policy.</summary>
    public static MeanFieldLoop Team(int seed, params (int Size, int States, int Inputs)[] shapes)
    {
        TeamProblem problem = new RandomTeams(seed).Create(shapes);
        return TeamLoop.Of(problem, TeamSolver.Solve(problem));
    }

    /// <summary>The game of a reference file, its populations of sizes given in turn.</summary>
    public static MeanFieldLoop Game(string name, params int[] sizes)
    {
        GameProblem problem = Sized(GameFiles.Problem(name), sizes);
        return GameLoop.Of(problem, GameSolver.Solve(problem));
    }

    public static GameProblem Sized(GameProblem problem, params int[] sizes) =>
        problem with { Populations = problem.Populations.Select((p, l) => p with { Size = sizes[l % sizes.Length] }).ToArray() };

    /// <summary>The robust problem of a reference file against its worst case.</summary>
    public static MeanFieldLoop Robust(string name, int agents)
    {
        RobustProblem problem = RobustFiles.Problem(name);
        double gamma = RobustFiles.Gamma(name) ?? RobustSolver.LeastViable(problem).MeanField;
        return RobustLoop.Of(problem, RobustSolver.Solve(problem, gamma), agents);
    }

    public static PopulationEstimate Estimate(
        MeanFieldLoop loop, PopulationMode mode, int rollouts, int steps = 60, ulong seed = 1, int threads = 1) =>
        new PopulationSimulation(loop, new PopulationOptions(loop.Horizon ?? steps) { Mode = mode, Seed = seed }).Estimate(rollouts, threads);
}
