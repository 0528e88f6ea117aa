using System;

namespace SpanLqr.Teams;

/// <summary>Solves a team exactly, at a cost that does not depend on how many agents there are.</summary>
public static class TeamSolver
{
    /// <summary>The optimal policy of a team, and what it costs.</summary>
    /// <param name="problem">The team.</param>
    /// <returns>The solution, or a status and the system that failed.</returns>
    /// <exception cref="ArgumentException">The problem is malformed.</exception>
    public static TeamSolution Solve(TeamProblem problem) => throw new NotImplementedException();
}
