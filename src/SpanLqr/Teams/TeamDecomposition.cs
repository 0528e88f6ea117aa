using System;

namespace SpanLqr.Teams;

/// <summary>The change of coordinates that makes a team L + 1 independent problems.</summary>
public static class TeamDecomposition
{
    /// <summary>The auxiliary systems of a team.</summary>
    /// <param name="problem">The team.</param>
    /// <returns>The deviation systems, and the mean-field system.</returns>
    /// <exception cref="ArgumentException">The problem is malformed.</exception>
    public static DecomposedTeam Of(TeamProblem problem) => throw new NotImplementedException();
}
