using System.Linq;
using SpanLqr.Reference;
using SpanLqr.Teams;

namespace SpanLqr.Tests.Teams;

/// <summary>The same team for the F# reference, which writes every sum out over the agents.</summary>
internal static class Oracle
{
    /// <summary>A problem whose noises and coupling tables are all given.</summary>
    public static Team.Team Of(TeamProblem problem)
    {
        TeamCoupling coupling = problem.Coupling!;
        return new Team.Team(
            problem.Populations.Select(p => new Team.Population(p.Size, p.A, p.B, p.Q, p.R, p.W!)).ToArray(),
            new Team.Coupling(Jagged(coupling.A), Jagged(coupling.B), Jagged(coupling.Q), Jagged(coupling.R), Jagged(coupling.W)));
    }

    private static double[][][,] Jagged(double[,]?[,]? table) =>
        Enumerable.Range(0, table!.GetLength(0))
            .Select(l => Enumerable.Range(0, table.GetLength(1)).Select(k => table[l, k]!).ToArray())
            .ToArray();
}
